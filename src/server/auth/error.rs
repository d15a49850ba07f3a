use adda_protocol::{ErrorCode, dto::Scope};
use thiserror::Error;

use crate::{limiter::Refused, store};

#[derive(Debug, Error)]
pub enum Error {
    #[error("e-mail or password is wrong")]
    WrongCredentials,
    #[error("the account is blocked")]
    Blocked,
    #[error("not signed in")]
    Unauthorized,
    /// Never made, expired or revoked.
    #[error("the API key does not work")]
    UnknownKey,
    /// Only people in a session may do this.
    #[error("not for API keys")]
    NotForKeys,
    #[error("the API key lacks the scope {0:?}")]
    ScopeMissing(Scope),
    #[error("not possible now: {0}")]
    Conflict(&'static str),
    #[error("registration is closed")]
    RegistrationClosed,
    #[error("the e-mail is taken")]
    EmailTaken,
    /// `field` names the field, `message` says what it should be.
    #[error("{field}: {message}")]
    Invalid { field: &'static str, message: String },
    /// Too many attempts; wait this many seconds.
    #[error("too many attempts, wait {retry_after} s")]
    RateLimited { retry_after: u64 },
    /// Attempts cannot be counted.
    #[error("attempts cannot be counted")]
    Uncounted,
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("{0}")]
    Internal(String),
}

impl Error {
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::WrongCredentials => ErrorCode::WrongCredentials,
            Self::Blocked => ErrorCode::AccountBlocked,
            Self::Unauthorized | Self::UnknownKey => ErrorCode::Unauthorized,
            Self::NotForKeys => ErrorCode::Forbidden,
            Self::ScopeMissing(_) => ErrorCode::ScopeMissing,
            Self::Conflict(_) => ErrorCode::Conflict,
            Self::RegistrationClosed => ErrorCode::RegistrationClosed,
            Self::EmailTaken => ErrorCode::EmailTaken,
            Self::Invalid { .. } => ErrorCode::Invalid,
            Self::RateLimited { .. } => ErrorCode::RateLimited,
            Self::Uncounted => ErrorCode::Unavailable,
            Self::Store(error) => error.code(),
            Self::Internal(_) => ErrorCode::Internal,
        }
    }

    pub(super) fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid { field, message: message.into() }
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
