//! Which providers this server has, and which of them answers for a model id.

use std::sync::Arc;

use adda_protocol::dto::{ModelInfo, PartHealth};

use super::Provider;
use crate::config::Config;

/// A model with the provider that runs it.
#[derive(Clone, Debug)]
pub struct Resolved {
    pub provider: Arc<dyn Provider>,
    pub model: ModelInfo,
    /// The model's name as its service knows it.
    pub upstream: String,
}

#[derive(Debug)]
pub struct Registry {
    providers: Vec<Arc<dyn Provider>>,
}

#[expect(unused_variables, clippy::unused_async, clippy::todo, reason = "skeleton")]
impl Registry {
    /// Builds the adapters the settings name, the guide always among them.
    pub fn from_config(config: &Config) -> Result<Self, super::ProviderError> {
        todo!()
    }

    /// Exactly these providers, each with the models it is to answer for; the first model of the first is the default.
    pub fn with(providers: Vec<(Arc<dyn Provider>, Vec<ModelInfo>)>) -> Self {
        todo!()
    }

    /// Asks providers whose settings list no models for theirs. Called at start and now and then; failures are logged.
    pub async fn discover(&self) {
        todo!()
    }

    /// The model and its provider; `None` names the default.
    pub fn resolve(&self, model: Option<&str>) -> Option<Resolved> {
        todo!()
    }

    pub fn models(&self) -> Vec<ModelInfo> {
        todo!()
    }

    pub fn default_model(&self) -> String {
        todo!()
    }

    /// Each provider's name and state.
    pub async fn health(&self) -> Vec<(String, PartHealth)> {
        todo!()
    }
}
