//! Which providers this server has, and which of them answers for a model id.

mod entry;
mod setup;

use std::{sync::Arc, time::Duration};

use adda_protocol::dto::{KeyProvider, ModelInfo, PartHealth};
use futures::future::join_all;
use tokio::time::Instant;

use super::{
    ErrorKind, Provider, ProviderError,
    catalog::Catalog,
    guide::{self, GUIDE, Guide},
};
use crate::{
    config::Config,
    secret::{Fingerprint, Secret},
};
use entry::Entry;

/// The provider whose models go by their bare names.
pub const OPENAI: &str = "openai";
const DEEPSEEK: &str = "deepseek";
/// Tokens a model must take to write what is needed beside answers.
const WRITER: u64 = 8_000;
/// Model of new conversations where the settings name none.
const USUAL_MODEL: &str = "gpt-4o-mini";
/// How often services are asked for their models, and how often the one that may be on this machine is looked for.
const DISCOVERY: Duration = Duration::from_hours(1);
const SEARCH: Duration = Duration::from_mins(1);

/// With what a provider can be asked, a person's own keys apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It wants no key.
    Keyless,
    /// The operator's key is there.
    ServerKey,
    /// It wants a key and the operator has none.
    NoKey,
}

/// A model with the provider that runs it.
#[derive(Clone, Debug)]
pub struct Resolved {
    pub provider: Arc<dyn Provider>,
    pub model: ModelInfo,
    /// The model's name as its service knows it.
    pub upstream: String,
    pub access: Access,
    /// Of the key it is asked with.
    pub key: Option<Fingerprint>,
}

#[derive(Debug)]
pub struct Registry {
    entries: Vec<Entry>,
    /// The settings' default model.
    preferred: Option<String>,
}

/// What stands before a model's name in its id, `None` for bare names.
pub fn prefix(provider: &str) -> Option<String> {
    (!matches!(provider, OPENAI | GUIDE)).then(|| format!("{provider}/"))
}

impl Registry {
    /// Builds the adapters of services known by name and of those in the settings, the guide always among them.
    pub fn from_config(config: &Config) -> Result<Self, ProviderError> {
        let mut entries = setup::entries(config)?;
        entries.push(Entry::new(Arc::new(Guide::default()), vec![guide::model()]));
        let catalog = Arc::new(Catalog::new(config));
        for entry in &mut entries {
            let named = config.providers.get(entry.name()).map_or(0, |of| of.models.len());
            entry.adopt(&catalog, named > 0);
        }
        Ok(Self { entries, preferred: config.models.default.clone() })
    }

    /// Exactly these providers, each with the models it is to answer for; the first model of the first is the default.
    pub fn with(providers: Vec<(Arc<dyn Provider>, Vec<ModelInfo>)>) -> Self {
        let preferred =
            providers.first().and_then(|(_, models)| models.first()).map(|model| model.id.clone());
        let entries =
            providers.into_iter().map(|(provider, models)| Entry::new(provider, models)).collect();
        Self { entries, preferred }
    }

    /// Asks services for their models at once and now and then, for ever.
    pub async fn keep_current(&self) {
        let mut discovery = tokio::time::interval(DISCOVERY);
        let mut search = tokio::time::interval_at(Instant::now() + SEARCH, SEARCH);
        loop {
            tokio::select! {
                _ = discovery.tick() => self.discover().await,
                _ = search.tick() => self.search().await,
            }
        }
    }

    async fn search(&self) {
        let sought = self.entries.iter().filter(|entry| entry.sought);
        join_all(sought.map(Entry::discover)).await;
    }

    /// Asks providers whose settings list no models for theirs; failures are logged.
    pub async fn discover(&self) {
        let asked = self.entries.iter().filter(|entry| entry.asked);
        join_all(asked.map(Entry::discover)).await;
    }

    /// The model and its provider; `None` names the default.
    pub fn resolve(&self, model: Option<&str>) -> Option<Resolved> {
        let id = model.map_or_else(|| self.default_model(), str::to_owned);
        self.entries.iter().find_map(|entry| entry.resolve(&id))
    }

    /// The same for a model that makes vectors. Those are no models of chats, so no list has to have them: their id says
    /// which provider is meant.
    pub fn resolve_embedding(&self, id: &str) -> Option<Resolved> {
        let listed = self.resolve(Some(id));
        listed.or_else(|| self.entries.iter().find_map(|entry| entry.unlisted(id)))
    }

