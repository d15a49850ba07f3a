//! One answer being written: owned by no socket, so closing the tab changes nothing. Text goes out as deltas, is saved
//! every second or so, and becomes one completed event at the end.

pub(super) mod asking;
mod ending;

use std::{sync::Arc, time::Duration};

use adda_protocol::{ConversationId, ErrorCode, Message, Seq, ServerFrame, UserId};
use parking_lot::Mutex;
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep_until},
};
use tracing::Instrument;

use super::{
    Engine,
    ahead::Ahead,
    call::Call,
    registry::{Cause, Running},
};
use crate::{
    metering::add_costs,
    provider::{ProviderError, ProviderEvent},
    realtime::hub::Topic,
    telemetry::{metrics, traces},
};
use asking::Found;
pub(super) use ending::stop_waiting;
use ending::{Bill, Ending, finish, total};

/// One time an answer is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// The event since which it is `Streaming` in the log.
    pub seq: Seq,
    /// The person wants another answer than there was.
    pub fresh: bool,
    /// Who asked, where that is known already.
    pub asker: Option<UserId>,
}

/// Writes `answer`, which was asked for already where there is an `ahead`.
pub(super) fn spawn(
    engine: &Arc<Engine>,
    conversation: ConversationId,
    answer: Message,
    run: Run,
    ahead: Option<Ahead>,
) {
    let engine = engine.clone();
    let waited = || engine.clock.now() - answer.created_at;
    let trace = match &ahead {
        Some(ahead) => ahead.trace(conversation, answer.id),
        None => traces::turn(conversation, answer.id, waited),
    };
    engine.clone().turns.spawn(conversation, &answer.clone(), run.seq, |running| {
        let writing = async move {
            let mut writer = Writer::new(engine.clone(), running.clone(), run, ahead);
            let ending = writer.write(&answer).await;
            let bill = writer.bill.take();
            finish(&engine, &running, &answer, ending, bill).await;
            if let Some(payer) = writer.found.payer {
                engine.announce_later(payer.user, conversation).await;
            }
            if let Some(job) = writer.found.summarise {
                engine.summarise(job);
            }
        };
        writing.instrument(trace)
    });
}

/// Moves text from the provider to those who read, and to the checkpoint.
struct Writer {
    engine: Arc<Engine>,
    running: Arc<Running>,
    run: Run,
    ahead: Option<Ahead>,
    begun: Instant,
    found: Found,
    /// Bytes of the text, and of the reasoning, that have been published.
    sent: usize,
    thoughts_sent: usize,
    bill: Option<Bill>,
    flush_at: Option<Instant>,
    checkpoint_at: Option<Instant>,
    checkpoint: Option<JoinHandle<()>>,
}

impl Writer {
    fn new(engine: Arc<Engine>, running: Arc<Running>, run: Run, ahead: Option<Ahead>) -> Self {
        let sent = running.text.lock().len();
        Self {
            engine,
            running,
            run,
            ahead,
            begun: Instant::now(),
            found: Found::default(),
            sent,
            thoughts_sent: 0,
            bill: None,
            flush_at: None,
            checkpoint_at: None,
            checkpoint: None,
        }
    }

    async fn write(&mut self, answer: &Message) -> Ending {
        let running = self.running.clone();
        let opened = tokio::select! {
            biased;
            () = running.cancelled.cancelled() => return Ending::Cancelled(running.cause()),
            opened = self.open(answer) => opened,
        };
        let ending = match opened {
            Ok(call) => self.relay(call, answer).await,
            Err(error) => self.broke(&error),
        };
        self.flush();
        if let Some(checkpoint) = self.checkpoint.take() {
            // Two writes of the same row must not cross.
            let _ = checkpoint.await;
        }
        ending
    }

