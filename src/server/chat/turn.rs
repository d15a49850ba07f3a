//! One answer being written: owned by no socket, so closing the tab changes nothing. Text goes out as deltas, is saved
//! every second or so, and becomes one completed event at the end.

use std::{sync::Arc, time::Duration};

use adda_protocol::{
    ConversationId, ErrorCode, Message, MessageError, MessageId, MessageState, Seq, ServerFrame,
    Usage, UserId, events::Completed,
};
use parking_lot::Mutex;
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep_until},
};

use super::{
    Engine, Result,
    call::Call,
    registry::{Cause, Running},
};
use crate::{
    context::{self, Turn},
    metering::{Meter, Payer, add_costs},
    provider::{ErrorKind, ProviderError, ProviderEvent, StopReason, registry::Resolved},
    realtime::hub::Topic,
    store::NewUsage,
    telemetry::metrics,
};

/// Messages of the past a request is built from at most; the window is cut by tokens after that.
const HISTORY: usize = 200;
/// Tokens of the past a request carries at most.
const WINDOW_TOKENS: u64 = 24_000;
/// Tries to write the end of an answer down before it is left to recovery.
const COMPLETION_TRIES: u32 = 5;

/// How writing ended.
#[derive(Debug)]
enum Ending {
    Stop(StopReason),
    Broke(ErrorCode),
    Cancelled(Cause),
}

/// Writes `answer`, which is `Streaming` in the log since the event `run`.
pub(super) fn spawn(engine: &Arc<Engine>, conversation: ConversationId, answer: Message, run: Seq) {
    let engine = engine.clone();
    engine.clone().turns.spawn(conversation, &answer.clone(), run, |running| async move {
        let mut writer = Writer::new(engine.clone(), running.clone());
        let ending = writer.write(&answer).await;
        let bill = writer.bill.take();
        finish(&engine, &running, &answer, ending, bill).await;
    });
}

/// Stops an answer that waits for its turn, or whose turn has just ended.
pub(super) async fn stop_waiting(
    engine: &Arc<Engine>,
    conversation: ConversationId,
    answer: Message,
) -> Result<()> {
    let done = Completed {
        message: answer.id,
        text: answer.text,
        reasoning: answer.reasoning,
        state: MessageState::Stopped,
        usage: answer.usage,
        cost: answer.cost,
        receipt: answer.receipt,
        error: None,
    };
    let _lane = engine.lanes.enter(conversation).await;
    if let Some(completion) =
        engine.store.complete_answer(conversation, done, None, engine.clock.now()).await?
    {
        engine.publish([completion.event]);
        if let Some(next) = completion.next {
            engine.started(next);
        }
    }
    Ok(())
}

/// What a run used, and who pays.
#[derive(Debug)]
struct Bill {
    payer: Payer,
    meter: Meter,
}

impl Bill {
    fn record(&self, engine: &Engine) -> NewUsage {
        let id = engine.ids.make(MessageId::new).uuid();
        self.meter.record(self.payer, id, engine.clock.now())
    }
}