    /// The same model, asked with a person's key. A key that cannot be one is refused as [`ErrorKind::Auth`].
    pub fn with_key(&self, resolved: &Resolved, key: &Secret) -> Result<Resolved, ProviderError> {
        let provider = resolved.provider.with_key(key).unwrap_or_else(|| {
            let detail = format!("{} takes no keys", resolved.provider.name());
            Err(ProviderError::new(ErrorKind::BadRequest, detail))
        })?;
        Ok(Resolved { provider, key: Some(key.fingerprint()), ..resolved.clone() })
    }

    /// Where a provider is, see [`Provider::origin`]; `None` where there is none of this name.
    pub fn origin(&self, provider: &str) -> Option<String> {
        let mut entries = self.entries.iter();
        entries.find(|entry| entry.name() == provider).map(|entry| entry.provider.origin())
    }

    /// Providers that take keys of people.
    pub fn key_providers(&self) -> Vec<KeyProvider> {
        let takers = self.entries.iter().filter(|entry| entry.takes_keys);
        takers
            .map(|entry| KeyProvider {
                name: entry.name().to_owned(),
                title: entry.title.clone(),
                server_key: entry.access == Access::ServerKey,
            })
            .collect()
    }

    /// The provider's models, cheapest first, to try a key with.
    pub fn cheapest_first(&self, provider: &str) -> Vec<Resolved> {
        let found = self.entries.iter().find(|entry| entry.name() == provider);
        found.map(Entry::cheapest_first).unwrap_or_default()
    }

    /// Models that write what is needed beside answers for somebody with these keys: `DeepSeek`'s first, then the cheapest;
    /// none but those that need no key where what they read is to stay with such.
    pub fn writers(&self, has_key: impl Fn(&str) -> bool, keyless: bool) -> Vec<Resolved> {
        let open = self.entries.iter().filter(|entry| {
            let fits = if keyless { entry.access == Access::Keyless } else { true };
            fits && entry.name() != GUIDE && (entry.in_use() || has_key(entry.name()))
        });
        let models = open.flat_map(Entry::cheapest_first);
        let mut models: Vec<Resolved> =
            models.filter(|of| of.model.context_window.is_none_or(|most| most >= WRITER)).collect();
        // Stable: of equals the order of the entries stays.
        models.sort_by_key(|of| (of.provider.name() != DEEPSEEK, entry::price(&of.model)));
        models
    }

    /// All models, as they are for somebody without keys.
    pub fn models(&self) -> Vec<ModelInfo> {
        self.models_with(|_| false)
    }

    /// All models, as they are for somebody with keys for the providers that `has_key` tells by name.
    pub fn models_with(&self, has_key: impl Fn(&str) -> bool) -> Vec<ModelInfo> {
        self.entries.iter().flat_map(|entry| entry.offered(has_key(entry.name()))).collect()
    }

    /// The default model of somebody without keys.
    pub fn default_model(&self) -> String {
        self.default_with(|_| false)
    }

    /// The settings' model; else the usual one, else the first of `openai`; else the guide. Each only where it is there
    /// for somebody with these keys.
    pub fn default_with(&self, has_key: impl Fn(&str) -> bool) -> String {
        let open: Vec<&Entry> =
            self.entries.iter().filter(|entry| entry.in_use() || has_key(entry.name())).collect();
        let there = |id: &&str| open.iter().any(|entry| entry.resolve(id).is_some());
        let named = [self.preferred.as_deref(), Some(USUAL_MODEL)];
        if let Some(id) = named.into_iter().flatten().find(there) {
            return id.to_owned();
        }
        // Models of other services are used when somebody chose them.
        let mut usual = open.iter().filter(|entry| prefix(entry.name()).is_none());
        let first = usual.find_map(|entry| entry.known().into_iter().next().map(|model| model.id));
        first.unwrap_or_else(|| GUIDE.to_owned())
    }

    /// Each provider's name and state, of those that are in use.
    pub async fn health(&self) -> Vec<(String, PartHealth)> {
        let used = self.entries.iter().filter(|entry| entry.in_use());
        join_all(used.map(async |entry| (entry.name().to_owned(), entry.health().await))).await
    }
}

#[cfg(test)]
mod tests;
