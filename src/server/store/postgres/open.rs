//! Connecting to the server.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use super::Backend;
use crate::store::{Error, Result};

/// How long a caller waits for a connection before it is told that the database is unavailable.
const WAIT: Duration = Duration::from_secs(10);

pub(crate) async fn open(url: &str, connections: u32) -> Result<Backend> {
    // The driver's own message could quote parts of the URL.
    let unreadable = |_| {
        Error::Setting(
            "cannot be read; it looks like postgres://user:password@host:port/database, \
             with special characters of the password percent-encoded"
                .to_owned(),
        )
    };
    let options: PgConnectOptions = url.parse().map_err(unreadable)?;
    let pool = PgPoolOptions::new()
        .max_connections(connections.max(1))
        .acquire_timeout(WAIT)
        .connect_with(options.application_name("adda"))
        .await?;
    Ok(Backend { pool })
}
