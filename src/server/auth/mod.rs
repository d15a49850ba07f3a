//! Accounts and sessions: passwords (Argon2id), short-lived access tokens (JWT), rotating refresh tokens.

use std::{fmt, sync::Arc};

use adda_protocol::{
    ErrorCode, SessionId, UserId,
    dto::{ChangePassword, DeleteAccount, Login, Register, Role, Session, User},
};
use thiserror::Error;

use crate::{
    clock::Clock, config::AuthConfig, ids::Ids, realtime::hub::Hub, secret::Secret, store::Store,
};

/// Who a request comes from, verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub user: User,
    pub session: SessionId,
}

impl Identity {
    pub fn id(&self) -> UserId {
        self.user.id
    }

    pub fn is_admin(&self) -> bool {
        self.user.role == Role::Admin
    }
}

/// Where a sign-in comes from.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    pub address: String,
    pub device: String,
}

/// The two tokens of a session, for cookies.
#[derive(Clone)]
pub struct Tokens {
    pub access: Secret,
    /// Absent where an access token was renewed without rotating.
    pub refresh: Option<Secret>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens(..)")
    }
}

/// A person who has just signed in, or whose session was renewed.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub identity: Identity,
    pub tokens: Tokens,
}

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
    Store(#[from] crate::store::Error),
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
            Self::Store(crate::store::Error::Unavailable(_)) => ErrorCode::Unavailable,
            Self::Store(_) | Self::Internal(_) => ErrorCode::Internal,
        }
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// The service. Everything that ends a session publishes `SignedOut` on the person's topic of the hub, with which
/// open connections check their session again.
#[derive(Debug)]
pub struct Accounts {
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) ids: Arc<Ids>,
    pub(super) hub: Arc<Hub>,
    pub(super) config: AuthConfig,
}

#[expect(unused_variables, clippy::unused_async, clippy::todo, reason = "skeleton")]
impl Accounts {
    /// `secret`: the server's secret; signing keys are derived from it.
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        ids: Arc<Ids>,
        hub: Arc<Hub>,
        config: AuthConfig,
        secret: &Secret,
    ) -> Self {
        Self { store, clock, ids, hub, config }
    }

    /// Makes an account and signs in.
    pub async fn register(&self, form: Register, from: Origin) -> Result<SignedIn> {
        todo!()
    }

    pub async fn login(&self, form: Login, from: Origin) -> Result<SignedIn> {
        todo!()
    }

    /// The identity behind an access token, while its session and account are live.
    pub async fn authenticate(&self, access: &str) -> Result<Identity> {
        todo!()
    }

    /// New tokens for a refresh token; a token used twice ends its session.
    pub async fn refresh(&self, refresh: &str) -> Result<SignedIn> {
        todo!()
    }

    pub async fn logout(&self, who: &Identity) -> Result<()> {
        todo!()
    }

    pub async fn sessions(&self, who: &Identity) -> Result<Vec<Session>> {
        todo!()
    }

    /// Ends one of the person's sessions; false when it is not theirs.
    pub async fn revoke(&self, who: &Identity, session: SessionId) -> Result<bool> {
        todo!()
    }

    /// Changes the password and ends all other sessions.
    pub async fn change_password(&self, who: &Identity, form: ChangePassword) -> Result<()> {
        todo!()
    }

    /// Deletes the account with everything in it.
    pub async fn delete_account(&self, who: &Identity, form: DeleteAccount) -> Result<()> {
        todo!()
    }
}
