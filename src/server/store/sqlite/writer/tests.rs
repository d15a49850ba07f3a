//! Groups of writes: what one of them does to the others.

use std::sync::atomic::{AtomicBool, Ordering};

use futures::future::join_all;
use sqlx::{Connection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use tokio::sync::Notify;

use super::{Batch, Conn, Operation, Writer};
use crate::store::{Error, Result, sqlite::open};

struct Bench {
    writer: Writer,
    options: SqliteConnectOptions,
    _folder: TempDir,
}

impl Bench {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let backend = open(&folder.path().join("t.db"), 1).await.unwrap();
        let (writer, options) = (backend.writer, backend.options);
        let tables = "CREATE TABLE n (n INTEGER PRIMARY KEY) STRICT;
                      CREATE TABLE child (n INTEGER REFERENCES n (n)) STRICT";
        let mut conn = Conn::connect_with(&options).await.unwrap();
        sqlx::raw_sql(tables).execute(&mut conn).await.unwrap();
        Self { writer, options, _folder: folder }
    }

    async fn numbers(&self) -> Vec<i64> {
        let mut conn = Conn::connect_with(&self.options).await.unwrap();
        sqlx::query_scalar("SELECT n FROM n ORDER BY n").fetch_all(&mut conn).await.unwrap()
    }
}

const INSERT: &str = "INSERT INTO n VALUES ($1)";

async fn insert(conn: &mut Conn, n: i64) -> Result<((), Batch)> {
    sqlx::query(INSERT).bind(n).execute(conn).await?;
    Ok(((), Batch::default()))
}

const KEEP: Operation<i64, ()> = |conn, n| Box::pin(insert(conn, *n));

/// Leaves it to be made with the commit.
const LEAVE: Operation<i64, ()> = |_, n| {
    Box::pin(async move {
        let mut left = Batch::default();
        left.add(INSERT).bind(*n);
        Ok(((), left))
    })
};

/// Changes something, then fails.
const FAIL: Operation<i64, ()> = |conn, n| {
    Box::pin(async move {
        insert(conn, *n).await?;
        Err(Error::Exists("a thing"))
    })
};

const PANIC: Operation<i64, ()> = |conn, n| {
    Box::pin(async move {
        insert(conn, *n).await?;
        panic!("a bug, on purpose");
    })
};

/// Succeeds, but leaves something that the commit refuses.
const SPOIL: Operation<i64, ()> = |conn, n| {
    Box::pin(async move {
        sqlx::raw_sql("PRAGMA defer_foreign_keys = ON").execute(&mut *conn).await?;
        sqlx::query("INSERT INTO child VALUES ($1)").bind(n).execute(conn).await?;
        Ok(((), Batch::default()))
    })
};

static ENTERED: Notify = Notify::const_new();
static RELEASED: Notify = Notify::const_new();

/// Holds the writer until told, so that what comes after waits together.
const HOLD: Operation<i64, ()> = |_, _| {
    Box::pin(async {
        ENTERED.notify_one();
        RELEASED.notified().await;
        Ok(((), Batch::default()))
    })
};

#[tokio::test]
async fn write_that_fails_or_panics_takes_back_only_itself() {
    let bench = Bench::new().await;
    let outcomes = join_all((0..9).map(|n| {
        let operation = [KEEP, FAIL, PANIC][usize::try_from(n).unwrap() % 3];
        bench.writer.write(n, operation)
    }))
    .await;
    assert_eq!(bench.numbers().await, [0, 3, 6]);
    for (n, outcome) in outcomes.into_iter().enumerate() {
        match n % 3 {
            0 => outcome.unwrap(),
            1 => assert!(matches!(outcome, Err(Error::Exists("a thing")))),
            _ => assert!(matches!(outcome, Err(Error::Refused(_)))),
        }
    }
}

#[tokio::test]
async fn write_alone_that_fails_or_panics_leaves_nothing() {
    let bench = Bench::new().await;
    for operation in [FAIL, PANIC] {
        assert!(bench.writer.write(1, operation).await.is_err());
        assert!(bench.numbers().await.is_empty());
    }
    assert!(matches!(bench.writer.write(2, SPOIL).await, Err(Error::Unavailable(_))));
    bench.writer.write(3, KEEP).await.unwrap();
    assert_eq!(bench.numbers().await, [3]);
}

