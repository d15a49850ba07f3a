//! The steps of an answer.

use adda_protocol::Usage;

/// Why a stream ended well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StopReason {
    End,
    /// The answer limit was reached.
    Length,
    ContentFilter,
    Other(String),
}

/// One step of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum ProviderEvent {
    /// More text, never empty.
    Text(String),
    /// Figures so far; a later one replaces an earlier one.
    Usage(Usage),
    /// The last event. A stream that ends without it broke off.
    Stop(StopReason),
}
