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
    privacy::Shown,
    provider::{EventStream, ProviderError, ProviderEvent, StopReason},
    telemetry::traces::CallTrace,
};

/// An answer on its way. Dropping it cancels the request.
pub struct Call {
    events: EventStream,
    shown: Shown,
    ended: bool,
    /// With what it ended, until that is told.
    failure: Option<ProviderError>,
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
    pub(super) fn new(
        (events, shown): (EventStream, Shown),
        key: KeyOwner,
        pass: Pass,
        meter: Meter,
    ) -> Self {
        Self {
            events,
            shown,
            ended: false,
            failure: None,
            key,
            pass,
            keeping: None,
            trace: None,
            meter,
        }
    }

    /// An earlier answer, told again.
    pub(super) fn again(answer: &Answer, mut meter: Meter, shown: Shown) -> Self {
        meter.from_cache();
        Self::new((replay::events(answer), shown), KeyOwner::Nobody, Pass::default(), meter)
    }

    /// The same, kept for the next who asks.
    pub(super) fn kept(self, answers: Arc<Answers>, slot: Slot) -> Self {
        Self { keeping: Some(Keeping { answers, slot, answer: Answer::default() }), ..self }
    }

    /// The same, of a request in which so many things were hidden.
    pub(super) fn hiding(mut self, things: u64) -> Self {
        self.meter.hid(things);
        self
    }

    /// The same, told to whoever takes traces.
    pub(super) fn traced(self, trace: CallTrace) -> Self {
        Self { trace: Some(trace), ..self }
    }

    /// The next step of the answer, counted, as the person is shown it.
    pub async fn next(&mut self) -> Option<Result<ProviderEvent, ProviderError>> {
        loop {
            if let Some(event) = self.shown.ready() {
                return Some(Ok(event));
            }
            if self.ended {
                return self.failure.take().map(Err);
            }
            match self.step().await {
                Some(Ok(event)) => self.shown.push(event),
                end => {
                    // What waited for its rest is given out first.
                    self.shown.finish();
                    self.ended = true;
                    self.failure = end.and_then(Result::err);
                }
            }
        }
    }

    /// The next step as the service said it.
    async fn step(&mut self) -> Option<Result<ProviderEvent, ProviderError>> {
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