/// Moves text from the provider to those who read, and to the checkpoint.
struct Writer {
    engine: Arc<Engine>,
    running: Arc<Running>,
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
    fn new(engine: Arc<Engine>, running: Arc<Running>) -> Self {
        let sent = running.text.lock().len();
        Self {
            engine,
            running,
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
        engine.calls.open((&resolved, key), request).await
    }

    fn request(
        &self,
        resolved: &Resolved,
        history: &[Message],
        answer: &Message,
    ) -> crate::provider::ChatRequest {
        context::build(&Turn {
            model: &resolved.upstream,
            system_prompt: &self.engine.models.system_prompt,
            history,
            partial: Some(answer.text.as_str()).filter(|text| !text.is_empty()),
            max_output_tokens: self.engine.models.max_output_tokens,
            window_tokens: WINDOW_TOKENS,
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

/// Who asked what this answers.
fn asker(history: &[Message], answer: &Message) -> Option<UserId> {
    let question = history.iter().rev().find(|message| Some(message.id) == answer.reply_to)?;
    question.author.id.parse().ok()
}

fn total(earlier: Option<Usage>, run: Usage) -> Usage {
    earlier.map_or(run, |earlier| earlier.plus(run))
}

async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

/// Writes the end down, publishes it, and starts the answer that waits next.
async fn finish(
    engine: &Arc<Engine>,
    running: &Arc<Running>,
    answer: &Message,
    ending: Ending,
    bill: Option<Bill>,
) {
    if matches!(ending, Ending::Cancelled(Cause::Deleted)) {
        engine.turns.remove(running);
        return;
    }
    let text = running.text.lock().clone();
    let (state, error) = outcome(&ending, &text);
    let model = answer.model.as_deref().unwrap_or_default();
    metrics::turn_finished(state);
    let run = bill.as_ref().map(|Bill { meter, .. }| meter);
    if let Some(meter) = run {
        metrics::tokens_used(model, meter.usage());
    }
    let done = Completed {
        message: answer.id,
        text,
        reasoning: reasoning(running, answer),
        state,
        usage: run.map(|meter| total(answer.usage, meter.usage())).or(answer.usage),
        cost: add_costs(answer.cost.as_ref(), run.and_then(Meter::cost)),
        receipt: run.map(Meter::receipt).or(answer.receipt),
        error,
    };
    let _lane = engine.lanes.enter(running.conversation).await;
    let completion = complete(engine, running, done, bill).await;
    // Removed after the commit and before the event: whoever catches up finds the text in one of the two.
    engine.turns.remove(running);
    if let Some(completion) = completion {
        engine.publish([completion.event]);
        if let Some(next) = completion.next {
            engine.started(next);
        }
    }
}

/// What the model thought: in this run, or in the one it goes on from.
fn reasoning(running: &Running, answer: &Message) -> Option<String> {
    let thought = running.reasoning.lock().clone();
    Some(thought).filter(|thought| !thought.is_empty()).or_else(|| answer.reasoning.clone())
}

async fn complete(
    engine: &Engine,
    running: &Running,
    done: Completed,
    bill: Option<Bill>,
) -> Option<crate::store::Completion> {
    // The same at every try: a commit whose word was lost is not accounted for twice.
    let run = bill.map(|bill| bill.record(engine));
    for attempt in 1..=COMPLETION_TRIES {
        let now = engine.clock.now();
        match engine
            .store
            .complete_answer(running.conversation, done.clone(), run.clone(), now)
            .await
        {
            Ok(completion) => return completion,
            Err(error) => {
                tracing::error!(%error, attempt, message.id = %running.message, "an answer could not be saved: {error}");
                tokio::time::sleep(Duration::from_millis(200) * attempt).await;
            }
        }
    }
    None
}

/// The final state, and what the reader is told where it is not a good one.
fn outcome(ending: &Ending, text: &str) -> (MessageState, Option<MessageError>) {
    let broken = |code: ErrorCode| {
        let state = if text.is_empty() { MessageState::Failed } else { MessageState::Interrupted };
        (state, Some(MessageError { code, message: code.sentence().to_owned() }))
    };
    match ending {
        Ending::Stop(StopReason::Length) => broken(ErrorCode::AnswerLimit),
        Ending::Stop(StopReason::ContentFilter) => broken(ErrorCode::ProviderFiltered),
        Ending::Stop(_) if text.is_empty() => broken(ErrorCode::ProviderMalformed),
        Ending::Stop(StopReason::End | StopReason::ToolCalls | StopReason::Other(_)) => {
            (MessageState::Complete, None)
        }
        Ending::Broke(code) => broken(*code),
        Ending::Cancelled(Cause::Stopped) => (MessageState::Stopped, None),
        Ending::Cancelled(_) => {
            let code = ErrorCode::ServerRestarted;
            let error = MessageError { code, message: code.sentence().to_owned() };
            (MessageState::Interrupted, Some(error))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcome_keeps_text_that_was_written() {
        let state = |ending, text| outcome(&ending, text).0;
        assert_eq!(state(Ending::Stop(StopReason::End), "hi"), MessageState::Complete);
        assert_eq!(state(Ending::Stop(StopReason::End), ""), MessageState::Failed);
        assert_eq!(state(Ending::Stop(StopReason::Length), "hi"), MessageState::Interrupted);
        let broke = || Ending::Broke(ErrorCode::ProviderTimeout);
        assert_eq!(state(broke(), "hi"), MessageState::Interrupted);
        assert_eq!(state(broke(), ""), MessageState::Failed);
        assert_eq!(state(Ending::Cancelled(Cause::Stopped), ""), MessageState::Stopped);
        assert_eq!(state(Ending::Cancelled(Cause::Shutdown), "hi"), MessageState::Interrupted);
    }
}
