//! Adapter for `OpenAI` and everything that speaks its chat completions dialect.

mod body;
mod embeddings;
mod error;
mod offered;
mod stream;
mod wire;

use std::sync::Arc;

use adda_protocol::dto::{ModelInfo, PartHealth};
use async_trait::async_trait;
use reqwest::{Client, Url};
use serde_json::Value;

pub use super::service::Place;
use super::{
    ChatRequest, EmbeddingRequest, Embeddings, EventStream, Provider, ProviderError,
    service::{Listing, Manner, Service, answer},
};
use crate::secret::Secret;
use body::House;
pub(super) use body::decimal;

pub(super) static MANNER: Manner =
    Manner { key_header: "authorization", key_prefix: "Bearer ", headers: &[], told: error::told };

static LISTING: Listing = Listing { path: &["models"], entries: "data", pages: None };

/// One service that speaks the dialect.
#[derive(Clone, Debug)]
pub struct OpenAi {
    service: Service,
    house: House,
    official: bool,
}

impl OpenAi {
    pub fn new(client: Client, place: Place) -> Result<Self, ProviderError> {
        let base_url = versioned(place.base_url);
        let host = base_url.host_str().unwrap_or_default();
        let official = host == "api.openai.com";
        let house = if official || host.ends_with(".openai.azure.com") {
            House::Official
        } else {
            House::Compatible
        };
        let service = Service::new(client, Place { base_url, ..place }, &MANNER)?;
        Ok(Self { service, house, official })
    }
}

/// A bare host gets `/v1`, where the dialect lives by custom.
fn versioned(mut base_url: Url) -> Url {
    if base_url.path() == "/" {
        base_url.set_path("/v1/");
    }
    base_url
}

#[async_trait]
impl Provider for OpenAi {
    fn name(&self) -> &str {
        self.service.name()
    }

    async fn models(&self) -> Result<Vec<ModelInfo>, ProviderError> {
        let listed = self.service.listed(&LISTING).await?;
        let id = |entry: &Value| Some(entry.get("id")?.as_str()?.to_owned());
        let ids = listed.iter().filter_map(id).collect();
        Ok(offered::models(self.name(), ids, self.official))
    }

    async fn stream(&self, request: ChatRequest) -> Result<EventStream, ProviderError> {
        let url = self.service.url(&["chat", "completions"]);
        let response = self.service.post_stream(url, &body::body(&request, self.house)).await?;
        let reader = stream::Answer::new(self.service.clone());
        Ok(answer::events(response.bytes_stream(), reader, request))
    }

    fn with_key(&self, key: &Secret) -> Option<Result<Arc<dyn Provider>, ProviderError>> {
        let service = self.service.with_key(key);
        Some(service.map(|service| Arc::new(Self { service, ..self.clone() }) as _))
    }

    async fn embed(&self, request: EmbeddingRequest) -> Result<Embeddings, ProviderError> {
        let url = self.service.url(&["embeddings"]);
        let made = self.service.post(url, &embeddings::body(&request)).await?;
        embeddings::read(made, &request)
    }

    fn thinks_unseen(&self, model: &str) -> bool {
        self.house == House::Official && body::reasons(model)
    }

    fn origin(&self) -> String {
        self.service.origin()
    }

    async fn health(&self) -> PartHealth {
        self.service.health(self.models().await)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_url_of_a_bare_host_gets_the_usual_version() {
        for (given, used) in [
            ("http://localhost:8000/", "http://localhost:8000/v1/"),
            ("https://api.openai.com/v1/", "https://api.openai.com/v1/"),
            ("https://api.z.ai/api/paas/v4/", "https://api.z.ai/api/paas/v4/"),
        ] {
            assert_eq!(versioned(Url::parse(given).unwrap()).as_str(), used);
        }
    }
}
