//! An answer on its way.

use std::sync::Arc;

use adda_protocol::{KeyOwner, Usage};
use futures::StreamExt;

use super::whose;
use crate::{
    cache::{Answer, Answers, Slot},
    chat::replay,
    limiter::Pass,
    metering::Meter,
    provider::{EventStream, ProviderError, ProviderEvent, StopReason},
    telemetry::traces::CallTrace,
};

/// An answer on its way. Dropping it cancels the request.
pub struct Call {
    events: EventStream,
    key: KeyOwner,
    pass: Pass,
    keeping: Option<Keeping>,
    trace: Option<CallTrace>,
    pub meter: Meter,
}

/// Where a complete answer is to be kept.
struct Keeping {
    answers: Arc<Answers>,
    slot: Slot,
    answer: Answer,
}

impl Call {
    pub(super) fn new(events: EventStream, key: KeyOwner, pass: Pass, meter: Meter) -> Self {
        Self { events, key, pass, keeping: None, trace: None, meter }
    }

    /// An earlier answer, told again.
    pub(super) fn again(answer: &Answer, mut meter: Meter) -> Self {
        meter.from_cache();
        Self::new(replay::events(answer), KeyOwner::Nobody, Pass::default(), meter)
    }

    /// The same, kept for the next who asks.
    pub(super) fn kept(self, answers: Arc<Answers>, slot: Slot) -> Self {
        Self { keeping: Some(Keeping { answers, slot, answer: Answer::default() }), ..self }
    }

    /// The same, told to whoever takes traces.
    pub(super) fn traced(self, trace: CallTrace) -> Self {
        Self { trace: Some(trace), ..self }
    }

    /// The next step of the answer, counted.
    pub async fn next(&mut self) -> Option<Result<ProviderEvent, ProviderError>> {
        let event = self.events.next().await;
        let event = event.map(|event| event.map_err(|error| whose(error, self.key)));
        if let Some(Ok(event)) = &event {
            self.meter.see(event);
            let usage = self.meter.usage();
            self.pass.used(usage.input.saturating_add(usage.output));
            self.trace(event, usage);
            self.keep(event);
        }
        event
    }

    fn trace(&mut self, event: &ProviderEvent, usage: Usage) {
        let Some(trace) = &mut self.trace else { return };
        match event {
            ProviderEvent::Text(_) | ProviderEvent::Reasoning(_) => trace.word(),
            ProviderEvent::Stop(_) => trace.used(usage),
            ProviderEvent::Usage(_) | ProviderEvent::ToolCall { .. } => {}
        }
    }

    /// Only what is complete is kept, and nothing that waits for tools.
    fn keep(&mut self, event: &ProviderEvent) {
        let Some(Keeping { answers, slot, answer }) = &mut self.keeping else { return };
        match event {
            ProviderEvent::Text(text) => answer.text.push_str(text),
            ProviderEvent::Reasoning(text) => answer.reasoning.push_str(text),
            ProviderEvent::Usage(_) => {}
            ProviderEvent::Stop(StopReason::End) => answers.keep(*slot, answer),
            ProviderEvent::ToolCall { .. } | ProviderEvent::Stop(_) => self.keeping = None,
        }
    }
}

impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call").field("meter", &self.meter).finish_non_exhaustive()
    }
}
