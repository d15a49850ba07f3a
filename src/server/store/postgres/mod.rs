//! `PostgreSQL`: a pool, one transaction a write, rows locked where `SQLite` has one writer.

mod open;
mod search;
#[cfg(test)]
mod tests;

macro_rules! for_update {
    ($($of:literal)?) => {
        concat!(" FOR UPDATE" $(, $of)?)
    };
}

macro_rules! beginning {
    () => {
        "'00000000-0000-0000-0000-000000000000'::uuid"
    };
}

#[path = "../sql/api_keys.rs"]
mod api_keys;
#[path = "../sql/batch.rs"]
mod batch;
#[path = "../sql/check.rs"]
mod check;
#[path = "../sql/chosen.rs"]
mod chosen;
#[path = "../sql/context.rs"]
mod context;
#[path = "../sql/conversations.rs"]
mod conversations;
#[path = "../sql/deletions.rs"]
mod deletions;
#[path = "../sql/imports.rs"]
mod imports;
#[path = "../sql/lines.rs"]
mod lines;
#[path = "../sql/log/mod.rs"]
mod log;
#[path = "../sql/maintenance.rs"]
mod maintenance;
#[path = "../sql/marks.rs"]
mod marks;
#[path = "../sql/memories.rs"]
mod memories;
#[path = "../sql/own.rs"]
mod own;
#[path = "../sql/personal.rs"]
mod personal;
#[path = "../sql/pictures.rs"]
mod pictures;
#[path = "../sql/private.rs"]
mod private;
#[path = "../sql/provider_keys.rs"]
mod provider_keys;
#[path = "../sql/recall.rs"]
mod recall;
#[path = "../sql/search.rs"]
mod searching;
#[path = "../sql/sessions.rs"]
mod sessions;
#[path = "../sql/shares.rs"]
mod shares;
#[path = "../sql/situation.rs"]
mod situation;
#[path = "../sql/summary.rs"]
mod summary;
#[path = "../sql/usage.rs"]
mod usage;
#[path = "../sql/users.rs"]
mod users;
#[path = "../sql/versions.rs"]
mod versions;

use std::{path::Path, time::Duration};

use futures::future::BoxFuture;
use sqlx::Pool;

use self::batch::{Batch, Found};
pub(super) use self::open::open;
use super::{Error, Finding, Result, migrations};

type Db = sqlx::Postgres;
type Conn = sqlx::PgConnection;
type Readers = Pool<Db>;
/// What a write does; it may leave the last statements to go with the commit.
type Operation<I, T> = for<'a> fn(&'a mut Conn, &'a I) -> BoxFuture<'a, Result<(T, Batch)>>;

const ENGINE: &str = "postgres";
/// Statements in one call: the protocol takes no more where there are values.
const TOGETHER: usize = 1;
/// Opens a transaction in which every read sees the same moment.
const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
const NOTES_MIGRATIONS: &str = "SELECT to_regclass('_sqlx_migrations') IS NOT NULL";
/// Times a transaction is tried again after another got in its way.
const RETRIES: u32 = 5;
/// "adda" as a number: the advisory lock under which accounts are made.
const ACCOUNTS_LOCK: i64 = 0x6164_6461;

#[derive(Debug)]
pub(super) struct Backend {
    pool: Pool<Db>,
}

impl Backend {
    fn readers(&self) -> &Readers {
        &self.pool
    }

    /// What the questions find at one moment.
    async fn ask_at_once(&self, asked: Batch) -> Result<Found> {
        let mut tx = self.pool.begin_with(SNAPSHOT).await?;
        let found = asked.ask(&mut tx).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// Runs `operation` in a transaction, again where the server broke it off in favour of another.
    async fn write<I, T>(
        &self,
        input: I,
        operation: for<'a> fn(&'a mut Conn, &'a I) -> BoxFuture<'a, Result<T>>,
    ) -> Result<T>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
    {
        let mut tries = 0;
        loop {
            match self.attempt(&input, operation).await {
                Err(Error::Contended(_)) if tries < RETRIES => {
                    tokio::time::sleep(Duration::from_millis(5 << tries)).await;
                    tries += 1;
                }
                Err(Error::Contended(why)) => return Err(Error::Unavailable(why)),
                outcome => return outcome,
            }
        }
    }

    /// The same, for what leaves its last statements to go with the commit.
    async fn write_last<I, T>(&self, input: I, operation: Operation<I, T>) -> Result<T>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
    {
        self.write((input, operation), |conn, (input, operation)| {
            Box::pin(async move {
                let (outcome, mut left) = operation(&mut *conn, input).await?;
                left.run(conn).await?;
                Ok(outcome)
            })
        })
        .await
    }

    async fn attempt<I, T>(
        &self,
        input: &I,
        operation: for<'a> fn(&'a mut Conn, &'a I) -> BoxFuture<'a, Result<T>>,
    ) -> Result<T> {
        let mut tx = self.pool.begin().await?;
        let outcome = operation(&mut tx, input).await?;
        tx.commit().await?;
        Ok(outcome)
    }

    /// The migrator takes an advisory lock: two servers that start at once do it one after the other.
    async fn apply_migrations(&self) -> Result<Vec<i64>> {
        let mut conn = self.pool.acquire().await?;
        let before = maintenance::applied(&mut conn).await?;
        migrations::refuse_newer(&before)?;
        if let Err(error) = migrations::postgres().run_direct(None, &mut *conn, false).await {
            // The connection may still hold the lock: the pool must not have it back.
            conn.close().await?;
            return Err(error.into());
        }
        let after = maintenance::applied(&mut conn).await?;
        Ok(after.into_iter().filter(|version| !before.contains(version)).collect())
    }

    async fn shut(&self) {
        self.pool.close().await;
    }
}

/// Of two accounts made at once, one waits here until the other is there to see.
async fn serialise_accounts(conn: &mut Conn) -> Result<()> {
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(ACCOUNTS_LOCK).execute(conn).await?;
    Ok(())
}

/// The server looks after its own files.
async fn check_engine(_: &mut Conn) -> Result<Vec<Finding>> {
    Ok(Vec::new())
}

async fn backup(_: &Backend, _: &Path) -> Result<()> {
    Err(Error::Refused("back up PostgreSQL with pg_dump; `adda backup` copies SQLite".to_owned()))
}
