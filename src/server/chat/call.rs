//! Asking a service for an answer on a person's account: the one way from here to a provider, for conversations and for
//! programs alike. Here it is decided whose key pays, and everything that comes back passes the meter.

use std::sync::Arc;

use adda_protocol::{KeyOwner, UserId};
use futures::StreamExt;
use tokio::time::Instant;

use crate::{
    config::LimitsConfig,
    ids::Ids,
    metering::Meter,
    provider::{
        ChatRequest, ErrorKind, EventStream, ProviderError, ProviderEvent,
        registry::{Access, Registry, Resolved},
        retry::{self, Policy},
    },
};

/// Opens calls.
#[derive(Debug)]
pub struct Calls {
    providers: Arc<Registry>,
    ids: Arc<Ids>,
    policy: Policy,
}

/// An answer on its way.
pub struct Call {
    events: EventStream,
    pub meter: Meter,
}

impl Calls {
    pub fn new(providers: Arc<Registry>, ids: Arc<Ids>, limits: &LimitsConfig) -> Self {
        Self { providers, ids, policy: Policy::from(limits) }
    }

    /// The model by its id (`None` is the default one), asked with the key that `user` has for it.
    pub async fn resolve(
        &self,
        _user: UserId,
        model: Option<&str>,
    ) -> Result<(Resolved, KeyOwner), ProviderError> {
        let resolved = self.providers.resolve(model).ok_or_else(|| {
            ProviderError::new(ErrorKind::NoModel, "the model is no longer available")
        })?;
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

    /// Asks, again where it may help, and waits for the first event.
    pub async fn open(
        &self,
        (resolved, key): (&Resolved, KeyOwner),
        request: ChatRequest,
    ) -> Result<Call, ProviderError> {
        let meter = Meter::new(resolved, key, &request, Instant::now());
        let events = retry::open(resolved, request, self.policy, &self.ids).await?;
        Ok(Call { events, meter })
    }
}

impl Call {
    /// The next step of the answer, counted.
    pub async fn next(&mut self) -> Option<Result<ProviderEvent, ProviderError>> {
        let event = self.events.next().await;
        if let Some(Ok(event)) = &event {
            self.meter.see(event);
        }
        event
    }
}

impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call").field("meter", &self.meter).finish_non_exhaustive()
    }
}
