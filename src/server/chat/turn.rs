//! One answer being written: owned by no socket, so closing the tab changes nothing. Text goes out as deltas, is saved
//! every second or so, and becomes one completed event at the end.

mod ending;

use std::{sync::Arc, time::Duration};

use adda_protocol::{AuthorKind, ConversationId, ErrorCode, Message, Seq, ServerFrame, UserId};
use parking_lot::Mutex;
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep_until},
};
use tracing::Instrument;

use super::{
    Engine,
    call::Call,
    registry::{Cause, Running},
};
use crate::{
    cache::Asked,
    context::{self, Turn},
    metering::{Payer, add_costs},
    provider::{ErrorKind, ProviderError, ProviderEvent, registry::Resolved},
    realtime::hub::Topic,
    telemetry::{metrics, traces},
};
pub(super) use ending::stop_waiting;
use ending::{Bill, Ending, finish, total};

/// Messages of the past a request is built from at most; the window is cut by tokens after that.
const HISTORY: usize = 200;
/// Tokens of the past a request carries at most.
const WINDOW_TOKENS: u64 = 24_000;

/// One time an answer is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// The event since which it is `Streaming` in the log.
    pub seq: Seq,
    /// The person wants another answer than there was.
    pub fresh: bool,
}

/// Writes `answer`.
pub(super) fn spawn(engine: &Arc<Engine>, conversation: ConversationId, answer: Message, run: Run) {
    let engine = engine.clone();
    let waited = || engine.clock.now() - answer.created_at;
    let trace = traces::turn(conversation, answer.id, waited);
    engine.clone().turns.spawn(conversation, &answer.clone(), run.seq, |running| {
        let writing = async move {
            let mut writer = Writer::new(engine.clone(), running.clone(), run.fresh);
            let ending = writer.write(&answer).await;
            let bill = writer.bill.take();
            finish(&engine, &running, &answer, ending, bill).await;
        };
        writing.instrument(trace)
    });
}

/// Moves text from the provider to those who read, and to the checkpoint.
struct Writer {
    engine: Arc<Engine>,
    running: Arc<Running>,
    fresh: bool,
    begun: Instant,
    /// Name of the provider, once it is known.
    provider: String,
    /// Bytes of the text, and of the reasoning, that have been published.
    sent: usize,
    thoughts_sent: usize,
    payer: Option<Payer>,
    bill: Option<Bill>,
    flush_at: Option<Instant>,
    checkpoint_at: Option<Instant>,
    checkpoint: Option<JoinHandle<()>>,
}

impl Writer {
    fn new(engine: Arc<Engine>, running: Arc<Running>, fresh: bool) -> Self {
        let sent = running.text.lock().len();
        Self {
            engine,
            running,
            fresh,
            begun: Instant::now(),
            provider: String::new(),
            sent,
            thoughts_sent: 0,
            payer: None,
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

    async fn open(&mut self, answer: &Message) -> std::result::Result<Call, ProviderError> {
        let engine = self.engine.clone();
        let conversation = self.running.conversation;
        let history = engine
            .store
            .messages(conversation, Some(answer.seq), HISTORY)
            .await
            .map_err(|error| ProviderError::new(ErrorKind::Network, error.to_string()))?;
        let user = asker(&history, answer).ok_or_else(|| {
            ProviderError::new(ErrorKind::BadRequest, "the answer belongs to no question")
        })?;
        self.payer = Some(Payer { user, place: Some((conversation, answer.id)) });
        let (resolved, key) = engine.calls.resolve(user, answer.model.as_deref()).await?;
        resolved.provider.name().clone_into(&mut self.provider);
        let request = self.request(&resolved, &history, answer);
        let category = self.category(user).await;
        let asked = Asked { user, category: &category, fresh: self.fresh };
        engine.calls.answer(asked, (&resolved, key), request).await
    }

    /// What the conversation is about, where that matters: for finding an earlier answer.
    async fn category(&self, user: UserId) -> String {
        if !self.engine.answers.is_on() {
            return String::new();
        }
        let found = self.engine.store.conversation(self.running.conversation, user).await;
        found.ok().flatten().map(|(conversation, _)| conversation.category).unwrap_or_default()
    }

    fn request(
        &self,
        resolved: &Resolved,
        history: &[Message],
        answer: &Message,
    ) -> crate::provider::ChatRequest {
        let limit = resolved.model.output_limit.and_then(|limit| u32::try_from(limit).ok());
        let most = self.engine.models.max_output_tokens.min(limit.unwrap_or(u32::MAX));
        // The greeting has the person's name in it, and is ours: without it the same question is the same request.
        let talk = if self.engine.answers.is_on() { asked_first(history) } else { history };
        let window = resolved.model.context_window.unwrap_or(u64::MAX);
        context::build(&Turn {
            model: &resolved.upstream,
            system_prompt: &self.engine.models.system_prompt,
            history: talk,
            partial: Some(answer.text.as_str()).filter(|text| !text.is_empty()),
            max_output_tokens: most,
            window_tokens: WINDOW_TOKENS.min(window.saturating_sub(most.into())),
        })
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
        self.bill = self.payer.map(|payer| Bill { payer, meter: call.meter });
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
        let (provider, message) = (&self.provider, self.running.message);
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

/// The talk from the first question on.
fn asked_first(history: &[Message]) -> &[Message] {
    let first = history.iter().position(|message| message.author.kind == AuthorKind::User);
    &history[first.unwrap_or(0)..]
}

/// Who asked what this answers.
fn asker(history: &[Message], answer: &Message) -> Option<UserId> {
    let question = history.iter().rev().find(|message| Some(message.id) == answer.reply_to)?;
    question.author.id.parse().ok()
}

async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}
