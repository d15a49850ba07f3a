//! One answer being written: owned by no socket, so closing the tab changes nothing. Text goes out as deltas, is saved
//! every second or so, and becomes one completed event at the end.

use std::{sync::Arc, time::Duration};

use adda_protocol::{
    ConversationId, ErrorCode, Message, MessageError, MessageState, ServerFrame, Usage,
    events::Completed,
};
use futures::StreamExt;
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep_until},
};

use super::{
    Engine, Result,
    registry::{Cause, Running},
};
use crate::{
    context::{self, Turn},
    provider::{
        ErrorKind, EventStream, ProviderError, ProviderEvent, StopReason,
        registry::Resolved,
        retry::{self, Policy},
    },
    realtime::hub::Topic,
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

/// Writes `answer`, which is `Streaming` in the log.
pub(super) fn spawn(engine: &Arc<Engine>, conversation: ConversationId, answer: Message) {
    let engine = engine.clone();
    let (message, text) = (answer.id, answer.text.clone());
    engine.clone().turns.spawn(conversation, message, text, |running| async move {
        let mut writer = Writer::new(engine.clone(), running.clone());
        let ending = writer.write(&answer).await;
        let usage = writer.usage;
        finish(&engine, &running, &answer, ending, usage).await;
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
        state: MessageState::Stopped,
        usage: None,
        cost: None,
        error: None,
    };
    let _lane = engine.lanes.enter(conversation).await;
    if let Some(completion) =
        engine.store.complete_answer(conversation, done, engine.clock.now()).await?
    {
        engine.publish([completion.event]);
        if let Some(next) = completion.next {
            engine.started(next);
        }
    }
    Ok(())
}

/// Moves text from the provider to those who read, and to the checkpoint.
struct Writer {
    engine: Arc<Engine>,
    running: Arc<Running>,
    begun: Instant,
    /// Name of the provider, once it is known.
    provider: String,
    /// Bytes of the text that have been published.
    sent: usize,
    usage: Option<Usage>,
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
            usage: None,
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
            Ok(stream) => self.relay(stream).await,
            Err(error) => self.broke(&error),
        };
        self.flush();
        if let Some(checkpoint) = self.checkpoint.take() {
            // Two writes of the same row must not cross.
            let _ = checkpoint.await;
        }
        ending
    }

    async fn open(&mut self, answer: &Message) -> std::result::Result<EventStream, ProviderError> {
        let engine = self.engine.clone();
        let resolved = engine.providers.resolve(answer.model.as_deref()).ok_or_else(|| {
            ProviderError::new(ErrorKind::BadRequest, "the model is no longer available")
        })?;
        resolved.provider.name().clone_into(&mut self.provider);
        let conversation = self.running.conversation;
        let history = engine
            .store
            .messages(conversation, Some(answer.seq), HISTORY)
            .await
            .map_err(|error| ProviderError::new(ErrorKind::Network, error.to_string()))?;
        let request = self.request(&resolved, &history, answer);
        let policy = Policy {
            attempts: engine.limits.provider_attempts,
            silence: engine.limits.provider_silence(),
        };
        retry::open(&resolved, request, policy, &engine.ids).await
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

    async fn relay(&mut self, mut stream: EventStream) -> Ending {
        let running = self.running.clone();
        loop {
            tokio::select! {
                biased;
                () = running.cancelled.cancelled() => return Ending::Cancelled(running.cause()),
                // Before the stream: one that is always ready must not starve them.
                () = at(self.flush_at) => self.flush(),
                () = at(self.checkpoint_at) => self.save(),
                event = stream.next() => match event {
                    Some(Ok(ProviderEvent::Text(text))) => self.take(&text),
                    Some(Ok(ProviderEvent::Usage(usage))) => self.usage = Some(usage),
                    Some(Ok(ProviderEvent::Stop(reason))) => return Ending::Stop(reason),
                    Some(Err(error)) => return self.broke(&error),
                    None => return Ending::Broke(ErrorCode::ProviderNetwork),
                },
            }
        }
    }

    fn broke(&self, error: &ProviderError) -> Ending {
        let (provider, message) = (&self.provider, self.running.message);
        metrics::provider_failed(provider, error.kind);
        tracing::warn!(%error, provider, message.id = %message, "{provider} failed an answer: {error}");
        Ending::Broke(error.kind.code())
    }

    /// Adds text. The first goes out at once; what follows within the interval goes together.
    fn take(&mut self, text: &str) {
        let first = self.checkpoint_at.is_none();
        self.running.text.lock().push_str(text);
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
        let text = self.running.text.lock()[self.sent..].to_owned();
        if text.is_empty() {
            return;
        }
        let (conversation, message) = (self.running.conversation, self.running.message);
        let offset = self.sent as u64;
        self.sent += text.len();
        let frame = ServerFrame::Delta { conversation, message, offset, text };
        self.engine.hub.publish(Topic::Conversation(conversation), frame);
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
    usage: Option<Usage>,
) {
    if matches!(ending, Ending::Cancelled(Cause::Deleted)) {
        engine.turns.remove(running);
        return;
    }
    let text = running.text.lock().clone();
    let (state, error) = outcome(&ending, &text);
    let model = answer.model.as_deref().unwrap_or_default();
    metrics::turn_finished(state);
    if let Some(usage) = usage {
        metrics::tokens_used(model, usage);
    }
    let done = Completed { message: answer.id, text, state, usage, cost: None, error };
    let _lane = engine.lanes.enter(running.conversation).await;
    let completion = complete(engine, running, done).await;
    // Removed after the commit and before the event: whoever catches up finds the text in one of the two.
    engine.turns.remove(running);
    if let Some(completion) = completion {
        engine.publish([completion.event]);
        if let Some(next) = completion.next {
            engine.started(next);
        }
    }
}

async fn complete(
    engine: &Engine,
    running: &Running,
    done: Completed,
) -> Option<crate::store::Completion> {
    for attempt in 1..=COMPLETION_TRIES {
        let now = engine.clock.now();
        match engine.store.complete_answer(running.conversation, done.clone(), now).await {
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
        Ending::Stop(StopReason::End | StopReason::Other(_)) => (MessageState::Complete, None),
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
