use std::path::Path;

use async_trait::async_trait;

use super::Result;

/// Something `adda check` found wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong and where, as one sentence.
    pub what: String,
}

#[async_trait]
pub trait Maintenance: Send + Sync {
    /// `sqlite` or `postgres`.
    fn engine(&self) -> &'static str;

    /// Applies the migrations that are missing; returns the versions applied now.
    async fn migrate(&self) -> Result<Vec<i64>>;

    /// Answers when a trivial statement went through.
    async fn ping(&self) -> Result<()>;

    /// Verifies schema version, dense seqs, orphan rows and (`SQLite`) the file itself. Empty is well.
    async fn check(&self) -> Result<Vec<Finding>>;

    /// Writes a consistent copy to a file that does not exist yet, while serving (`SQLite` only).
    ///
    /// # Errors
    /// [`super::Error::Refused`] on `PostgreSQL` (use `pg_dump`) and where the file exists.
    async fn backup(&self, path: &Path) -> Result<()>;

    /// Finishes what is under way and closes the connections.
    async fn close(&self);
}
