//! Reports on their way: a short queue, so that a storm of errors costs the server nothing, and one sender.

use std::{fmt, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{Request, StatusCode, header};
use parking_lot::Mutex;
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

use super::event::{CLIENT, Report};
use crate::{
    clock::{Clock, SystemClock},
    config::Dsn,
    ids::Ids,
    telemetry::outgoing::{Outgoing, OutgoingError},
};

/// Reports that wait.
const QUEUE: usize = 32;
/// Reports a minute; the log has them all.
const A_MINUTE: u32 = 30;
const MINUTE: Duration = Duration::from_mins(1);

enum Item {
    Envelope(Vec<u8>),
    /// Answered when everything before it was sent.
    Mark(oneshot::Sender<()>),
}

/// Where reports are put.
pub struct Outbox {
    queue: mpsc::Sender<Item>,
    clock: Arc<dyn Clock>,
    ids: Ids,
    /// When this minute began and how many it had.
    spent: Mutex<(Instant, u32)>,
}

impl fmt::Debug for Outbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outbox(..)")
    }
}

impl Outbox {
    /// Starts the sender. Within a runtime.
    pub(in crate::telemetry) fn open(dsn: Dsn, outgoing: Outgoing) -> Arc<Self> {
        let (queue, items) = mpsc::channel(QUEUE);
        tokio::spawn(send(items, dsn, outgoing));
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let ids = Ids::new(clock.clone());
        Arc::new(Self { queue, clock, ids, spent: Mutex::new((Instant::now(), 0)) })
    }

    /// Sends it in time, or not at all where there are too many.
    pub(super) fn put(&self, report: Report<'_>) {
        if !self.may_send() {
            return;
        }
        let id = format!("{:032x}", u128::from_be_bytes(self.ids.bytes()));
        let _ = self.queue.try_send(Item::Envelope(report.envelope(&id, self.clock.now())));
    }

    /// Waits until all that was put is sent.
    pub async fn empty(&self) {
        let (mark, reached) = oneshot::channel();
        if self.queue.send(Item::Mark(mark)).await.is_ok() {
            let _ = reached.await;
        }
    }

    fn may_send(&self) -> bool {
        let mut spent = self.spent.lock();
        if spent.0.elapsed() > MINUTE {
            *spent = (Instant::now(), 0);
        }
        spent.1 += 1;
        spent.1 <= A_MINUTE
    }
}

async fn send(mut items: mpsc::Receiver<Item>, dsn: Dsn, outgoing: Outgoing) {
    let mut silent_until = Instant::now();
    while let Some(item) = items.recv().await {
        match item {
            Item::Mark(mark) => drop(mark.send(())),
            Item::Envelope(_) if Instant::now() < silent_until => {}
            Item::Envelope(envelope) => {
                // No error of the log: that would be reported.
                match post(envelope, &dsn, &outgoing).await {
                    Ok(Some(pause)) => silent_until = Instant::now() + pause,
                    Ok(None) => {}
                    Err(error) => tracing::warn!(%error, "an error could not be reported: {error}"),
                }
            }
        }
    }
}

/// For how long nothing more is wanted, where that was the answer.
async fn post(
    envelope: Vec<u8>,
    dsn: &Dsn,
    outgoing: &Outgoing,
) -> Result<Option<Duration>, OutgoingError> {
    let key = dsn.key().expose();
    let request = Request::post(dsn.address())
        .header(header::CONTENT_TYPE, "application/x-sentry-envelope")
        .header(
            "x-sentry-auth",
            format!("Sentry sentry_version=7, sentry_client={CLIENT}, sentry_key={key}"),
        )
        .body(Bytes::from(envelope))?;
    let answer = outgoing.send(request).await?;
    let asked = answer.headers().get(header::RETRY_AFTER).and_then(|line| line.to_str().ok());
    let asked = asked.and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs);
    match answer.status() {
        StatusCode::TOO_MANY_REQUESTS => Ok(Some(asked.unwrap_or(MINUTE))),
        status if status.is_success() => Ok(None),
        status => {
            tracing::warn!(
                http.status = status.as_u16(),
                "an error report was refused with {status}"
            );
            Ok(None)
        }
    }
}
