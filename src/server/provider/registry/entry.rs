//! One provider with what is known of it now.

use std::{sync::Arc, time::Duration};

use adda_protocol::dto::{ModelInfo, ModelState, PartHealth};
use parking_lot::RwLock;
use tokio::{sync::Mutex, time::Instant};

use super::{Access, OPENAI, Resolved, prefix};
use crate::{
    provider::{Provider, ProviderError, catalog::Catalog},
    secret::{Fingerprint, Secret},
};

/// How long a provider may take to say how it is: less than `/health` waits for all of them together, so that one that
/// hangs does not hide the others.
const HEALTH_TIMEOUT: Duration = Duration::from_secs(2);
/// How long its word is believed: asking this server for its health must not hammer the services.
pub(super) const HEALTH_AGE: Duration = Duration::from_secs(15);

#[derive(Debug)]
pub(super) struct Entry {
    /// What people read.
    pub title: String,
    pub provider: Arc<dyn Provider>,
    pub access: Access,
    /// Of the operator's key.
    pub key: Option<Fingerprint>,
    /// Whether people may bring a key of their own.
    pub takes_keys: bool,
    /// Whether the service is asked for its models.
    pub asked: bool,
    /// Whether it is looked for without anybody having named it: it may be there or not.
    pub sought: bool,
    /// As the service or the settings list them.
    pub models: RwLock<Vec<ModelInfo>>,
    /// What is known of them beside that.
    pub catalog: Arc<Catalog>,
    pub health: Mutex<Option<(Instant, PartHealth)>>,
}

/// What a model costs, for comparing; an unknown price is the highest.
pub(super) fn price(model: &ModelInfo) -> i64 {
    model.price.as_ref().map_or(i64::MAX, |price| price.input.saturating_add(price.output))
}

impl Entry {
    /// A provider without the operator's key that is not asked for its models.
    pub fn new(provider: Arc<dyn Provider>, models: Vec<ModelInfo>) -> Self {
        Self {
            title: provider.name().to_owned(),
            takes_keys: provider.with_key(&Secret::new("x")).is_some(),
            provider,
            access: Access::Keyless,
            key: None,
            asked: false,
            sought: false,
            models: RwLock::new(models),
            catalog: Arc::default(),
            health: Mutex::new(None),
        }
    }

    /// Takes over what the table and the settings know; the table's models are offered until the service was asked,
    /// where the settings do not name any.
    pub fn adopt(&mut self, catalog: &Arc<Catalog>, named: bool) {
        let listed = catalog.of(self.name());
        if !named && !listed.is_empty() && !self.sought {
            *self.models.get_mut() = listed;
        }
        self.catalog = catalog.clone();
    }

    /// The models with all that is known of them, those the settings add among them.
    pub fn known(&self) -> Vec<ModelInfo> {
        let mut models = self.models.read().clone();
        models.extend(self.catalog.added(self.name(), &models));
        models.into_iter().filter_map(|model| self.catalog.describe(model)).collect()
    }

    pub fn name(&self) -> &str {
        self.provider.name()
    }

    pub async fn discover(&self) {
        match self.provider.models().await {
            Ok(models) => self.offer(models),
            Err(error) => self.undiscovered(&error),
        }
    }

    fn offer(&self, models: Vec<ModelInfo>) {
        let name = self.name();
        let models = self.catalog.sorted(models);
        if models.is_empty() && !self.sought {
            tracing::warn!(provider.name = name, "{name} lists no models; its usual ones stay");
        } else if *self.models.read() != models {
            let count = models.len();
            tracing::info!(provider.name = name, count, "{name} offers {count} models");
            *self.models.write() = models;
        }
    }

    fn undiscovered(&self, error: &ProviderError) {
        let name = self.name();
        if !self.sought {
            tracing::warn!(provider.name = name, %error, "{name} did not say which models it has: {error}");
            return;
        }
        tracing::debug!(provider.name = name, %error, "{name} is not on this machine: {error}");
        let gone = std::mem::take(&mut *self.models.write());
        if !gone.is_empty() {
            tracing::info!(provider.name = name, "{name} is gone, and its models with it");
        }
    }

    pub fn resolve(&self, id: &str) -> Option<Resolved> {
        let model = self.models.read().iter().find(|model| model.id == id).cloned();
        let added =
            || self.catalog.added(self.name(), &[]).into_iter().find(|model| model.id == id);
        let model = self.catalog.describe(model.or_else(added)?)?;
        Some(self.resolved(model))
    }

    /// A model of this provider by its id alone.
    pub fn unlisted(&self, id: &str) -> Option<Resolved> {
        let of_ours = match prefix(self.name()) {
            Some(prefix) => id.strip_prefix(&prefix)?,
            None => Some(id).filter(|_| self.name() == OPENAI)?,
        };
        if of_ours.is_empty() {
            return None;
        }
        let (id, provider) = (id.to_owned(), self.name().to_owned());
        let model = ModelInfo { name: of_ours.to_owned(), id, provider, ..ModelInfo::default() };
        Some(self.resolved(self.catalog.describe(model)?))
    }

    /// Models there are, those without a known price last. Among equals the order stays: services name their usual one
    /// first.
    pub fn cheapest_first(&self) -> Vec<Resolved> {
        let mut models = self.known();
        models.retain(|model| model.state != ModelState::Gone);
        models.sort_by_key(price);
        models.into_iter().map(|model| self.resolved(model)).collect()
    }

    fn resolved(&self, model: ModelInfo) -> Resolved {
        let prefix = prefix(self.name());
        let upstream = prefix.and_then(|prefix| model.id.strip_prefix(&prefix).map(str::to_owned));
        Resolved {
            provider: self.provider.clone(),
            upstream: upstream.unwrap_or_else(|| model.id.clone()),
            access: self.access,
            key: self.key,
            model,
        }
    }

    /// What is offered to somebody who has, or has not, a key of their own.
    pub fn offered(&self, own_key: bool) -> Vec<ModelInfo> {
        let mut models = self.known();
        if self.access == Access::NoKey && !own_key {
            for model in &mut models {
                model.state = ModelState::NeedsKey;
            }
        }
        models
    }

    /// Whether its state is anybody's business: where there is no key, or nothing was found, nothing can be wrong.
    pub fn in_use(&self) -> bool {
        let found = !self.sought || !self.models.read().is_empty();
        found && self.access != Access::NoKey
    }

    /// Many askers wait for one answer.
    pub async fn health(&self) -> PartHealth {
        let mut known = self.health.lock().await;
        if let Some((_, health)) = known.as_ref().filter(|(at, _)| at.elapsed() < HEALTH_AGE) {
            return health.clone();
        }
        let health = tokio::time::timeout(HEALTH_TIMEOUT, self.provider.health()).await;
        let late = |_| PartHealth { ok: false, detail: "no answer in time".to_owned() };
        let health = health.unwrap_or_else(late);
        *known = Some((Instant::now(), health.clone()));
        health
    }
}
