//! The steps of an answer.

use adda_protocol::Usage;

/// Why a stream ended well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StopReason {
    End,
    /// The answer limit was reached.
    Length,
    ContentFilter,
    /// The model waits for the results of tools.
    ToolCalls,
    Other(String),
}

/// One step of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum ProviderEvent {
    /// More text, never empty.
    Text(String),
    /// More of what the model thinks before it answers, never empty. Shown folded, never sent back.
    Reasoning(String),
    /// More of a call of a tool. The first piece of each `index` has its id and name.
    ToolCall { index: usize, id: Option<String>, name: Option<String>, arguments: String },
    /// Figures so far; a later one replaces an earlier one.
    Usage(Usage),
    /// The last event. A stream that ends without it broke off.
    Stop(StopReason),
}
