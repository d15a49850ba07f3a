//! Asking a service for an answer on a person's account: the one way from here to a provider, for conversations and for
//! programs alike. Here it is decided whose key pays, what is private is hidden from all that leaves, and everything that comes
//! back passes the meter and has its names back.

mod answering;

use std::{sync::Arc, time::Duration};

use adda_protocol::{KeyOwner, Usage, UserId};
use tokio::time::Instant;
use tracing::Instrument;

use crate::{
    cache::{Answers, Asked},
    config::LimitsConfig,
    ids::Ids,
    keys::Keys,
    limiter::{Limits, Pass, Refused},
    metering::Meter,
    privacy::{Behalf, Hidden, Privacy, Shown},
    provider::{
        ChatRequest, EmbeddingRequest, Embeddings, ErrorKind, ProviderError, ProviderEvent,
        StopReason,
        registry::{Access, Registry, Resolved},
        retry::{self, Policy},
        tokens,
    },
    store,
    telemetry::traces,
};

pub use answering::Call;

/// When to come back where calls cannot be counted.
const UNCOUNTED: Duration = Duration::from_secs(5);

/// Opens calls.
#[derive(Debug)]
pub struct Calls {
    pub(super) providers: Arc<Registry>,
    pub(super) keys: Arc<Keys>,
    ids: Arc<Ids>,
    rates: Arc<Limits>,
    pub(super) answers: Arc<Answers>,
    pub(super) privacy: Arc<Privacy>,
    policy: Policy,
}

impl Calls {
    pub fn new(
        providers: Arc<Registry>,
        keys: Arc<Keys>,
        ids: Arc<Ids>,
        rates: Arc<Limits>,
        (answers, privacy): (Arc<Answers>, Arc<Privacy>),
        limits: &LimitsConfig,
    ) -> Self {
        Self { providers, keys, ids, rates, answers, privacy, policy: Policy::from(limits) }
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
        behalf: Behalf,
        (resolved, key): (&Resolved, KeyOwner),
        request: EmbeddingRequest,
    ) -> Result<(Embeddings, Meter), ProviderError> {
        let hidden = self.privacy.hide_texts(&behalf, &request).await.map_err(unread)?;
        let request = hidden.request;
        let mut meter = Meter::new(resolved, key, &ChatRequest::default(), Instant::now());
        let tokens = request.texts.iter().map(|text| tokens::estimate(text)).sum();
        let mut pass = self.pass(resolved, tokens).await?;
        let silence = self.policy.silence;
        let made = tokio::time::timeout(silence, resolved.provider.embed(request)).await;
        let made = made.unwrap_or_else(|_| {
            Err(ProviderError::new(ErrorKind::Timeout, format!("no vectors for {silence:?}")))
        });
        let made = made.map_err(|error| whose(error, key))?;
        pass.used(made.input_tokens);
        let usage = Usage { input: made.input_tokens, ..Usage::default() };
        meter.see(&ProviderEvent::Usage(usage));
        meter.see(&ProviderEvent::Stop(StopReason::End));
        Ok((made, meter))
    }

    /// An earlier answer to the same question, where the operator keeps them; else the service is asked.
    pub async fn answer(
        &self,
        behalf: Behalf,
        asked: Asked<'_>,
        (resolved, key): (&Resolved, KeyOwner),
        request: ChatRequest,
    ) -> Result<Call, ProviderError> {
        let hidden = self.privacy.hide(&behalf, &request).await.map_err(unread)?;
        let Hidden { request, shown, things } = hidden;
        let Some(slot) = self.answers.slot(asked, &resolved.model.id, &request) else {
            let call = self.leave(behalf, (resolved, key), request, shown).await?;
            return Ok(call.hiding(things));
        };
        if let Some(answer) = self.answers.find(slot).await {
            let meter = Meter::new(resolved, KeyOwner::Nobody, &request, Instant::now());
            return Ok(Call::again(&answer, meter, shown));
        }
        let call = self.leave(behalf, (resolved, key), request, shown).await?;
        Ok(call.hiding(things).kept(self.answers.clone(), slot))
    }

    /// Asks for what is written beside answers, like a summary.
    pub async fn open(
        &self,
        behalf: Behalf,
        service: (&Resolved, KeyOwner),
        request: ChatRequest,
    ) -> Result<Call, ProviderError> {
        let Hidden { request, shown, .. } =
            self.privacy.hide(&behalf, &request).await.map_err(unread)?;
        self.leave(behalf, service, request, shown).await
    }

    /// Waits a little where the service's limits are reached, asks, again where it may help, and waits for the first
    /// event.
    async fn leave(
        &self,
        behalf: Behalf,
        (resolved, key): (&Resolved, KeyOwner),
        request: ChatRequest,
        shown: Shown,
    ) -> Result<Call, ProviderError> {
        let meter = Meter::new(resolved, key, &request, Instant::now());
        let pass = self.pass(resolved, meter.usage().input).await?;
        self.privacy.keep(&behalf, resolved.provider.name(), &request);
        let trace = traces::call(resolved.provider.name(), &resolved.upstream);
        let opening = retry::open(resolved, request, self.policy, &self.ids);
        let events = opening.instrument(trace.span()).await;
        let events = events.map_err(|error| whose(error, key))?;
        Ok(Call::new((events, shown), key, pass, meter).traced(trace))
    }

    /// Leave to ask a service for so many tokens, by the operator's limits.
    async fn pass(&self, resolved: &Resolved, tokens: u64) -> Result<Pass, ProviderError> {
        let name = resolved.provider.name();
        let pass = self.rates.call(name, resolved.key.as_ref(), tokens).await;
        pass.map_err(|refused| full(name, refused))
    }
}

/// What has to be known of the person before anything leaves cannot be read.
fn unread(error: store::Error) -> ProviderError {
    ProviderError::new(ErrorKind::Network, error.to_string())
}

/// The operator's limit for the service is reached: for people the same as the service's own.
fn full(service: &str, refused: Refused) -> ProviderError {
    let retry_after = match refused {
        Refused::Limited { retry_after } => Duration::from_secs(retry_after),
        Refused::Unavailable(_) => UNCOUNTED,
    };
    let detail = format!("the settings allow {service} no more for now: {refused}");
    ProviderError {
        retry_after: Some(retry_after),
        ..ProviderError::new(ErrorKind::RateLimit, detail)
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
