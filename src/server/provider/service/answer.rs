//! An answer's bytes turned into events: what is the same in every dialect.

use std::time::Duration;

use adda_protocol::Usage;
use bytes::Bytes;
use futures::{FutureExt, Stream, StreamExt};

use super::{failure::from_transport, sse::Decoder};
use crate::provider::{
    ChatRequest, ErrorKind, EventStream, ProviderError, ProviderEvent, StopReason, tokens,
};

/// How long the end of a body may take after its last event, so that its connection can be used again.
const DRAIN: Duration = Duration::from_secs(1);
/// How long figures and the end mark may take after the model said it is done.
const TRAILER: Duration = Duration::from_secs(2);

/// How far an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::provider) enum Progress {
    Open,
    /// The model said why it ended; figures may follow.
    Written,
    /// Nothing follows.
    Ended,
}

/// Reads the events of one dialect.
pub(in crate::provider) trait Reader: Send + 'static {
    /// Reads one event's data; what it says of the answer is added to `steps`, figures so far among them.
    fn read(&mut self, data: &[u8], steps: &mut Vec<ProviderEvent>) -> Result<(), ProviderError>;

    fn progress(&self) -> Progress;

    /// The reason of the end, if the answer came to one, and the last figures; marked as estimated where the service
    /// did not tell them all.
    fn end(self) -> Result<(StopReason, Option<Usage>), ProviderError>;
}

/// The events of an accepted answer. `request` is kept to count what the service does not.
pub(in crate::provider) fn events(
    body: impl Stream<Item = reqwest::Result<Bytes>> + Send + 'static,
    mut reader: impl Reader,
    request: ChatRequest,
) -> EventStream {
    Box::pin(async_stream::try_stream! {
        let mut body = Box::pin(body);
        let mut decoder = Decoder::default();
        let mut tally = Tally::default();
        while reader.progress() != Progress::Ended {
            let bytes = if reader.progress() == Progress::Written {
                // All text is here: whatever becomes of the rest, the answer is whole.
                tokio::time::timeout(TRAILER, body.next()).await.unwrap_or(None).and_then(Result::ok)
            } else {
                body.next().await.transpose().map_err(from_transport)?
            };
            if let Some(bytes) = &bytes {
                decoder.push(bytes)?;
            }
            while reader.progress() != Progress::Ended {
                let data = match decoder.next_event()? {
                    None if bytes.is_none() => decoder.finish()?,
                    data => data,
                };
                let Some(data) = data else { break };
                let mut steps = Vec::new();
                if !data.trim_ascii().is_empty() {
                    reader.read(&data, &mut steps)?;
                }
                for step in steps.into_iter().filter(|step| tally.see(step)) {
                    yield step;
                }
            }
            if bytes.is_none() {
                break;
            }
        }
        drain(body);
        let (stop, usage) = reader.end()?;
        yield ProviderEvent::Usage(tally.usage(usage, &request));
        yield ProviderEvent::Stop(stop);
    })
}

/// The stream ended before the answer did, or never was one.
pub(in crate::provider) fn unfinished(began: bool) -> ProviderError {
    if began {
        ProviderError::new(ErrorKind::Network, "the stream ended before the answer did")
    } else {
        ProviderError::new(ErrorKind::Malformed, "the body holds no answer")
    }
}

/// Tokens of the text and of the reasoning, estimated.
#[derive(Debug, Default)]
struct Tally {
    shown: u64,
    thought: u64,
    began: bool,
}

impl Tally {
    /// Whether the step is to be told: figures before the first word are not. What comes first shows that the service
    /// answers, and that a request will not be tried again.
    fn see(&mut self, step: &ProviderEvent) -> bool {
        match step {
            ProviderEvent::Text(text) => self.shown += tokens::estimate(text),
            ProviderEvent::ToolCall { arguments, .. } => self.shown += tokens::estimate(arguments),
            ProviderEvent::Reasoning(text) => self.thought += tokens::estimate(text),
            ProviderEvent::Usage(_) | ProviderEvent::Stop(_) => return self.began,
        }
        self.began = true;
        true
    }

    fn usage(&self, told: Option<Usage>, request: &ChatRequest) -> Usage {
        let seen = self.shown + self.thought;
        match told {
            Some(usage) if !usage.estimated => usage,
            Some(usage) => Usage {
                output: usage.output.max(seen),
                reasoning: usage.reasoning.max(self.thought),
                ..usage
            },
            None => Usage { reasoning: self.thought, ..tokens::estimated_usage(request, seen) },
        }
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
