//! Which providers this server has, and which of them answers for a model id.

use std::{sync::Arc, time::Duration};

use adda_protocol::dto::{ModelInfo, PartHealth};
use futures::future::join_all;
use parking_lot::RwLock;
use reqwest::Url;
use tokio::{sync::Mutex, time::Instant};

use super::{
    ErrorKind, Provider, ProviderError,
    guide::{self, GUIDE, Guide},
    http_client,
    openai::{self, OpenAi},
};
use crate::{
    config::{Config, ProviderConfig},
    secret::Secret,
};

/// The provider whose models go by their bare names.
pub const OPENAI: &str = "openai";
/// Model of new conversations where the settings name none.
const USUAL_MODEL: &str = "gpt-4o-mini";
/// How long a provider may take to say how it is.
const HEALTH_TIMEOUT: Duration = Duration::from_secs(5);
/// How long its word is believed: asking this server for its health must not hammer the services.
const HEALTH_AGE: Duration = Duration::from_secs(15);
/// Providers whose base URL is known, with it and the models they offer until they were asked.
const KNOWN: &[(&str, &str, &[&str])] = &[
    (OPENAI, "https://api.openai.com/v1", openai::OPENAI_MODELS),
    ("deepseek", "https://api.deepseek.com/v1", openai::DEEPSEEK_MODELS),
];

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
}

#[derive(Debug)]
struct Entry {
    provider: Arc<dyn Provider>,
    access: Access,
    models: RwLock<Vec<ModelInfo>>,
    /// Whether the service is asked for its models.
    asked: bool,
    health: Mutex<Option<(Instant, PartHealth)>>,
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
    /// Builds the adapters the settings name, the guide always among them.
    pub fn from_config(config: &Config) -> Result<Self, ProviderError> {
        let mut entries = Vec::new();
        let mut client = None;
        // OpenAI first: among several it is the one people expect.
        let (first, others): (Vec<_>, Vec<_>) =
            config.providers.iter().partition(|(name, _)| *name == OPENAI);
        for (name, settings) in first.into_iter().chain(others) {
            let Some(base_url) = base_url(name, settings)? else { continue };
            let client = match &client {
                Some(client) => client,
                None => client.insert(http_client::build()?),
            };
            let place = openai::Place { name: name.clone(), base_url, key: key(settings) };
            let provider = OpenAi::new(client.clone(), place)?;
            let asked = settings.models.is_empty();
            let entry = Entry::new(Arc::new(provider), listed(name, settings), asked);
            let access = if key(settings).is_some() { Access::ServerKey } else { Access::Keyless };
            entries.push(Entry { access, ..entry });
        }
        entries.push(Entry::new(Arc::new(Guide::default()), vec![guide::model()], false));
        Ok(Self { entries, preferred: config.models.default.clone() })
    }

    /// Exactly these providers, each with the models it is to answer for; the first model of the first is the default.
    pub fn with(providers: Vec<(Arc<dyn Provider>, Vec<ModelInfo>)>) -> Self {
        let preferred =
            providers.first().and_then(|(_, models)| models.first()).map(|model| model.id.clone());
        let entries = providers
            .into_iter()
            .map(|(provider, models)| Entry::new(provider, models, false))
            .collect();
        Self { entries, preferred }
    }

    /// Asks providers whose settings list no models for theirs. Called at start and now and then; failures are logged.
    pub async fn discover(&self) {
        let asked = self.entries.iter().filter(|entry| entry.asked);
        join_all(asked.map(Entry::discover)).await;
    }

    /// The model and its provider; `None` names the default.
    pub fn resolve(&self, model: Option<&str>) -> Option<Resolved> {
        let id = model.map_or_else(|| self.default_model(), str::to_owned);
        self.entries.iter().find_map(|entry| entry.resolve(&id))
    }

    pub fn models(&self) -> Vec<ModelInfo> {
        self.entries.iter().flat_map(|entry| entry.models.read().clone()).collect()
    }

