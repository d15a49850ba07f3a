//! The one writer. Writes that wait together are committed together: one `fsync` for all of them.
//!
//! One that fails takes back only itself: where there is one, all are made anew, each in a savepoint of its own. That is rare,
//! and savepoints would cost as many ways to the connection's thread as the writes. None is answered before the commit that
//! holds it has returned. A caller that goes away changes nothing for the others.
//!
//! The writer has a thread of its own: every statement waits for the connection's thread, and among the runtime's tasks each
//! of those steps would wait for its turn besides.

use std::{panic::AssertUnwindSafe, thread};

use futures::{FutureExt, future::BoxFuture};
use sqlx::{Connection, sqlite::SqliteConnectOptions};
use tokio::{
    runtime::Handle,
    sync::{mpsc, oneshot},
};

use super::{Conn, batch::Batch};
use crate::store::{Error, Result};

/// Most writes of one commit.
const GROUP: usize = 256;
/// Most writes that wait; further callers wait for a place.
const QUEUE: usize = 1024;

/// Begins a transaction before there is anything to write, so that nobody waits for that. It sees and holds nothing before its
/// first statement. Where another program writes between its reading and its writing, it fails, and is made anew.
const BEGIN: &str = "BEGIN";
const NEXT: &str = "COMMIT; BEGIN";
const ROLLBACK: &str = "ROLLBACK";

/// What a write does; it may leave the last statements to go with the commit.
pub(super) type Operation<I, T> =
    for<'a> fn(&'a mut Conn, &'a I) -> BoxFuture<'a, Result<(T, Batch)>>;

/// A write that waits, whatever it takes and gives.
trait Job: Send {
    /// Does the work, again where that of others has to be taken back; `None` where nothing of it is to be kept, else what is
    /// still to be made.
    fn run<'a>(&'a mut self, conn: &'a mut Conn) -> BoxFuture<'a, Option<Batch>>;

    /// What was still to be made failed.
    fn fail(&mut self, error: Error);

    /// Tells the caller what came of it, or why the commit of its group failed.
    fn answer(self: Box<Self>, failure: Option<&Error>);
}

struct Write<I, T> {
    input: I,
    operation: Operation<I, T>,
    outcome: Option<Result<T>>,
    caller: oneshot::Sender<Result<T>>,
}

impl<I: Send + Sync, T: Send> Job for Write<I, T> {
    fn run<'a>(&'a mut self, conn: &'a mut Conn) -> BoxFuture<'a, Option<Batch>> {
        async move {
            let work = (self.operation)(conn, &self.input);
            // A bug in one operation must not end the writer for all.
            let outcome = AssertUnwindSafe(work).catch_unwind().await;
            let outcome = outcome
                .unwrap_or_else(|_| Err(Error::Refused("the operation panicked".to_owned())));
            let (outcome, left) = match outcome {
                Ok((outcome, left)) => (Ok(outcome), Some(left)),
                Err(error) => (Err(error), None),
            };
            self.outcome = Some(outcome);
            left
        }
        .boxed()
    }

    fn fail(&mut self, error: Error) {
        self.outcome = Some(Err(error));
    }

    fn answer(self: Box<Self>, failure: Option<&Error>) {
        let outcome = match (failure, self.outcome) {
            (None, Some(outcome)) | (Some(_), Some(outcome @ Err(_))) => outcome,
            (Some(failure), _) => Err(Error::Unavailable(failure.to_string())),
            (None, None) => Err(stopped()),
        };
        // The caller may have gone away: its write is kept all the same.
        let _ = self.caller.send(outcome);
    }
}

fn stopped() -> Error {
    Error::Unavailable("the store is closed".to_owned())
}

enum Order {
    Write(Box<dyn Job>),
    Close,
}

/// The way to the task that writes.
#[derive(Debug)]
pub(super) struct Writer {
    orders: mpsc::Sender<Order>,
}

impl Writer {
    pub(super) async fn start(options: SqliteConnectOptions) -> Result<Self> {
        let conn = begun(&options).await?;
        let (orders, queue) = mpsc::channel(QUEUE);
        let (task, runtime) = (Task { options, conn: Some(conn) }, Handle::current());
        thread::Builder::new()
            .name("adda-writer".to_owned())
            .spawn(move || runtime.block_on(task.run(queue)))
            .map_err(|error| Error::Unavailable(format!("no thread for the writer: {error}")))?;
        Ok(Self { orders })
    }

