//! Asking a service for an answer on a person's account: the one way from here to a provider, for conversations and for
//! programs alike. Here it is decided whose key pays, and everything that comes back passes the meter.

use std::sync::Arc;

use adda_protocol::{KeyOwner, Usage, UserId};
use futures::StreamExt;
use tokio::time::Instant;

use crate::{
    config::LimitsConfig,
    ids::Ids,
    keys::Keys,
    metering::Meter,
    provider::{
        ChatRequest, EmbeddingRequest, Embeddings, ErrorKind, EventStream, ProviderError,
        ProviderEvent, StopReason,
        registry::{Access, Registry, Resolved},
        retry::{self, Policy},
    },
};

/// Opens calls.
#[derive(Debug)]
pub struct Calls {
    pub(super) providers: Arc<Registry>,
    keys: Arc<Keys>,
    ids: Arc<Ids>,
    policy: Policy,
}

/// An answer on its way.
pub struct Call {
    events: EventStream,
    key: KeyOwner,
    pub meter: Meter,
}

impl Calls {
    pub fn new(
        providers: Arc<Registry>,
        keys: Arc<Keys>,
        ids: Arc<Ids>,
        limits: &LimitsConfig,
    ) -> Self {
        Self { providers, keys, ids, policy: Policy::from(limits) }
    }

    /// The model by its id (`None` is the default one), asked with the key that `user` has for it, else with the
    /// operator's. A key of their own that cannot be used is an error: nobody pays for another unasked.
    pub async fn resolve(
        &self,
        user: UserId,
        model: Option<&str>,
    ) -> Result<(Resolved, KeyOwner), ProviderError> {
        self.with_key(user, self.providers.resolve(model)).await
    }

    /// The same for a model that makes vectors.
    pub async fn resolve_embedding(
        &self,
        user: UserId,
        model: &str,
    ) -> Result<(Resolved, KeyOwner), ProviderError> {
        self.with_key(user, self.providers.resolve_embedding(model)).await
    }

    async fn with_key(
        &self,
        user: UserId,
        resolved: Option<Resolved>,
    ) -> Result<(Resolved, KeyOwner), ProviderError> {
        let resolved = resolved.ok_or_else(|| {
            ProviderError::new(ErrorKind::NoModel, "the model is no longer available")
        })?;
        if let Some(own) = self.keys.own(user, &resolved).await? {
            return Ok((own, KeyOwner::User));
        }
        let key = match resolved.access {
            Access::Keyless => KeyOwner::Nobody,
            Access::ServerKey => KeyOwner::Server,
            Access::NoKey => {
                let detail = format!("nobody has a key for {}", resolved.provider.name());
                return Err(ProviderError::new(ErrorKind::NoKey, detail));
            }
        };
        Ok((resolved, key))
    }

    /// Asks for vectors, and counts what they took.
    pub async fn embed(
        &self,
        (resolved, key): (&Resolved, KeyOwner),
        request: EmbeddingRequest,
    ) -> Result<(Embeddings, Meter), ProviderError> {
        let mut meter = Meter::new(resolved, key, &ChatRequest::default(), Instant::now());
        let silence = self.policy.silence;
        let made = tokio::time::timeout(silence, resolved.provider.embed(request)).await;
        let made = made.unwrap_or_else(|_| {
            Err(ProviderError::new(ErrorKind::Timeout, format!("no vectors for {silence:?}")))
        });
        let made = made.map_err(|error| whose(error, key))?;
        let usage = Usage { input: made.input_tokens, ..Usage::default() };
        meter.see(&ProviderEvent::Usage(usage));
        meter.see(&ProviderEvent::Stop(StopReason::End));
        Ok((made, meter))
    }

    /// Asks, again where it may help, and waits for the first event.
    pub async fn open(
        &self,
        (resolved, key): (&Resolved, KeyOwner),
        request: ChatRequest,
    ) -> Result<Call, ProviderError> {
        let meter = Meter::new(resolved, key, &request, Instant::now());
        let events = retry::open(resolved, request, self.policy, &self.ids).await;
        let events = events.map_err(|error| whose(error, key))?;
        Ok(Call { events, key, meter })
    }
}

impl Call {
    /// The next step of the answer, counted.
    pub async fn next(&mut self) -> Option<Result<ProviderEvent, ProviderError>> {
        let event = self.events.next().await;
        let event = event.map(|event| event.map_err(|error| whose(error, self.key)));
        if let Some(Ok(event)) = &event {
            self.meter.see(event);
        }
        event
    }
}

/// Says so where the key that was refused is the person's own: they alone can mend it.
fn whose(error: ProviderError, key: KeyOwner) -> ProviderError {
    match (error.kind, key) {
        (ErrorKind::Auth, KeyOwner::User) => {
            ProviderError { kind: ErrorKind::OwnKeyRefused, ..error }
        }
        _ => error,
    }
}

impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call").field("meter", &self.meter).finish_non_exhaustive()
    }
}
