//! A consistent copy of the database while it serves.

use std::{fs, os::unix::fs::OpenOptionsExt, path::Path};

use sqlx::Connection;

use super::{Backend, Conn};
use crate::store::{Error, Result};

/// Writes the copy. `VACUUM INTO` reads one snapshot; the writer goes on meanwhile.
pub(crate) async fn backup(from: &Backend, to: &Path) -> Result<()> {
    let path = to
        .to_str()
        .ok_or_else(|| Error::Refused("the name of the copy is not valid UTF-8".to_owned()))?;
    reserve(to)?;
    let copied = copy(from, path).await;
    if copied.is_err() {
        // What is there is the file reserved above, and no copy.
        let _ = fs::remove_file(to);
    }
    copied
}

/// Makes the empty file, readable to the server's account alone; fails where there is one already.
fn reserve(path: &Path) -> Result<()> {
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map(drop)
        .map_err(|error| Error::Refused(format!("{} cannot be made: {error}", path.display())))
}

async fn copy(from: &Backend, path: &str) -> Result<()> {
    let mut conn = Conn::connect_with(&from.options).await?;
    sqlx::query("VACUUM INTO $1").bind(path).execute(&mut conn).await?;
    conn.close().await?;
    let synced = match tokio::fs::File::open(path).await {
        Ok(file) => file.sync_all().await,
        Err(error) => Err(error),
    };
    synced.map_err(|error| Error::Unavailable(format!("{path} was not written: {error}")))
}
