//! Opening an answer: tries again while nothing was written yet, and keeps an eye on the silence afterwards.

use std::time::Duration;

use futures::StreamExt;
use tokio::time::timeout;
use tracing::Instrument;

use super::{
    ChatRequest, ErrorKind, EventStream, ProviderError, ProviderEvent, registry::Resolved,
};
use crate::{
    config::LimitsConfig,
    ids::Ids,
    telemetry::{metrics, traces},
};

/// The first wait is up to this long, each further one up to twice as long as the one before.
const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// A service that asks for a longer pause is not waited for: a person is.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(30);

/// A model that thinks unseen is given so many times the usual silence.
const THINKING: u32 = 10;

/// How often and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Tries before the first event, the first one included.
    pub attempts: u32,
    /// No event for this long is a timeout. Keep-alives of the connection are no events.
    pub silence: Duration,
}

impl From<&LimitsConfig> for Policy {
    fn from(limits: &LimitsConfig) -> Self {
        Self { attempts: limits.provider_attempts, silence: limits.provider_silence() }
    }
}

impl Policy {
    fn silence_of(self, resolved: &Resolved) -> Duration {
        let unseen = resolved.provider.thinks_unseen(&resolved.upstream);
        if unseen { self.silence * THINKING } else { self.silence }
    }
}

/// Asks for an answer and waits for its first event. What can pass is tried again until then; afterwards a failure is the
/// stream's last item, a stream that ends without [`ProviderEvent::Stop`] or goes silent among them.
pub async fn open(
    resolved: &Resolved,
    request: ChatRequest,
    policy: Policy,
    ids: &Ids,
) -> Result<EventStream, ProviderError> {
    let name = resolved.provider.name();
    let silence = policy.silence_of(resolved);
    let mut attempt = 1;
    loop {
        let error = match begin(resolved, request.clone(), silence)
            .instrument(traces::attempt(attempt))
            .await
        {
            Ok(stream) => return Ok(stream),
            Err(error) => error,
        };
        let Some(wait) = wait_before_next(&error, attempt, policy, ids) else { return Err(error) };
        // The last failure is the caller's to count and log.
        metrics::provider_failed(name, error.kind);
        tracing::warn!(
            provider.name = name, error.kind = ?error.kind, attempt,
            "{name} gave no answer at attempt {attempt}, trying again in {wait:?}: {}", error.detail
        );
        tokio::time::sleep(wait).await;
        attempt += 1;
    }
}

/// One try: the request is accepted and the first event is there.
async fn begin(
    resolved: &Resolved,
    request: ChatRequest,
    silence: Duration,
) -> Result<EventStream, ProviderError> {
    let first = async {
        let mut stream = resolved.provider.stream(request).await?;
        let first = stream.next().await.unwrap_or_else(|| Err(broken_off()))?;
        Ok((first, stream))
    };
    let (first, rest) = timeout(silence, first).await.unwrap_or_else(|_| Err(silent(silence)))?;
    Ok(watched(first, rest, silence))
}

/// The stream with its end and its silence made plain.
fn watched(first: ProviderEvent, mut rest: EventStream, silence: Duration) -> EventStream {
    Box::pin(async_stream::stream! {
        let mut item: Result<_, ProviderError> = Ok(first);
        loop {
            let last = matches!(item, Err(_) | Ok(ProviderEvent::Stop(_)));
            yield item;
            if last {
                break;
            }
            item = match timeout(silence, rest.next()).await {
                Ok(Some(item)) => item,
                Ok(None) => Err(broken_off()),
                Err(_) => Err(silent(silence)),
            };
        }
    })
}

/// How long to wait before the next try; `None` when there is none.
fn wait_before_next(
    error: &ProviderError,
    attempt: u32,
    policy: Policy,
    ids: &Ids,
) -> Option<Duration> {
    let asked = error.retry_after.unwrap_or_default();
    if !error.kind.is_transient() || attempt >= policy.attempts || asked > LONGEST_RETRY_AFTER {
        return None;
    }
    let most = FIRST_WAIT.saturating_mul(1 << (attempt - 1).min(16)).min(LONGEST_WAIT);
    // Full jitter: servers that failed together do not come back together.
    let share = f64::from(u32::from_be_bytes(ids.bytes())) / f64::from(u32::MAX);
    Some(asked + most.mul_f64(share))
}

fn broken_off() -> ProviderError {
    ProviderError::new(ErrorKind::Network, "the stream ended before the answer did")
}

fn silent(silence: Duration) -> ProviderError {
    ProviderError::new(ErrorKind::Timeout, format!("no word for {silence:?}"))
}

#[cfg(test)]
mod tests;
