//! Storage: the traits the services see, and the two engines behind them.
//!
//! The SQL that both engines share is written once in `sql/` and compiled for each (see `sqlite/` and `postgres/`,
//! which hold what differs). A method is one transaction. Absence is `Option`, not an error.
//! A NUL character, which `PostgreSQL` cannot keep in text, is stored as U+FFFD by both engines.

mod api_keys;
#[macro_use]
mod columns;
#[macro_use]
mod row;

mod connect;
mod context;
#[cfg(test)]
mod contract;
mod conversations;
mod deletions;
mod erasures;
mod error;
mod fold;
mod imports;
mod log;
mod maintenance;
mod marks;
mod memories;
mod migrations;
mod nul;
mod own;
mod personal;
mod pictures;
#[expect(clippy::duplicate_mod, reason = "the SQL in sql/ is compiled for each engine")]
mod postgres;
mod private;
mod provider_keys;
mod rows;
mod search;
mod sessions;
mod shares;
mod sqlite;
mod usage;
mod users;
mod versions;

use adda_protocol::ErrorCode;
use thiserror::Error;

pub use api_keys::{ApiKeyRow, ApiKeyStore, KeyHash, NewApiKey};
pub use connect::connect;
pub use context::{ContextStore, Leaf, Line, Material, NewSummary, Stretch, Summary};
pub use conversations::{Access, ConversationStore, Creation, NewConversation};
pub use deletions::{DeletionStore, Leaver};
pub use erasures::{Erasure, ErasureStore, NewErasure};
pub use imports::{ImportStore, NewTalk};
pub use log::{
    Completion, LogStore, NewAnswer, NewSend, Place, Recovered, SendOutcome, Start, Started,
};
pub use maintenance::{Finding, Maintenance};
pub use marks::{MarkStore, Marks};
pub use memories::{MemoryStore, NewMemory, Recall, Recalled};
pub use own::OwnStore;
pub use personal::{Choices, MoodSum, PersonalStore, ReadMood, Situation};
pub use pictures::{NewPicture, PictureSize, PictureStore};
pub use private::{PrivateStore, SentRow};
pub use provider_keys::{ProviderKeyRow, ProviderKeyStore, Reseal, Sealed};
pub use search::{Hit, SearchStore};
pub use sessions::{NewSession, Rotation, SessionRow, SessionStore};
pub use shares::{LinkHash, NewShare, ShareStore, Sharing};
pub use usage::{NewUsage, PersonUsage, UsageStore};
pub use users::{Account, NewUser, UserRow, UserStore};
pub use versions::{Spot, VersionStore};

/// Everything the server keeps.
pub trait Store:
    UserStore
    + SessionStore
    + ApiKeyStore
    + ConversationStore
    + MarkStore
    + DeletionStore
    + ErasureStore
    + ContextStore
    + PersonalStore
    + PictureStore
    + MemoryStore
    + PrivateStore
    + LogStore
    + SearchStore
    + VersionStore
    + ShareStore
    + OwnStore
    + ImportStore
    + UsageStore
    + ProviderKeyStore
    + Maintenance
    + std::fmt::Debug
{
}

impl<T> Store for T where
    T: UserStore
        + SessionStore
        + ApiKeyStore
        + ConversationStore
        + MarkStore
        + DeletionStore
        + ErasureStore
        + ContextStore
        + PersonalStore
        + PictureStore
        + MemoryStore
        + PrivateStore
        + ContextStore
        + LogStore
        + SearchStore
        + VersionStore
        + ShareStore
        + OwnStore
        + ImportStore
        + UsageStore
        + ProviderKeyStore
        + Maintenance
        + std::fmt::Debug
{
}

/// What a caller can do about a failure of the store.
#[derive(Debug, Error)]
pub enum Error {
    /// A unique value exists already; the text names it (`users.email`).
    #[error("{0} exists already")]
    Exists(&'static str),
    /// The database cannot be reached or is shutting down; the same call may work later.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// A row contradicts the schema's promises.
    #[error("the database is inconsistent: {0}")]
    Inconsistent(String),
    /// A migration or a statement failed.
    #[error("the database refused: {0}")]
    Refused(String),
    /// The setting `database.url` cannot be used. Never contains its password.
    #[error("the setting database.url {0}")]
    Setting(String),
    /// Another transaction was in the way. Tried again inside the store; a caller sees [`Error::Unavailable`].
    #[error("the database is contended: {0}")]
    Contended(String),
}

impl Error {
    /// What it is to whoever asked.
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::Unavailable(_) | Self::Contended(_) => ErrorCode::Unavailable,
            _ => ErrorCode::Internal,
        }
    }
}

pub type Result<T> = std::result::Result<T, Error>;