    async fn relay(&mut self, mut call: Call, answer: &Message) -> Ending {
        let running = self.running.clone();
        let ending = loop {
            tokio::select! {
                biased;
                () = running.cancelled.cancelled() => break Ending::Cancelled(running.cause()),
                // Before the stream: one that is always ready must not starve them.
                () = at(self.flush_at) => self.flush(),
                () = at(self.checkpoint_at) => {
                    self.save();
                    self.meter(&call, answer);
                }
                event = call.next() => match event {
                    Some(Ok(ProviderEvent::Text(text))) => self.take(&running.text, &text),
                    Some(Ok(ProviderEvent::Reasoning(text))) => self.take(&running.reasoning, &text),
                    Some(Ok(ProviderEvent::Usage(_) | ProviderEvent::ToolCall { .. })) => {}
                    Some(Ok(ProviderEvent::Stop(reason))) => break Ending::Stop(reason),
                    Some(Err(error)) => break self.broke(&error),
                    None => break Ending::Broke(ErrorCode::ProviderNetwork),
                },
            }
        };
        self.bill = self.found.payer.map(|payer| Bill { payer, meter: call.meter });
        ending
    }

    /// Tells what the answer has used so far.
    fn meter(&self, call: &Call, answer: &Message) {
        let usage = total(answer.usage, call.meter.usage());
        let cost = add_costs(answer.cost.as_ref(), call.meter.cost());
        let Running { conversation, message, run, .. } = *self.running;
        let frame = ServerFrame::Metered { conversation, message, run, usage, cost };
        self.engine.hub.publish(Topic::Conversation(conversation), frame);
    }

    fn broke(&self, error: &ProviderError) -> Ending {
        let (provider, message) = (&self.found.provider, self.running.message);
        metrics::provider_failed(provider, error.kind);
        tracing::warn!(%error, provider, message.id = %message, "{provider} failed an answer: {error}");
        Ending::Broke(error.kind.code())
    }

    /// Adds text or reasoning. The first goes out at once; what follows within the interval goes together.
    fn take(&mut self, to: &Mutex<String>, text: &str) {
        let first = self.checkpoint_at.is_none();
        to.lock().push_str(text);
        let now = Instant::now();
        if first {
            metrics::first_token(now - self.begun);
            self.checkpoint_at =
                Some(now + Duration::from_millis(self.engine.limits.checkpoint_ms));
            self.flush();
        } else if self.flush_at.is_none() {
            self.flush_at = Some(now + Duration::from_millis(self.engine.limits.coalesce_ms));
        }
    }

    fn flush(&mut self) {
        self.flush_at = None;
        let Running { conversation, message, run, .. } = *self.running;
        let topic = Topic::Conversation(conversation);
        if let Some((offset, text)) = unsent(&self.running.reasoning, &mut self.thoughts_sent) {
            let frame = ServerFrame::Thought { conversation, message, run, offset, text };
            self.engine.hub.publish(topic, frame);
        }
        if let Some((offset, text)) = unsent(&self.running.text, &mut self.sent) {
            let frame = ServerFrame::Delta { conversation, message, run, offset, text };
            self.engine.hub.publish(topic, frame);
        }
    }

    /// Saves the text beside the stream, so that reading never waits for the disk.
    fn save(&mut self) {
        let next = Instant::now() + Duration::from_millis(self.engine.limits.checkpoint_ms);
        self.checkpoint_at = Some(next);
        if self.checkpoint.as_ref().is_some_and(|running| !running.is_finished()) {
            return;
        }
        let (engine, running) = (self.engine.clone(), self.running.clone());
        self.checkpoint = Some(tokio::spawn(async move {
            let text = running.text.lock().clone();
            let saved = engine.store.checkpoint(running.conversation, running.message, &text).await;
            match saved {
                Ok(true) => {}
                // The conversation went with its account: nobody will read the rest.
                Ok(false) => running.cancel(Cause::Deleted),
                Err(error) => {
                    tracing::warn!(%error, message.id = %running.message, "a checkpoint failed: {error}");
                }
            }
        }));
    }
}

/// What was not published yet, and where it begins.
fn unsent(text: &Mutex<String>, sent: &mut usize) -> Option<(u64, String)> {
    let rest = text.lock()[*sent..].to_owned();
    let offset = *sent as u64;
    *sent += rest.len();
    (!rest.is_empty()).then_some((offset, rest))
}

async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}
