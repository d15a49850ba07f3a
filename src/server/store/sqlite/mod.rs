//! `SQLite`: one file, one writer that commits in groups, and a pool of readers.

mod backup;
mod open;
mod readers;
mod search;
mod writer;

/// `SQLite` locks nothing by row: there is one writer.
macro_rules! for_update {
    ($($of:literal)?) => {
        ""
    };
}

/// The id in place of what the first messages follow.
macro_rules! beginning {
    () => {
        "zeroblob(16)"
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

use futures::future::BoxFuture;
use sqlx::{AssertSqlSafe, Connection, sqlite::SqliteConnectOptions};

pub(super) use self::{backup::backup, open::open};
use self::{
    batch::{Batch, Found},
    readers::Readers,
    writer::{Operation, Writer},
};
use super::{Finding, Result, migrations};

type Db = sqlx::Sqlite;
type Conn = sqlx::SqliteConnection;

const ENGINE: &str = "sqlite";
/// Statements in one call, at most. Each combination is kept prepared.
const TOGETHER: usize = 16;
/// Opens a transaction in which every read sees the same moment.
const SNAPSHOT: &str = "BEGIN";
const NOTES_MIGRATIONS: &str =
    "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = '_sqlx_migrations')";

#[derive(Debug)]
pub(super) struct Backend {
    options: SqliteConnectOptions,
    writer: Writer,
    readers: Readers,
}

impl Backend {
    fn readers(&self) -> &Readers {
        &self.readers
    }

    /// What the questions find at one moment. There are no more than go together.
    async fn ask_at_once(&self, mut asked: Batch) -> Result<Found> {
        for part in &mut asked.parts {
            part.sql = format!("{SNAPSHOT}; {}; COMMIT", part.sql);
        }
        let mut found = asked.ask_beside(&self.readers).await?;
        // To begin finds nothing.
        found.all::<(i64,)>()?;
        Ok(found)
    }

    /// Runs `operation` in a transaction and answers once it is on the disk.
    async fn write<I, T>(
        &self,
        input: I,
        operation: for<'a> fn(&'a mut Conn, &'a I) -> BoxFuture<'a, Result<T>>,
    ) -> Result<T>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
    {
        self.writer
            .write((input, operation), |conn, (input, operation)| {
                Box::pin(async move { Ok((operation(conn, input).await?, Batch::default())) })
            })
            .await
    }

    /// The same, for what leaves its last statements to go with the commit.
    async fn write_last<I, T>(&self, input: I, operation: Operation<I, T>) -> Result<T>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
    {
        self.writer.write(input, operation).await
    }

    /// On a connection of its own, in one transaction: two programs that start at once do it one after the other.
    async fn apply_migrations(&self) -> Result<Vec<i64>> {
        let mut conn = Conn::connect_with(&self.options).await?;
        let mut tx = conn.begin_with("BEGIN IMMEDIATE").await?;
        let before = maintenance::applied(&mut tx).await?;
        migrations::refuse_newer(&before)?;
        migrations::sqlite().run_direct(None, &mut *tx, false).await?;
        let after = maintenance::applied(&mut tx).await?;
        tx.commit().await?;
        conn.close().await?;
        Ok(after.into_iter().filter(|version| !before.contains(version)).collect())
    }

    async fn shut(&self) {
        self.writer.close().await;
        self.readers.close().await;
    }
}

/// Nothing to do: writes are one after the other.
async fn serialise_accounts(_: &mut Conn) -> Result<()> {
    Ok(())
}

/// A connection remembers of a search index what it read last. A question makes it look whether that still holds; the check
/// does not (as of 3.51), and would take what others wrote since for damage.
async fn refresh_indexes(conn: &mut Conn) -> Result<()> {
    let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%USING fts5%'";
    let indexes: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *conn).await?;
    for index in indexes {
        let sql = format!("SELECT rowid FROM \"{index}\" WHERE \"{index}\" MATCH 'a' LIMIT 1");
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *conn).await?;
    }
    Ok(())
}

/// What the engine itself finds wrong with the file.
async fn check_engine(conn: &mut Conn) -> Result<Vec<Finding>> {
    refresh_indexes(conn).await?;
    let pages: Vec<String> =
        sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut *conn).await?;
    let keys: Vec<(String, Option<i64>, String)> =
        sqlx::query_as("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check")
            .fetch_all(conn)
            .await?;
    let pages = pages
        .into_iter()
        .filter(|line| line != "ok")
        .map(|line| format!("the file is damaged: {line}"));
    let keys = keys.into_iter().map(|(table, row, parent)| {
        format!("row {} of {table} refers to nothing in {parent}", row.unwrap_or_default())
    });
    Ok(pages.chain(keys).map(|what| Finding { what }).collect())
}
