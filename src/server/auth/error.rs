use adda_protocol::ErrorCode;
use thiserror::Error;

use crate::store;

#[derive(Debug, Error)]
pub enum Error {
    #[error("e-mail or password is wrong")]
    WrongCredentials,
    #[error("not signed in")]
    Unauthorized,
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
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("{0}")]
    Internal(String),
}

impl Error {
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::WrongCredentials => ErrorCode::WrongCredentials,
            Self::Unauthorized => ErrorCode::Unauthorized,
            Self::RegistrationClosed => ErrorCode::RegistrationClosed,
            Self::EmailTaken => ErrorCode::EmailTaken,
            Self::Invalid { .. } => ErrorCode::Invalid,
            Self::RateLimited { .. } => ErrorCode::RateLimited,
            Self::Store(store::Error::Unavailable(_) | store::Error::Contended(_)) => {
                ErrorCode::Unavailable
            }
            Self::Store(_) | Self::Internal(_) => ErrorCode::Internal,
        }
    }

    pub(super) fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid { field, message: message.into() }
    }
}

pub type Result<T> = std::result::Result<T, Error>;
