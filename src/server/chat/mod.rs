//! Conversations: the one way in (`engine`), who may do what (`policy`), and an answer being written (`turn`).

mod ahead;
pub mod call;
mod categories;
pub mod completion;
mod conversations;
mod deleting;
pub mod engine;
mod erasing;
mod lanes;
mod noted;
mod outgoing;
mod pages;
pub mod policy;
mod registry;
mod replay;
mod search;
mod send;
mod sharing;
mod shelf;
mod summaries;
mod told;
mod turn;
mod versions;

use adda_protocol::ErrorCode;
use thiserror::Error;

pub use completion::{Asked, Completion};
pub use engine::{Engine, Feed};
pub use outgoing::{one_line, short_line};
pub use versions::Opening;

use crate::limiter::Refused;

#[derive(Debug, Error)]
pub enum Error {
    /// It does not exist, or the person takes no part in it: the same to the asker.
    #[error("no such conversation or message")]
    NotFound,
    /// The message or conversation is in a state in which this cannot be done.
    #[error("not possible now: {0}")]
    Conflict(&'static str),
    #[error("{field}: {message}")]
    Invalid { field: &'static str, message: String },
    #[error("{what} is longer than {limit} {unit}")]
    TooLarge { what: &'static str, limit: usize, unit: &'static str },
    #[error("model {0:?} is not available")]
    ModelUnavailable(String),
    #[error("too many answers wait")]
    QueueFull,
    /// The person sends faster than the settings allow; wait this many seconds.
    #[error("too many sends, wait {retry_after} s")]
    RateLimited { retry_after: u64 },
    /// Sends cannot be counted, and the operator wants none to go uncounted.
    #[error("sends cannot be counted")]
    Uncounted,
    /// The operator lets nothing of these kinds out.
    #[error(transparent)]
    Blocked(adda_redaction::Blocked),
    /// The server is stopping.
    #[error("stopping")]
    Stopping,
    /// The AI service failed, or there is none to ask.
    #[error(transparent)]
    Provider(#[from] crate::provider::ProviderError),
    #[error(transparent)]
    Store(#[from] crate::store::Error),
}

impl Error {
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::NotFound => ErrorCode::NotFound,
            Self::Conflict(_) => ErrorCode::Conflict,
            Self::Invalid { .. } => ErrorCode::Invalid,
            Self::TooLarge { .. } => ErrorCode::TooLarge,
            Self::ModelUnavailable(_) => ErrorCode::ModelUnavailable,
            Self::Blocked(_) => ErrorCode::PrivateBlocked,
            Self::QueueFull => ErrorCode::QueueFull,
            Self::Provider(error) => error.kind.code(),
            Self::RateLimited { .. } => ErrorCode::RateLimited,
            Self::Stopping | Self::Uncounted => ErrorCode::Unavailable,
            Self::Store(error) => error.code(),
        }
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Limited { retry_after } => Self::RateLimited { retry_after },
            Refused::Unavailable(_) => Self::Uncounted,
        }
    }
}

pub type Result<T> = std::result::Result<T, Error>;
