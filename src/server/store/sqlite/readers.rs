//! The connections that read. Not `sqlx`'s own pool: after each use that asks a connection whether it is still there, which
//! for a file costs as much as most reads do.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use async_stream::try_stream;
use futures::{TryStreamExt, future::BoxFuture, stream::BoxStream};
use parking_lot::Mutex;
use sqlx::{
    Connection, Database, Either, Error, Execute, Executor, Result, SqlStr,
    sqlite::{SqliteConnectOptions, SqliteStatement, SqliteTypeInfo},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Conn, Db};

type Row = <Db as Database>::Row;
type Step = Either<<Db as Database>::QueryResult, Row>;

/// Opens connections as they are needed, so many at most, and keeps them. One that is left in the middle of something, or
/// fails, is not used again.
#[derive(Clone, Debug)]
pub(super) struct Readers(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    options: SqliteConnectOptions,
    idle: Mutex<Vec<Conn>>,
    places: Arc<Semaphore>,
    most: u32,
}

/// A connection for several questions. It is not kept.
pub(super) struct Reader {
    conn: Conn,
    _place: OwnedSemaphorePermit,
}

impl Readers {
    pub fn new(options: SqliteConnectOptions, most: u32) -> Self {
        let most = most.max(1);
        let places = Arc::new(Semaphore::new(usize::try_from(most).unwrap_or(1)));
        Self(Arc::new(Inner { options, idle: Mutex::default(), places, most }))
    }

    pub async fn acquire(&self) -> Result<Reader> {
        let place = self.0.places.clone().acquire_owned().await.map_err(|_| Error::PoolClosed)?;
        let kept = self.0.idle.lock().pop();
        let conn = match kept {
            Some(conn) => conn,
            None => Conn::connect_with(&self.0.options).await?,
        };
        Ok(Reader { conn, _place: place })
    }

    fn keep(&self, reader: Reader) {
        self.0.idle.lock().push(reader.conn);
    }

    /// Waits for the questions that are asked already, and takes no more.
    pub async fn close(&self) {
        let all = self.0.places.acquire_many(self.0.most).await;
        self.0.places.close();
        drop(all);
        let idle = std::mem::take(&mut *self.0.idle.lock());
        for conn in idle {
            // It has written nothing.
            let _ = conn.close().await;
        }
    }
}

impl Deref for Reader {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

impl<'c> Executor<'c> for &Readers {
    type Database = Db;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Step>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Db>,
    {
        let readers = self.clone();
        Box::pin(try_stream! {
            let mut reader = readers.acquire().await?;
            let mut steps = reader.conn.fetch_many(query);
            while let Some(step) = steps.try_next().await? {
                yield step;
            }
            drop(steps);
            readers.keep(reader);
        })
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<Row>>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Db>,
    {
        let readers = self.clone();
        Box::pin(async move {
            let mut reader = readers.acquire().await?;
            let row = reader.conn.fetch_optional(query).await?;
            readers.keep(reader);
            Ok(row)
        })
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [SqliteTypeInfo],
    ) -> BoxFuture<'e, Result<SqliteStatement>>
    where
        'c: 'e,
    {
        let readers = self.clone();
        Box::pin(async move { readers.acquire().await?.conn.prepare_with(sql, parameters).await })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn readers(most: u32) -> (Readers, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("t.db");
        let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
        (Readers::new(options, most), folder)
    }

    async fn one(readers: &Readers) -> Result<i64> {
        sqlx::query_scalar("SELECT 1").fetch_one(readers).await
    }

    #[tokio::test]
    async fn readers_keep_what_they_opened_and_open_no_more_than_allowed() {
        let (readers, _folder) = readers(2);
        for _ in 0..3 {
            assert_eq!(one(&readers).await.unwrap(), 1);
        }
        assert_eq!(readers.0.idle.lock().len(), 1, "one after the other needs one");
        let held = [readers.acquire().await.unwrap(), readers.acquire().await.unwrap()];
        let mut third = std::pin::pin!(one(&readers));
        assert!(futures::poll!(&mut third).is_pending());
        drop(held);
        assert_eq!(third.await.unwrap(), 1);
    }

    #[tokio::test]
    async fn reader_that_fails_or_is_left_is_not_used_again() {
        let (readers, _folder) = readers(1);
        one(&readers).await.unwrap();
        assert!(sqlx::query("SELECT nothing").execute(&readers).await.is_err());
        assert!(readers.0.idle.lock().is_empty());
        let long =
            "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT n FROM n";
        let mut rows = sqlx::query(long).fetch(&readers);
        rows.try_next().await.unwrap().unwrap();
        drop(rows);
        assert_eq!(one(&readers).await.unwrap(), 1, "nobody waits for what has no end");
        assert_eq!(readers.0.idle.lock().len(), 1);
    }

    #[tokio::test]
    async fn readers_close_after_what_was_asked_and_take_no_more() {
        let (readers, _folder) = readers(1);
        let held = readers.acquire().await.unwrap();
        let mut closing = std::pin::pin!(readers.close());
        assert!(futures::poll!(&mut closing).is_pending());
        drop(held);
        tokio::time::timeout(Duration::from_secs(5), closing).await.unwrap();
        assert!(matches!(one(&readers).await, Err(Error::PoolClosed)));
    }
}
