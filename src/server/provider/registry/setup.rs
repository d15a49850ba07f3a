//! Providers out of the settings.

use std::sync::Arc;

use adda_protocol::dto::ModelInfo;
use reqwest::{Client, Url};

use super::{Access, Entry, OPENAI};
use crate::{
    config::{Config, Dialect, ProviderConfig},
    provider::{
        ErrorKind, Provider, ProviderError, http_client,
        openai::{self, OpenAi, Place},
    },
    secret::Secret,
};

/// A service whose address is known: it is there without settings, for people who bring a key of their own.
struct Known {
    name: &'static str,
    title: &'static str,
    base_url: &'static str,
    dialect: Dialect,
    /// What it offers until it was asked.
    models: &'static [&'static str],
}

const KNOWN: &[Known] = &[
    Known {
        name: OPENAI,
        title: "OpenAI",
        base_url: "https://api.openai.com/v1",
        dialect: Dialect::OpenAi,
        models: openai::OPENAI_MODELS,
    },
    Known {
        name: "deepseek",
        title: "DeepSeek",
        base_url: "https://api.deepseek.com/v1",
        dialect: Dialect::OpenAi,
        models: openai::DEEPSEEK_MODELS,
    },
];

/// The known ones in the order in which they are offered, then those only the settings know.
pub(super) fn entries(config: &Config) -> Result<Vec<Entry>, ProviderError> {
    let client = http_client::build()?;
    let usual = ProviderConfig::default();
    let known = KNOWN
        .iter()
        .map(|known| (known.name, Some(known), config.providers.get(known.name).unwrap_or(&usual)));
    let is_known = |name: &str| KNOWN.iter().any(|known| known.name == name);
    let others = config.providers.iter().filter(|(name, _)| !is_known(name));
    let others = others.map(|(name, settings)| (name.as_str(), None, settings));
    known
        .chain(others)
        .filter(|(.., settings)| settings.enabled)
        .map(|(name, known, settings)| entry(&client, name, known, settings))
        .collect()
}

fn entry(
    client: &Client,
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
    let place = Place { name: name.to_owned(), base_url, key };
    Ok(Entry {
        title: known.map_or(name, |known| known.title).to_owned(),
        access,
        takes_keys: true,
        // Without a key a service says nothing, and nobody is called who was not set up.
        asked: settings.models.is_empty() && (access != Access::NoKey || elsewhere),
        ..Entry::new(adapter(client, dialect, place)?, listed(name, known, settings))
    })
}

fn adapter(
    client: &Client,
    _dialect: Dialect,
    place: Place,
) -> Result<Arc<dyn Provider>, ProviderError> {
    Ok(Arc::new(OpenAi::new(client.clone(), place)?))
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
            let elsewhere = usual.is_none_or(|usual| usual != own);
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

/// The settings' models, or those known of the service.
fn listed(name: &str, known: Option<&Known>, settings: &ProviderConfig) -> Vec<ModelInfo> {
    if settings.models.is_empty() {
        let models = known.map_or(&[][..], |known| known.models);
        models.iter().map(|model| openai::model(name, model)).collect()
    } else {
        settings.models.iter().map(|model| openai::model(name, model)).collect()
    }
}
