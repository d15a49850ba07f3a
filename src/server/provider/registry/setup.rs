//! Providers out of the settings.

use std::sync::Arc;

use adda_protocol::dto::ModelInfo;
use reqwest::{Client, Url};

use super::{Access, Entry, OPENAI};
use crate::{
    config::{Config, Dialect, ProviderConfig},
    provider::{
        ErrorKind, Place, Provider, ProviderError,
        anthropic::Anthropic,
        gemini::Gemini,
        http_client, offered,
        ollama::{self, Ollama},
        openai::OpenAi,
    },
    secret::Secret,
};

/// A service whose address is known: it is there without settings, for people who bring a key of their own.
struct Known {
    name: &'static str,
    title: &'static str,
    base_url: &'static str,
    dialect: Dialect,
}

const KNOWN: &[Known] = &[
    Known {
        name: OPENAI,
        title: "OpenAI",
        base_url: "https://api.openai.com/v1",
        dialect: Dialect::OpenAi,
    },
    Known {
        name: "anthropic",
        title: "Anthropic",
        base_url: "https://api.anthropic.com",
        dialect: Dialect::Anthropic,
    },
    Known {
        name: "gemini",
        title: "Google Gemini",
        base_url: "https://generativelanguage.googleapis.com",
        dialect: Dialect::Gemini,
    },
    Known {
        name: "deepseek",
        title: "DeepSeek",
        base_url: "https://api.deepseek.com/v1",
        dialect: Dialect::OpenAi,
    },
];

/// The one that is looked for on this machine.
const OLLAMA: &str = "ollama";

/// The known ones in the order in which they are offered, then those only the settings know.
pub(super) fn entries(config: &Config) -> Result<Vec<Entry>, ProviderError> {
    let clients = Clients { far: http_client::build()?, near: http_client::build_local()? };
    let usual = ProviderConfig::default();
    let settings = |name: &str| config.providers.get(name).unwrap_or(&usual);
    let mut entries = Vec::new();
    for known in KNOWN {
        if settings(known.name).enabled {
            entries.push(entry(&clients, known.name, Some(known), settings(known.name))?);
        }
    }
    for (name, settings) in &config.providers {
        let is_known = name == OLLAMA || KNOWN.iter().any(|known| known.name == name);
        if settings.enabled && !is_known {
            entries.push(entry(&clients, name, None, settings)?);
        }
    }
    if settings(OLLAMA).enabled {
        entries.push(ollama(&clients, settings(OLLAMA))?);
    }
    Ok(entries)
}

/// No proxy stands between services on this machine and us.
struct Clients {
    far: Client,
    near: Client,
}

impl Clients {
    fn to(&self, url: &Url) -> Client {
        if http_client::is_local(url) { self.near.clone() } else { self.far.clone() }
    }
}

fn entry(
    clients: &Clients,
    name: &str,
    known: Option<&Known>,
    settings: &ProviderConfig,
) -> Result<Entry, ProviderError> {
    let (base_url, elsewhere) = base_url(name, known, settings)?;
    let key = key(settings);
    let access = match &key {
        Some(_) => Access::ServerKey,
        None if settings.key_required.unwrap_or(!elsewhere) => Access::NoKey,
        None => Access::Keyless,
    };
    let dialect = settings.dialect.or(known.map(|known| known.dialect)).unwrap_or_default();
    let client = clients.to(&base_url);
    let fingerprint = key.as_ref().map(Secret::fingerprint);
    let place = Place { name: name.to_owned(), base_url, key };
    Ok(Entry {
        title: known.map_or(name, |known| known.title).to_owned(),
        access,
        key: fingerprint,
        takes_keys: true,
        // Without a key a service says nothing, and nobody is called who was not set up.
        asked: settings.models.is_empty() && (access != Access::NoKey || elsewhere),
        ..Entry::new(adapter(client, dialect, place)?, listed(name, settings))
    })
}

/// Named by the operator it is a service like any other; else it is looked for where it usually is.
fn ollama(clients: &Clients, settings: &ProviderConfig) -> Result<Entry, ProviderError> {
    let named = settings.base_url.as_deref();
    let setting = format!("providers.{OLLAMA}.base_url");
    let base_url = http_client::base_url(&setting, named.unwrap_or(ollama::USUAL_PLACE))?;
    let key = key(settings);
    let access = if key.is_some() { Access::ServerKey } else { Access::Keyless };
    let client = clients.to(&base_url);
    let provider = Ollama::new(client, Place { name: OLLAMA.to_owned(), base_url, key })?;
    Ok(Entry {
        title: "Ollama".to_owned(),
        access,
        asked: settings.models.is_empty(),
        sought: named.is_none() && settings.models.is_empty(),
        ..Entry::new(Arc::new(provider), listed(OLLAMA, settings))
    })
}

fn adapter(
    client: Client,
    dialect: Dialect,
    place: Place,
) -> Result<Arc<dyn Provider>, ProviderError> {
    Ok(match dialect {
        Dialect::OpenAi => Arc::new(OpenAi::new(client, place)?),
        Dialect::Anthropic => Arc::new(Anthropic::new(client, place)?),
        Dialect::Gemini => Arc::new(Gemini::new(client, place)?),
    })
}

/// Where the provider is, and whether that is somewhere else than where everybody knows it to be.
fn base_url(
    name: &str,
    known: Option<&Known>,
    settings: &ProviderConfig,
) -> Result<(Url, bool), ProviderError> {
    let setting = format!("providers.{name}.base_url");
    let usual = known.map(|known| http_client::base_url(&setting, known.base_url)).transpose()?;
    let own = settings.base_url.as_deref().map(|url| http_client::base_url(&setting, url));
    match (own.transpose()?, usual) {
        (Some(own), usual) => {
            let elsewhere = usual.is_none_or(|usual| usual.origin() != own.origin());
            Ok((own, elsewhere))
        }
        (None, Some(usual)) => Ok((usual, false)),
        (None, None) => {
            let detail = format!("{setting} is missing; set it to the service's address");
            Err(ProviderError::new(ErrorKind::BadRequest, detail))
        }
    }
}

fn key(settings: &ProviderConfig) -> Option<Secret> {
    let key = settings.key.as_ref().map(|key| key.expose().trim());
    key.filter(|key| !key.is_empty()).map(Secret::new)
}

/// The settings' models.
fn listed(name: &str, settings: &ProviderConfig) -> Vec<ModelInfo> {
    settings.models.iter().map(|model| offered::model(name, model)).collect()
}