#[tokio::test]
async fn write_left_for_the_commit_takes_back_only_itself_where_it_fails() {
    let bench = Bench::new().await;
    bench.writer.write(1, LEAVE).await.unwrap();
    assert_eq!(bench.numbers().await, [1]);
    // Alone, and among others, wherever it stands.
    assert!(matches!(
        bench.writer.write(1, LEAVE).await,
        Err(Error::Exists(_) | Error::Refused(_))
    ));
    let outcomes = join_all([2, 1, 3, 1].map(|n| bench.writer.write(n, LEAVE))).await;
    let kept: Vec<bool> = outcomes.iter().map(Result::is_ok).collect();
    assert_eq!(kept, [true, false, true, false], "{outcomes:?}");
    assert_eq!(bench.numbers().await, [1, 2, 3]);
}

/// Reads; the first time another program writes then; writes.
const OVERTAKEN: Operation<(SqliteConnectOptions, AtomicBool), i64> = |conn, (options, done)| {
    Box::pin(async move {
        let before = sqlx::query_scalar("SELECT count(*) FROM n").fetch_one(&mut *conn).await?;
        if !done.swap(true, Ordering::Relaxed) {
            let mut other = Conn::connect_with(options).await?;
            insert(&mut other, 1).await?;
        }
        insert(conn, 2).await?;
        Ok((before, Batch::default()))
    })
};

#[tokio::test]
async fn write_is_made_anew_where_another_program_wrote_after_it_had_read() {
    let bench = Bench::new().await;
    let input = (bench.options.clone(), AtomicBool::default());
    assert_eq!(bench.writer.write(input, OVERTAKEN).await.unwrap(), 1, "what it read then");
    assert_eq!(bench.numbers().await, [1, 2]);
}

#[tokio::test]
async fn commit_that_fails_is_told_to_every_caller_and_the_writer_goes_on() {
    let bench = Bench::new().await;
    let held = bench.writer.write(0, HOLD);
    let group = async {
        ENTERED.notified().await;
        let writes =
            join_all([1, 2, 3].map(|n| bench.writer.write(n, if n == 2 { SPOIL } else { KEEP })));
        let release = async {
            // The three wait by now: join polls them first.
            RELEASED.notify_one();
        };
        tokio::join!(writes, release).0
    };
    let (held, outcomes) = tokio::join!(held, group);
    held.unwrap();
    for outcome in outcomes {
        assert!(matches!(outcome, Err(Error::Unavailable(_))), "{outcome:?}");
    }
    assert!(bench.numbers().await.is_empty(), "what was refused is not there");
    bench.writer.write(4, KEEP).await.unwrap();
    assert_eq!(bench.numbers().await, [4]);
}

#[tokio::test]
async fn write_whose_caller_went_away_is_kept_and_blocks_nobody() {
    let bench = Bench::new().await;
    {
        let mut impatient = std::pin::pin!(bench.writer.write(1, KEEP));
        let _asked = futures::poll!(&mut impatient);
    }
    bench.writer.write(2, KEEP).await.unwrap();
    assert_eq!(bench.numbers().await, [1, 2]);
}

#[tokio::test]
async fn close_finishes_the_writes_that_wait() {
    let bench = Bench::new().await;
    let writes = join_all((0..50).map(|n| bench.writer.write(n, KEEP)));
    let (outcomes, ()) = tokio::join!(writes, bench.writer.close());
    assert!(outcomes.into_iter().all(|outcome| outcome.is_ok()));
    assert_eq!(bench.numbers().await.len(), 50);
    let late = bench.writer.write(99, KEEP).await;
    assert!(matches!(late, Err(Error::Unavailable(_))));
}

#[tokio::test]
async fn writer_syncs_every_commit() {
    let bench = Bench::new().await;
    let pragmas: Operation<(), (String, i64, i64)> = |conn, ()| {
        Box::pin(async move {
            let sql = "SELECT j.journal_mode, s.synchronous, f.foreign_keys
                       FROM pragma_journal_mode j, pragma_synchronous s, pragma_foreign_keys f";
            Ok((sqlx::query_as(sql).fetch_one(conn).await?, Batch::default()))
        })
    };
    // 2 is FULL: the write-ahead log is synced at every commit.
    assert_eq!(bench.writer.write((), pragmas).await.unwrap(), ("wal".to_owned(), 2, 1));
}
