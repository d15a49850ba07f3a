//! What is known of a person beside their account: their profile, what is remembered of them, how they have felt. Theirs to see,
//! change and delete; nobody else's, and no key's for programs.

mod appearance;
mod form;
mod memories;
mod mood;
mod picture;
mod profile;
mod sent;

use std::sync::Arc;

use adda_protocol::{ErrorCode, UserId};
use thiserror::Error;
use tokio::sync::Semaphore;

use crate::{
    auth::{self, Accounts, Identity},
    clock::Clock,
    config::ContextConfig,
    ids::Ids,
    privacy::Privacy,
    store::{self, Store},
};

#[derive(Debug, Error)]
pub enum Error {
    /// It does not exist, or is not theirs.
    #[error("no such thing")]
    NotFound,
    #[error("{field}: {message}")]
    Invalid { field: &'static str, message: String },
    #[error("not possible now: {0}")]
    Conflict(&'static str),
    /// Too much of it goes on already.
    #[error("busy")]
    Busy,
    /// By a key for programs.
    #[error(transparent)]
    Auth(#[from] auth::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::NotFound => ErrorCode::NotFound,
            Self::Invalid { .. } => ErrorCode::Invalid,
            Self::Conflict(_) => ErrorCode::Conflict,
            Self::Busy => ErrorCode::Unavailable,
            Self::Auth(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// The service.
#[derive(Debug)]
pub struct Personal {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    ids: Arc<Ids>,
    accounts: Arc<Accounts>,
    privacy: Arc<Privacy>,
    config: ContextConfig,
    taken_in: Arc<Semaphore>,
    drawing: Semaphore,
}

impl Personal {
    pub fn new(
        (store, clock, ids): (Arc<dyn Store>, Arc<dyn Clock>, Arc<Ids>),
        accounts: Arc<Accounts>,
        privacy: Arc<Privacy>,
        config: ContextConfig,
    ) -> Self {
        let (taken_in, drawing) = (Semaphore::new(picture::TAKEN_IN), Semaphore::new(1));
        let taken_in = Arc::new(taken_in);
        Self { store, clock, ids, accounts, privacy, config, taken_in, drawing }
    }
}

/// These are for people: a program's key opens none of it.
fn owner(who: &Identity) -> Result<UserId> {
    who.session()?;
    Ok(who.id())
}
