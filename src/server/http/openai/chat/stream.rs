//! An answer as server-sent events: one for each step as it comes, then `[DONE]`. A failure is an event as well, and the
//! last one.

use std::convert::Infallible;

use async_stream::stream;
use axum::response::sse::Event;
use futures::Stream;
use serde::Serialize;

use super::{
    Opening,
    shape::{Chunk, Delta, Shape, Told, finish},
    tools::Calls,
};
use crate::{
    chat::Completion,
    http::{error::Failure, openai::error::Envelope},
    provider::ProviderEvent,
};

pub(super) fn events(
    opening: Opening,
    shape: Shape,
    with_usage: bool,
) -> impl Stream<Item = Result<Event, Infallible>> + Send + 'static {
    stream! {
        let mut completion = match opening.await {
            Ok(completion) => completion,
            Err(error) => {
                yield Ok(failed(error));
                return;
            }
        };
        let mut pieces = Pieces::new(shape, &completion, with_usage);
        while let Some(event) = completion.next().await {
            match event.map(|event| pieces.next(event)) {
                Ok(Some(chunk)) => yield Ok(data(&chunk)),
                Ok(None) => {}
                Err(error) => {
                    completion.settle().await;
                    yield Ok(failed(error));
                    return;
                }
            }
        }
        let usage = completion.settle().await;
        if with_usage {
            yield Ok(data(&pieces.shape.figures(&pieces.model, usage)));
        }
        yield Ok(Event::default().data("[DONE]"));
    }
}

/// Turns events into pieces of the answer.
struct Pieces {
    shape: Shape,
    model: String,
    calls: Calls,
    with_usage: bool,
    begun: bool,
}

impl Pieces {
    fn new(shape: Shape, completion: &Completion, with_usage: bool) -> Self {
        let model = completion.model.clone();
        Self { calls: shape.calls(), shape, model, with_usage, begun: false }
    }

    fn next(&mut self, event: ProviderEvent) -> Option<Chunk> {
        let mut reason = None;
        let mut delta = match event {
            ProviderEvent::Text(text) => Delta { content: Some(text), ..Delta::default() },
            ProviderEvent::Reasoning(text) => {
                Delta { reasoning_content: Some(text), ..Delta::default() }
            }
            ProviderEvent::ToolCall { index, id, name, arguments } => {
                let piece = self.calls.piece(index, id, name, arguments);
                Delta { tool_calls: Some([piece]), ..Delta::default() }
            }
            ProviderEvent::Usage(_) => return None,
            ProviderEvent::Stop(why) => {
                reason = Some(finish(&why, !self.calls.is_empty()));
                Delta::default()
            }
        };
        if !self.begun {
            self.begun = true;
            delta.role = Some("assistant");
        }
        let mut chunk = self.shape.chunk(&self.model, delta, reason);
        chunk.usage = self.with_usage.then_some(Told::NotYet);
        Some(chunk)
    }
}

fn data(chunk: &impl Serialize) -> Event {
    // Our own types always serialise; JSON has no line breaks that would end the event.
    Event::default().data(serde_json::to_string(chunk).unwrap_or_default())
}

fn failed(error: crate::chat::Error) -> Event {
    data(&Envelope::from(Failure::from(error).into_body()))
}
