//! What an administrator sees of the server, and does with accounts. To everybody else, programs with a key among them,
//! none of it is there. Whatever is done is written to the log, with who did it to whom.

mod people;
mod report;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use adda_protocol::ErrorCode;
use thiserror::Error;

use crate::{
    auth::{self, Accounts, Identity},
    clock::Clock,
    config::Config,
    metering::{self, Spending},
    provider::registry::Registry,
    store::{self, Store},
};

pub use crate::{
    config::{Setting, Shown},
    store::{Account, PersonUsage},
    telemetry::troubles::Trouble,
};
pub use people::{Person, PersonDetails};
pub use report::{ServiceState, UsageOfAll};

#[derive(Debug, Error)]
pub enum Error {
    /// There is no such account, or whoever asks is no administrator.
    #[error("no such thing")]
    NotFound,
    #[error("not possible now: {0}")]
    Conflict(&'static str),
    #[error("{field}: {message}")]
    Invalid { field: &'static str, message: &'static str },
    #[error(transparent)]
    Auth(#[from] auth::Error),
    #[error(transparent)]
    Usage(#[from] metering::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::NotFound => ErrorCode::NotFound,
            Self::Conflict(_) => ErrorCode::Conflict,
            Self::Invalid { .. } => ErrorCode::Invalid,
            Self::Auth(error) => error.code(),
            Self::Usage(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// The service.
#[derive(Clone, Debug)]
pub struct Administration {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    accounts: Arc<Accounts>,
    spending: Spending,
    providers: Arc<Registry>,
    config: Arc<Config>,
}

impl Administration {
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        accounts: Arc<Accounts>,
        spending: Spending,
        providers: Arc<Registry>,
        config: Arc<Config>,
    ) -> Self {
        Self { store, clock, accounts, spending, providers, config }
    }

    /// Whether there is anything here for whoever asks.
    pub fn is_open_to(who: &Identity) -> bool {
        who.is_admin() && who.session().is_ok()
    }
}

/// Lets administrators in a session pass.
fn admit(who: &Identity) -> Result<()> {
    if Administration::is_open_to(who) { Ok(()) } else { Err(Error::NotFound) }
}
