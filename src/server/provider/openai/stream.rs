//! An answer's bytes turned into events.

use std::time::Duration;

use adda_protocol::Usage;
use bytes::Bytes;
use futures::{FutureExt, Stream, StreamExt};

use super::{error, lines::Decoder, wire::Chunk};
use crate::{
    provider::{
        ChatRequest, ErrorKind, EventStream, ProviderError, ProviderEvent, StopReason, tokens,
    },
    secret::Secret,
};

/// How long the end of a body may take after its last event, so that its connection can be used again.
const DRAIN: Duration = Duration::from_secs(1);
/// How long figures and the end mark may take after the model said it is done.
const TRAILER: Duration = Duration::from_secs(2);

/// The events of an accepted answer. `request` is kept to count what the service does not.
pub fn events(
    body: impl Stream<Item = reqwest::Result<Bytes>> + Send + 'static,
    request: ChatRequest,
    key: Option<Secret>,
) -> EventStream {
    Box::pin(async_stream::try_stream! {
        let mut body = Box::pin(body);
        let mut decoder = Decoder::default();
        let mut answer = Answer { key, ..Answer::default() };
        while !answer.ended {
            let read = if answer.stop.is_some() {
                // All text is here: whatever becomes of the rest, the answer is whole.
                tokio::time::timeout(TRAILER, body.next()).await.unwrap_or(None).transpose().ok().flatten()
            } else {
                body.next().await.transpose().map_err(error::from_transport)?
            };
            let bytes_ended = read.is_none();
            if let Some(bytes) = read {
                decoder.push(&bytes)?;
            }
            loop {
                let data = match decoder.next_event()? {
                    None if bytes_ended => decoder.finish()?,
                    data => data,
                };
                let Some(data) = data else { break };
                for event in answer.read(&data)?.into_iter().flatten() {
                    yield event;
                }
                if answer.ended {
                    break;
                }
            }
            if bytes_ended {
                break;
            }
        }
        drain(body);
        let (usage, stop) = answer.end(&request)?;
        yield ProviderEvent::Usage(usage);
        yield ProviderEvent::Stop(stop);
    })
}

/// What is known of an answer so far.
#[derive(Debug, Default)]
struct Answer {
    key: Option<Secret>,
    began: bool,
    ended: bool,
    usage: Option<Usage>,
    stop: Option<StopReason>,
    /// Tokens shown and thought, estimated.
    shown: u64,
    thought: u64,
}

impl Answer {
    /// Reads one event's data: its text and its reasoning.
    fn read(&mut self, data: &[u8]) -> Result<[Option<ProviderEvent>; 2], ProviderError> {
        if data == b"[DONE]" {
            self.ended = true;
            return Ok([None, None]);
        }
        if data.trim_ascii().is_empty() {
            return Ok([None, None]);
        }
        let mut chunk =
            Chunk::read(data).map_err(|why| ProviderError::new(ErrorKind::Malformed, why))?;
        if let Some(told) = &chunk.error {
            return Err(error::in_stream(told, self.key.as_ref()));
        }
        self.usage = chunk.usage().or(self.usage);
        let Some((delta, stop)) = chunk.choice() else { return Ok([None, None]) };
        self.began = true;
        self.stop = stop.or(self.stop.take());
        let thinks = self.think(delta.thought());
        Ok([
            thinks,
            delta
                .text()
                .inspect(|text| self.shown += tokens::estimate(text))
                .map(ProviderEvent::Text),
        ])
    }

    fn think(&mut self, thought: &str) -> Option<ProviderEvent> {
        if thought.is_empty() {
            return None;
        }
        self.thought += tokens::estimate(thought);
        Some(ProviderEvent::Reasoning(thought.to_owned()))
    }

    /// The last figures and the reason of the end, if the answer came to one.
    fn end(self, request: &ChatRequest) -> Result<(Usage, StopReason), ProviderError> {
        if !self.began {
            let detail = "the body holds no answer";
            return Err(ProviderError::new(ErrorKind::Malformed, detail));
        }
        // Some services say only "done", not why.
        let stop = self.stop.or(self.ended.then_some(StopReason::End)).ok_or_else(|| {
            ProviderError::new(ErrorKind::Network, "the stream ended before the answer did")
        })?;
        let usage = self.usage.unwrap_or_else(|| Usage {
            reasoning: self.thought,
            ..tokens::estimated_usage(request, self.shown + self.thought)
        });
        Ok((usage, stop))
    }
}

/// Reads what is left of a body, so that the connection goes back to the pool.
fn drain(mut body: impl Stream<Item = reqwest::Result<Bytes>> + Send + Unpin + 'static) {
    if let Some(None | Some(Err(_))) = body.next().now_or_never() {
        return;
    }
    tokio::spawn(async move {
        let rest = async { while let Some(Ok(_)) = body.next().await {} };
        let _ = tokio::time::timeout(DRAIN, rest).await;
    });
}