    /// The settings' model; else the usual one, else the first of `openai`; else the guide. Each only where it is there.
    pub fn default_model(&self) -> String {
        let there = |id: &&str| self.entries.iter().any(|entry| entry.resolve(id).is_some());
        let named = [self.preferred.as_deref(), Some(USUAL_MODEL)];
        if let Some(id) = named.into_iter().flatten().find(there) {
            return id.to_owned();
        }
        let openai = self.entries.iter().filter(|entry| entry.provider.name() == OPENAI);
        let first = openai.chain(&self.entries).find_map(Entry::first_unless_other);
        first.unwrap_or_else(|| GUIDE.to_owned())
    }

    /// Each provider's name and state.
    pub async fn health(&self) -> Vec<(String, PartHealth)> {
        join_all(
            self.entries
                .iter()
                .map(async |entry| (entry.provider.name().to_owned(), entry.health().await)),
        )
        .await
    }
}

impl Entry {
    fn new(provider: Arc<dyn Provider>, models: Vec<ModelInfo>, asked: bool) -> Self {
        Self {
            provider,
            access: Access::Keyless,
            models: RwLock::new(models),
            asked,
            health: Mutex::new(None),
        }
    }

    async fn discover(&self) {
        let name = self.provider.name();
        match self.provider.models().await {
            Ok(models) if models.is_empty() => {
                tracing::warn!(provider.name = name, "{name} lists no models; its usual ones stay");
            }
            Ok(models) => {
                tracing::info!(
                    provider.name = name,
                    count = models.len(),
                    "{name} offers {} models",
                    models.len()
                );
                *self.models.write() = models;
            }
            Err(error) => {
                tracing::warn!(provider.name = name, %error, "{name} did not say which models it has: {error}");
            }
        }
    }

    fn resolve(&self, id: &str) -> Option<Resolved> {
        let model = self.models.read().iter().find(|model| model.id == id).cloned()?;
        let prefix = prefix(self.provider.name());
        let upstream = prefix.and_then(|prefix| id.strip_prefix(&prefix).map(str::to_owned));
        Some(Resolved {
            provider: self.provider.clone(),
            upstream: upstream.unwrap_or_else(|| id.to_owned()),
            access: self.access,
            model,
        })
    }

    /// The first model, of `openai` and the guide only: others are used when somebody chose them.
    fn first_unless_other(&self) -> Option<String> {
        let chosen = prefix(self.provider.name()).is_none();
        self.models.read().first().filter(|_| chosen).map(|model| model.id.clone())
    }

    /// Many askers wait for one answer.
    async fn health(&self) -> PartHealth {
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

/// Where the provider is; `None` where it is not in use: a service that is known to want a key has none.
fn base_url(name: &str, settings: &ProviderConfig) -> Result<Option<Url>, ProviderError> {
    let setting = format!("providers.{name}.base_url");
    let known = KNOWN.iter().find(|(known, ..)| *known == name).map(|(_, url, _)| *url);
    let Some(url) = settings.base_url.as_deref().or(known) else {
        let detail = format!("{setting} is missing; set it to the service's address");
        return Err(ProviderError::new(ErrorKind::BadRequest, detail));
    };
    let url = http_client::base_url(&setting, url)?;
    let keyless = known.map(|known| http_client::base_url(&setting, known)).transpose()?;
    Ok((key(settings).is_some() || keyless.as_ref() != Some(&url)).then_some(url))
}

fn key(settings: &ProviderConfig) -> Option<Secret> {
    let key = settings.key.as_ref().map(|key| key.expose().trim());
    key.filter(|key| !key.is_empty()).map(Secret::new)
}

/// The settings' models, or those known of the service.
fn listed(name: &str, settings: &ProviderConfig) -> Vec<ModelInfo> {
    let known =
        KNOWN.iter().find(|(known, ..)| *known == name).map_or(&[][..], |(_, _, list)| list);
    if settings.models.is_empty() {
        known.iter().map(|model| openai::model(name, model)).collect()
    } else {
        settings.models.iter().map(|model| openai::model(name, model)).collect()
    }
}

#[cfg(test)]
mod tests;
