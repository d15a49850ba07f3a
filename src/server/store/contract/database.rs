//! A database of one test, with a door beside the store for looking and breaking.

use std::{path::PathBuf, sync::Arc};

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use tempfile::TempDir;

use super::postgres;
use crate::{
    config::DatabaseConfig,
    secret::Secret,
    store::{Store, connect},
};

pub struct Database {
    pub store: Arc<dyn Store>,
    pub place: Place,
}

pub enum Place {
    Sqlite(TempDir),
    Postgres(postgres::Database),
}

/// Tables of our own, in an order in which rows can be counted but not necessarily deleted.
pub const TABLES: [&str; 20] = [
    "users",
    "sessions",
    "refresh_tokens",
    "conversations",
    "participants",
    "messages",
    "events",
    "usage_entries",
    "api_keys",
    "provider_keys",
    "summaries",
    "profiles",
    "memories",
    "moods",
    "vaults",
    "sent_requests",
    "shares",
    "shared_messages",
    "imports",
    "pictures",
];

impl Database {
    /// An empty, migrated `SQLite` database.
    pub async fn sqlite() -> Self {
        Self::migrated(Place::Sqlite(TempDir::new().unwrap())).await
    }

    /// An empty, migrated `PostgreSQL` database.
    pub async fn postgres() -> Self {
        Self::migrated(Place::Postgres(postgres::Database::fresh().await)).await
    }

    async fn migrated(place: Place) -> Self {
        let store = open(&place).await;
        store.migrate().await.unwrap();
        Self { store, place }
    }

    /// A further store on the same database, as another program would have.
    pub async fn another(&self) -> Arc<dyn Store> {
        open(&self.place).await
    }

    /// Runs statements beside the store, with `SQLite`'s foreign keys off so that it can break them.
    pub async fn execute(&self, sql: &str) {
        match &self.place {
            Place::Sqlite(_) => {
                let mut conn = SqliteConnection::connect(&self.file_url()).await.unwrap();
                let sql = AssertSqlSafe(format!("PRAGMA foreign_keys = OFF; {sql}"));
                sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
                conn.close().await.unwrap();
            }
            Place::Postgres(database) => {
                let mut conn = PgConnection::connect(&database.url).await.unwrap();
                // As a restore does: no triggers, and so no foreign keys.
                let sql = AssertSqlSafe(format!("SET session_replication_role = replica; {sql}"));
                sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
            }
        }
    }

    /// One number.
    pub async fn number(&self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match &self.place {
            Place::Sqlite(_) => {
                let mut conn = SqliteConnection::connect(&self.file_url()).await.unwrap();
                sqlx::query_scalar(sql).fetch_one(&mut conn).await.unwrap()
            }
            Place::Postgres(database) => {
                let mut conn = PgConnection::connect(&database.url).await.unwrap();
                sqlx::query_scalar(sql).fetch_one(&mut conn).await.unwrap()
            }
        }
    }

    /// A column of text.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match &self.place {
            Place::Sqlite(_) => {
                let mut conn = SqliteConnection::connect(&self.file_url()).await.unwrap();
                sqlx::query_scalar(sql).fetch_all(&mut conn).await.unwrap()
            }
            Place::Postgres(database) => {
                let mut conn = PgConnection::connect(&database.url).await.unwrap();
                sqlx::query_scalar(sql).fetch_all(&mut conn).await.unwrap()
            }
        }
    }

    /// The tables in which this text stands anywhere, indexes of words among them.
    pub async fn tables_with(&self, text: &str) -> Vec<String> {
        let tables = match &self.place {
            Place::Sqlite(_) => "SELECT name FROM sqlite_master WHERE type = 'table'",
            Place::Postgres(_) => {
                "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
            }
        };
        let mut found = Vec::new();
        for table in self.texts(tables).await {
            let stands = match &self.place {
                Place::Sqlite(_) => {
                    let columns = format!("SELECT name FROM pragma_table_info('{table}')");
                    // As bytes: blocks of an index are no text.
                    let stands = |column| {
                        format!("instr(CAST(\"{column}\" AS BLOB), CAST('{text}' AS BLOB)) > 0")
                    };
                    let columns = self.texts(&columns).await.into_iter().map(stands);
                    columns.collect::<Vec<_>>().join(" OR ")
                }
                Place::Postgres(_) => format!("t::text LIKE '%{text}%'"),
            };
            let sql = format!("SELECT count(*) FROM {table} t WHERE {stands}");
            if self.number(&sql).await > 0 {
                found.push(table);
            }
        }
        found
    }

    /// How `SQLite` would run a query.
    pub async fn plan(&self, sql: &str) -> Vec<String> {
        let mut conn = SqliteConnection::connect(&self.file_url()).await.unwrap();
        let sql = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
        let rows = sqlx::query(sql).fetch_all(&mut conn).await.unwrap();
        rows.iter().map(|row| row.get("detail")).collect()
    }

    pub fn file(&self) -> PathBuf {
        let Place::Sqlite(folder) = &self.place else { panic!("PostgreSQL has no file") };
        folder.path().join("adda.db")
    }

    fn file_url(&self) -> String {
        format!("sqlite://{}", self.file().display())
    }

    pub async fn remove(self) {
        self.store.close().await;
        if let Place::Postgres(database) = self.place {
            database.remove().await;
        }
    }
}

async fn open(place: &Place) -> Arc<dyn Store> {
    match place {
        Place::Sqlite(folder) => {
            let config = DatabaseConfig { url: None, pool: 4 };
            connect(&config, folder.path()).await.unwrap()
        }
        Place::Postgres(database) => {
            let config = DatabaseConfig { url: Some(Secret::new(&database.url)), pool: 8 };
            connect(&config, "unused".as_ref()).await.unwrap()
        }
    }
}
