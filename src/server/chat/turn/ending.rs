//! How an answer ends: written down with what it used, published, and followed by the one that waits next.

use std::{sync::Arc, time::Duration};

use adda_protocol::{
    ConversationId, ErrorCode, Message, MessageError, MessageId, MessageState, Usage,
    events::Completed,
};

use tracing::Instrument;

use super::super::{
    Engine, Result,
    registry::{Cause, Running},
};
use crate::{
    metering::{Meter, Payer, add_costs},
    provider::StopReason,
    store::NewUsage,
    telemetry::{metrics, traces},
};

/// Tries to write the end of an answer down before it is left to recovery.
const COMPLETION_TRIES: u32 = 5;

/// How writing ended.
#[derive(Debug)]
pub(super) enum Ending {
    Stop(StopReason),
    Broke(ErrorCode),
    Cancelled(Cause),
}

/// What a run used, and who pays.
#[derive(Debug)]
pub(super) struct Bill {
    pub(super) payer: Payer,
    pub(super) meter: Meter,
}

impl Bill {
    fn record(&self, engine: &Engine) -> NewUsage {
        let id = engine.ids.make(MessageId::new).uuid();
        self.meter.record(self.payer, id, engine.clock.now())
    }
}

/// Stops an answer that waits for its turn, or whose turn has just ended.
pub(in crate::chat) async fn stop_waiting(
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
        for next in completion.next {
            engine.started(next, false);
        }
    }
    Ok(())
}

pub(super) fn total(earlier: Option<Usage>, run: Usage) -> Usage {
    earlier.map_or(run, |earlier| earlier.plus(run))
}

/// Writes the end down, publishes it, and starts the answer that waits next.
pub(super) async fn finish(
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
    traces::turn_ended(state);
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
        for next in completion.next {
            engine.started(next, false);
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
            .instrument(traces::store("complete_answer"))
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
