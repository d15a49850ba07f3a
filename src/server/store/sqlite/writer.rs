//! The one writer. Writes that wait together are committed together: one `fsync` for all of them.
//!
//! Each write runs in a savepoint of its own, so that one that fails takes back only itself. None is answered before the
//! commit that holds it has returned. A caller that goes away changes nothing for the others.
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

use super::Conn;
use crate::store::{Error, Result};

/// Most writes of one commit.
const GROUP: usize = 256;
/// Most writes that wait; further callers wait for a place.
const QUEUE: usize = 1024;

type Operation<I, T> = for<'a> fn(&'a mut Conn, &'a I) -> BoxFuture<'a, Result<T>>;

/// A write that waits, whatever it takes and gives.
trait Job: Send {
    /// Does the work; true when its changes are to be kept.
    fn run<'a>(&'a mut self, conn: &'a mut Conn) -> BoxFuture<'a, bool>;

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
    fn run<'a>(&'a mut self, conn: &'a mut Conn) -> BoxFuture<'a, bool> {
        async move {
            let work = (self.operation)(conn, &self.input);
            // A bug in one operation must not end the writer for all.
            let outcome = AssertUnwindSafe(work).catch_unwind().await;
            let outcome = outcome
                .unwrap_or_else(|_| Err(Error::Refused("the operation panicked".to_owned())));
            let keep = outcome.is_ok();
            self.outcome = Some(outcome);
            keep
        }
        .boxed()
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
        let conn = Conn::connect_with(&options).await?;
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
            && let Err(error) = conn.close().await
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
            none => none.insert(Conn::connect_with(&self.options).await?),
        };
        // Immediately, so that a reader's snapshot is never to be upgraded.
        let mut tx = conn.begin_with("BEGIN IMMEDIATE").await?;
        // Alone, a write has the transaction for itself.
        if let [job] = group {
            let keep = job.run(&mut tx).await;
            return Ok(if keep { tx.commit().await } else { tx.rollback().await }?);
        }
        for job in group {
            let mut savepoint = tx.begin().await?;
            if job.run(&mut savepoint).await {
                savepoint.commit().await?;
            } else {
                savepoint.rollback().await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
