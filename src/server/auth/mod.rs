//! Accounts, sessions and API keys: passwords (Argon2id), short-lived access tokens (JWT), rotating refresh tokens.

mod accounts;
pub mod api_key;
mod api_keys;
mod at_hand;
mod email;
mod error;
mod name;
mod operator;
mod password;
mod policy;
mod session;
pub(crate) mod text;
mod token;

#[cfg(test)]
mod tests;

use std::{collections::HashSet, fmt, sync::Arc};

use adda_protocol::{
    ApiKeyId, Millis, SessionId, UserId,
    dto::{Role, Scope, User},
};
use parking_lot::Mutex;

pub use error::{Error, Result};

use self::{at_hand::AtHand, password::Passwords, token::Signer};
use crate::{
    clock::Clock, config::AuthConfig, ids::Ids, limiter::Limits, realtime::hub::Hub,
    secret::Secret, store::Store,
};

/// Who a request comes from, verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub user: User,
    pub by: Credential,
}

/// What a person's identity was proven with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A sign-in: everything the person may do.
    Session(SessionId),
    /// A key of theirs, presented by a program: what its scopes say, and nothing with accounts or keys.
    Key(KeyGrant),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyGrant {
    pub id: ApiKeyId,
    pub scopes: Vec<Scope>,
    pub expires_at: Option<Millis>,
}

impl Identity {
    pub fn id(&self) -> UserId {
        self.user.id
    }

    pub fn is_admin(&self) -> bool {
        self.user.role == Role::Admin
    }

    /// The session, where there is one: what is open to people alone asks for it.
    pub fn session(&self) -> Result<SessionId> {
        match &self.by {
            Credential::Session(session) => Ok(*session),
            Credential::Key(_) => Err(Error::NotForKeys),
        }
    }

    /// Refuses a key without the scope. People in a session have them all.
    pub fn require(&self, scope: Scope) -> Result<()> {
        match &self.by {
            Credential::Key(grant) if !grant.scopes.contains(&scope) => {
                Err(Error::ScopeMissing(scope))
            }
            _ => Ok(()),
        }
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

/// The service. Everything that ends a session, or changes whose it is, says so with `tell`, upon which open connections check
/// their session again. Its methods are in `accounts` (a person's account), `session` (its
/// sessions), `api_keys` (its keys for programs) and `operator` (the command line).
#[derive(Debug)]
pub struct Accounts {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    ids: Arc<Ids>,
    hub: Arc<Hub>,
    config: AuthConfig,
    passwords: Passwords,
    limits: Arc<Limits>,
    signer: Signer,
    /// Held while a stored hash is compared and replaced, so that an old password never overwrites a new one.
    replacing: tokio::sync::Mutex<()>,
    at_hand: Arc<AtHand>,
    /// Keys whose use is being written down.
    noting: Arc<Mutex<HashSet<ApiKeyId>>>,
}

impl Accounts {
    /// `secret`: the server's secret; signing keys are derived from it.
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        ids: Arc<Ids>,
        hub: Arc<Hub>,
        limits: Arc<Limits>,
        config: AuthConfig,
        secret: &Secret,
    ) -> Self {
        Self {
            passwords: Passwords::new(config.argon2_memory_kib, ids.clone()),
            limits,
            signer: Signer::new(secret),
            replacing: tokio::sync::Mutex::default(),
            at_hand: Arc::default(),
            noting: Arc::default(),
            store,
            clock,
            ids,
            hub,
            config,
        }
    }
}
