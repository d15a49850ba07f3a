//! The model table: what is known of models, wherever a service or the settings name them. One data file beside this one,
//! and the settings over it.

use std::collections::BTreeMap;

use adda_protocol::{
    dto::{ModelInfo, Price},
    model::micros,
};
use serde::Deserialize;

use super::{guide::GUIDE, registry::prefix};
use crate::config::{Config, ModelConfig};

const TABLE: &str = include_str!("models.toml");
/// Services that run on the operator's own machine.
const FREE: &[&str] = &[GUIDE, "ollama"];
const DOLLARS: &str = "USD";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    model: Vec<Row>,
}

/// One model of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    provider: String,
    /// As its service knows it.
    id: String,
    name: String,
    context_window: Option<u64>,
    output_limit: Option<u64>,
    price: Option<Quote>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Quote {
    input: String,
    cached_input: Option<String>,
    output: String,
    as_of: String,
}

/// What is known of models, by the ids this server's people use.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    models: BTreeMap<String, ModelInfo>,
    /// Ids in the table's order, which is the order in which they are offered.
    order: Vec<String>,
    settings: BTreeMap<String, ModelConfig>,
}

impl Catalog {
    /// The file with the settings over it. A file that cannot be read is a mistake of ours that the tests find; the
    /// server then knows no prices.
    pub fn new(config: &Config) -> Self {
        let rows = toml::from_str::<File>(TABLE).map_or_else(
            |error| {
                tracing::error!(%error, "the model table cannot be read: {error}");
                Vec::new()
            },
            |file| file.model,
        );
        let mut catalog = Self { settings: config.model.clone(), ..Self::default() };
        for row in rows {
            let info = info(row);
            catalog.order.push(info.id.clone());
            catalog.models.insert(info.id.clone(), info);
        }
        catalog
    }

    /// The models the table knows of a service, then those the settings add to it.
    pub fn of(&self, provider: &str) -> Vec<ModelInfo> {
        let known = self.order.iter().filter_map(|id| self.models.get(id));
        let mut models: Vec<_> =
            known.filter(|model| model.provider == provider).cloned().collect();
        models.extend(self.added(provider, &models));
        models
    }

    /// The models of the settings that `models` of this service lack.
    pub fn added(&self, provider: &str, models: &[ModelInfo]) -> Vec<ModelInfo> {
        let missing = |id: &&String| !models.iter().any(|model| model.id == **id);
        let ids = self.settings.keys().filter(missing).filter(|id| provider_of(id) == provider);
        ids.map(|id| ModelInfo {
            id: id.clone(),
            name: bare(id).to_owned(),
            provider: provider.to_owned(),
            ..ModelInfo::default()
        })
        .collect()
    }

    /// What a service listed, in the table's order and then in its own. A snapshot by date counts as the model the table
    /// has without it.
    pub fn sorted(&self, models: Vec<ModelInfo>) -> Vec<ModelInfo> {
        let mut sorted: Vec<ModelInfo> = Vec::with_capacity(models.len());
        for model in models {
            let undated = undated(&model.id).filter(|_| !self.models.contains_key(&model.id));
            let model = undated.and_then(|id| self.models.get(id)).cloned().unwrap_or(model);
            if !sorted.iter().any(|listed| listed.id == model.id) {
                sorted.push(model);
            }
        }
        let place = |model: &ModelInfo| self.order.iter().position(|id| *id == model.id);
        sorted.sort_by_key(|model| place(model).unwrap_or(self.order.len()));
        sorted
    }

    /// Fills in what is known of a model; `None` where the settings hide it.
    pub fn describe(&self, model: ModelInfo) -> Option<ModelInfo> {
        let known = self.models.get(&model.id);
        let mut model = match known {
            Some(known) => ModelInfo { state: model.state, ..known.clone() },
            None => model,
        };
        if model.price.is_none() && FREE.contains(&model.provider.as_str()) {
            model.price = Some(free());
        }
        match self.settings.get(&model.id) {
            Some(settings) if settings.hidden => None,
            Some(settings) => Some(overridden(model, settings)),
            None => Some(model),
        }
    }
}

fn info(row: Row) -> ModelInfo {
    let price = row.price.and_then(|quote| {
        Some(Price {
            currency: DOLLARS.to_owned(),
            input: micros(&quote.input)?,
            cached_input: match &quote.cached_input {
                Some(word) => Some(micros(word)?),
                None => None,
            },
            output: micros(&quote.output)?,
            as_of: quote.as_of,
        })
    });
    ModelInfo {
        id: format!("{}{}", prefix(&row.provider).unwrap_or_default(), row.id),
        name: row.name,
        provider: row.provider,
        context_window: row.context_window,
        output_limit: row.output_limit,
        price,
        ..ModelInfo::default()
    }
}

fn overridden(mut model: ModelInfo, settings: &ModelConfig) -> ModelInfo {
    if let Some(name) = &settings.name {
        model.name.clone_from(name);
    }
    model.context_window = settings.context_window.or(model.context_window);
    model.output_limit = settings.output_limit.or(model.output_limit);
    if let Some(price) = settings.price() {
        model.price = Some(price);
    }
    model
}

fn free() -> Price {
    Price {
        currency: DOLLARS.to_owned(),
        input: 0,
        cached_input: None,
        output: 0,
        as_of: String::new(),
    }
}

/// `provider/model`, or a bare name of the provider that goes without.
fn provider_of(id: &str) -> &str {
    id.split_once('/').map_or(super::registry::OPENAI, |(provider, _)| provider)
}

/// `claude-haiku-4-5-20251001` without its date.
fn undated(id: &str) -> Option<&str> {
    let (name, date) = id.rsplit_once('-')?;
    (date.len() == 8 && date.bytes().all(|digit| digit.is_ascii_digit())).then_some(name)
}

fn bare(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, name)| name)
}

#[cfg(test)]
mod tests;