    pub(super) async fn write<I, T>(&self, input: I, operation: Operation<I, T>) -> Result<T>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
    {
        let (caller, outcome) = oneshot::channel();
        let job = Box::new(Write { input, operation, outcome: None, caller });
        self.orders.send(Order::Write(job)).await.map_err(|_| stopped())?;
        outcome.await.map_err(|_| stopped())?
    }

    /// Lets the writes that wait finish, then closes the connection.
    pub(super) async fn close(&self) {
        if self.orders.send(Order::Close).await.is_ok() {
            self.orders.closed().await;
        }
    }
}

struct Task {
    options: SqliteConnectOptions,
    /// Absent after a failure: a connection in an unknown state is not used again.
    conn: Option<Conn>,
}

impl Task {
    async fn run(mut self, mut queue: mpsc::Receiver<Order>) {
        let mut orders = Vec::with_capacity(GROUP);
        let mut closing = false;
        while !closing && queue.recv_many(&mut orders, GROUP).await > 0 {
            let mut group = Vec::with_capacity(orders.len());
            for order in orders.drain(..) {
                match order {
                    Order::Write(job) => group.push(job),
                    Order::Close => closing = true,
                }
            }
            if !group.is_empty() {
                self.commit(group).await;
            }
        }
        if let Some(conn) = self.conn.take()
            && let Err(error) = closed(conn).await
        {
            tracing::warn!(%error, "the database was not closed cleanly");
        }
    }

    async fn commit(&mut self, mut group: Vec<Box<dyn Job>>) {
        let failure = self.transaction(&mut group).await.err();
        if let Some(error) = &failure {
            tracing::error!(%error, writes = group.len(), "a group of writes was not committed");
            self.conn = None;
        }
        for job in group {
            job.answer(failure.as_ref());
        }
    }

    async fn transaction(&mut self, group: &mut [Box<dyn Job>]) -> Result<()> {
        let conn = match &mut self.conn {
            Some(conn) => conn,
            none => none.insert(begun(&self.options).await?),
        };
        if together(conn, group).await { Ok(()) } else { apart(conn, group).await }
    }
}

async fn begun(options: &SqliteConnectOptions) -> Result<Conn> {
    let mut conn = Conn::connect_with(options).await?;
    sqlx::query(BEGIN).execute(&mut conn).await?;
    Ok(conn)
}

async fn closed(mut conn: Conn) -> Result<()> {
    // It holds nothing; but a connection that closes may write what helps the planner.
    sqlx::query(ROLLBACK).execute(&mut conn).await?;
    Ok(conn.close().await?)
}

/// Makes the writes and commits them; false, and nothing committed, where something fails.
async fn together(conn: &mut Conn, group: &mut [Box<dyn Job>]) -> bool {
    let mut left = Batch::default();
    for job in group {
        if left.run(conn).await.is_err() {
            return false;
        }
        match job.run(conn).await {
            Some(last) => left = last,
            None => return false,
        }
    }
    match left.parts.last_mut() {
        Some(last) => last.sql.extend(["; ", NEXT]),
        None => return sqlx::query(NEXT).execute(conn).await.is_ok(),
    }
    left.run(conn).await.is_ok()
}

/// Makes the writes anew, so that those that fail take back only themselves.
async fn apart(conn: &mut Conn, group: &mut [Box<dyn Job>]) -> Result<()> {
    // Where there is nothing to take back, it is not known what became of the writes.
    sqlx::query(ROLLBACK).execute(&mut *conn).await?;
    // At once, so that whoever else writes is waited for.
    let mut tx = conn.begin_with("BEGIN IMMEDIATE").await?;
    for job in group {
        let mut savepoint = tx.begin().await?;
        let done = match job.run(&mut savepoint).await {
            Some(mut left) => left.run(&mut savepoint).await.map_err(|error| job.fail(error)),
            None => Err(()),
        };
        if done.is_ok() {
            savepoint.commit().await?;
        } else {
            savepoint.rollback().await?;
        }
    }
    tx.commit().await?;
    sqlx::query(BEGIN).execute(conn).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
