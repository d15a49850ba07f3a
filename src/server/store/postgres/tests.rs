//! What `PostgreSQL` breaks off is tried again, and not for ever.

use std::sync::{
    LazyLock,
    atomic::{AtomicU32, Ordering},
};

use tokio::sync::Barrier;

use super::{Backend, Conn, RETRIES, open};
use crate::store::{Error, Result, contract::postgres::Database};

async fn backend() -> (Database, Backend) {
    let database = Database::fresh().await;
    let backend = open(&database.url, 4).await.unwrap();
    let tables = "CREATE TABLE n (n BIGINT PRIMARY KEY, hits BIGINT NOT NULL);
                  INSERT INTO n VALUES (1, 0), (2, 0)";
    sqlx::raw_sql(tables).execute(&backend.pool).await.unwrap();
    (database, backend)
}

async fn hit(conn: &mut Conn, n: i64) -> Result<()> {
    sqlx::query("UPDATE n SET hits = hits + 1 WHERE n = $1").bind(n).execute(conn).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deadlocked_writes_both_succeed_in_the_end() {
    static ATTEMPTS: AtomicU32 = AtomicU32::new(0);
    static BOTH_HOLD_ONE: LazyLock<Barrier> = LazyLock::new(|| Barrier::new(2));
    let (database, backend) = backend().await;
    let crosswise = |order: [i64; 2]| {
        backend.write(order, |conn, [first, second]| {
            Box::pin(async move {
                hit(conn, *first).await?;
                if ATTEMPTS.fetch_add(1, Ordering::SeqCst) < 2 {
                    BOTH_HOLD_ONE.wait().await;
                }
                hit(conn, *second).await
            })
        })
    };
    let (one, other) = tokio::join!(crosswise([1, 2]), crosswise([2, 1]));
    one.unwrap();
    other.unwrap();
    assert_eq!(ATTEMPTS.load(Ordering::SeqCst), 3, "the server broke off one of them");
    let hits: Vec<i64> =
        sqlx::query_scalar("SELECT hits FROM n").fetch_all(&backend.pool).await.unwrap();
    assert_eq!(hits, [2, 2]);
    backend.shut().await;
    database.remove().await;
}

#[tokio::test]
async fn write_always_in_the_way_is_unavailable_after_its_retries() {
    static TRIES: AtomicU32 = AtomicU32::new(0);
    let (database, backend) = backend().await;
    let outcome: Result<()> = backend
        .write((), |_, ()| {
            Box::pin(async {
                TRIES.fetch_add(1, Ordering::SeqCst);
                Err(Error::Contended("again".to_owned()))
            })
        })
        .await;
    assert!(matches!(outcome, Err(Error::Unavailable(_))));
    assert_eq!(TRIES.load(Ordering::SeqCst), RETRIES + 1);
    backend.shut().await;
    database.remove().await;
}

#[tokio::test]
async fn server_url_that_cannot_be_read_is_refused_without_its_password() {
    for url in ["postgres://u:hunter2@h:notaport/d", "postgres://u:hunter2@[::1/d"] {
        let error = open(url, 1).await.unwrap_err();
        assert!(matches!(error, Error::Setting(_)), "{error}");
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }
}
