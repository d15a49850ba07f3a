//! What goes wrong with a service, told by what the caller can do about it.

use std::time::Duration;

use adda_protocol::ErrorCode;
use thiserror::Error;

/// What the caller can do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The key is missing, wrong or not allowed this.
    Auth,
    RateLimit,
    Overloaded,
    BadRequest,
    /// The conversation does not fit the model.
    TooLong,
    Network,
    Timeout,
    /// The service answered with something its API does not promise.
    Malformed,
    /// The person's own key is wrong, or not allowed this.
    OwnKeyRefused,
    /// The person's own key cannot be sent: it does not open, or was given for another address.
    OwnKeyUnusable,
    /// There is no key to ask with.
    NoKey,
    /// The model is no longer there.
    NoModel,
}

impl ErrorKind {
    /// Whether the same request may go through later.
    pub const fn is_transient(self) -> bool {
        matches!(self, Self::RateLimit | Self::Overloaded | Self::Network | Self::Timeout)
    }

    /// The code people and clients see.
    pub const fn code(self) -> ErrorCode {
        match self {
            Self::Auth => ErrorCode::ProviderAuth,
            Self::RateLimit => ErrorCode::ProviderRateLimited,
            Self::Overloaded => ErrorCode::ProviderOverloaded,
            Self::BadRequest => ErrorCode::ProviderBadRequest,
            Self::TooLong => ErrorCode::ProviderTooLong,
            Self::Network => ErrorCode::ProviderNetwork,
            Self::Timeout => ErrorCode::ProviderTimeout,
            Self::Malformed => ErrorCode::ProviderMalformed,
            Self::OwnKeyRefused => ErrorCode::OwnKeyRefused,
            Self::OwnKeyUnusable => ErrorCode::OwnKeyUnusable,
            Self::NoKey => ErrorCode::KeyMissing,
            Self::NoModel => ErrorCode::ModelUnavailable,
        }
    }
}

impl From<ErrorKind> for ErrorCode {
    fn from(kind: ErrorKind) -> Self {
        kind.code()
    }
}

/// A failure of a service. `detail` is for the log, and for programs whose own request was refused; it holds no key and
/// is never shown to people.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{kind:?}: {detail}")]
pub struct ProviderError {
    pub kind: ErrorKind,
    /// How long the service asked us to wait.
    pub retry_after: Option<Duration>,
    pub detail: String,
}

impl ProviderError {
    pub fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, retry_after: None, detail: detail.into() }
    }
}
