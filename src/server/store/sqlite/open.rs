//! Opening the file, and what is asked of every connection to it.

use std::{
    fs,
    io::ErrorKind,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
    time::Duration,
};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

use super::{Backend, readers::Readers, writer::Writer};
use crate::store::{Error, Result};

/// Most rows that usual answers have.
const ROWS: usize = 512;
/// How long to wait for another program that writes (`adda user`, a backup tool).
const BUSY: Duration = Duration::from_secs(10);
/// The write-ahead log is cut back to this many bytes once a long read let it grow.
const WAL_BYTES: &str = "67108864";

pub(crate) async fn open(path: &Path, readers: u32) -> Result<Backend> {
    create(path).map_err(|error| {
        Error::Unavailable(format!("{} cannot be opened: {error}", path.display()))
    })?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("journal_size_limit", WAL_BYTES)
        .pragma("temp_store", "MEMORY")
        // Rows wait here for their reader. With room for a whole answer neither waits for the other.
        .row_buffer_size(ROWS)
        .optimize_on_close(true, 400);
    let writer = Writer::start(options.clone()).await?;
    let reading = options.clone().pragma("query_only", "ON").optimize_on_close(false, None);
    Ok(Backend { options, writer, readers: Readers::new(reading, readers) })
}

/// Makes the file and its folder where they are missing, readable to the server's account alone.
/// `SQLite` gives its side files (`-wal`, `-shm`) the same mode.
fn create(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[tokio::test]
    async fn file_and_its_folder_are_private_to_the_server() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data/deep/adda.db");
        let backend = open(&path, 1).await.unwrap();
        sqlx::query("SELECT * FROM sqlite_schema").fetch_all(&backend.readers).await.unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(&path.with_extension("db-wal")), 0o600);
        backend.shut().await;
    }

    #[tokio::test]
    async fn file_that_is_no_database_is_told_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("adda.db");
        fs::write(&path, "this is a letter to my aunt, not a database".repeat(100)).unwrap();
        let error = open(&path, 1).await.unwrap_err();
        assert!(matches!(error, Error::Inconsistent(_)), "{error}");
        let error = open(folder.path(), 1).await.unwrap_err();
        assert!(matches!(error, Error::Unavailable(_)), "{error}");
    }
}
