//! Adapter for Anthropic's Messages API and gateways that speak it.

mod body;
mod error;
mod stream;
mod usage;
mod version;

use std::sync::Arc;

use adda_protocol::dto::{ModelInfo, PartHealth};
use async_trait::async_trait;
use reqwest::Client;
use serde_json::Value;

use super::{
    ChatRequest, EventStream, Provider, ProviderError, offered,
    service::{Listing, Manner, Pages, Place, Service, answer},
};
use crate::secret::Secret;

static MANNER: Manner = Manner {
    key_header: "x-api-key",
    key_prefix: "",
    headers: &[("anthropic-version", "2023-06-01")],
    told: error::told,
};

static LISTING: Listing = Listing {
    path: &["v1", "models"],
    entries: "data",
    pages: Some(Pages { size: "limit", after: "after_id", next: last }),
};

/// The last model of a page that more follow.
fn last(page: &Value) -> Option<&str> {
    let more = page.get("has_more") == Some(&Value::Bool(true));
    page.get("last_id").and_then(Value::as_str).filter(|_| more)
}

/// One service that speaks the dialect.
#[derive(Clone, Debug)]
pub struct Anthropic {
    service: Service,
}

impl Anthropic {
    pub fn new(client: Client, place: Place) -> Result<Self, ProviderError> {
        Ok(Self { service: Service::new(client, place.without("v1"), &MANNER)? })
    }
}

fn model(provider: &str, entry: &Value) -> Option<ModelInfo> {
    let figure = |name: &str| entry.get(name).and_then(Value::as_u64).filter(|&most| most > 0);
    let id = entry.get("id")?.as_str()?;
    let model = ModelInfo {
        context_window: figure("max_input_tokens"),
        output_limit: figure("max_tokens"),
        ..offered::model(provider, id)
    };
    Some(offered::named(model, entry.get("display_name").and_then(Value::as_str)))
}

#[async_trait]
impl Provider for Anthropic {
    fn name(&self) -> &str {
        self.service.name()
    }

    async fn models(&self) -> Result<Vec<ModelInfo>, ProviderError> {
        let listed = self.service.listed(&LISTING).await?;
        Ok(offered::fit(listed.iter().filter_map(|entry| model(self.name(), entry))))
    }

    async fn stream(&self, request: ChatRequest) -> Result<EventStream, ProviderError> {
        let url = self.service.url(&["v1", "messages"]);
        let response = self.service.post_stream(url, &body::body(&request)).await?;
        let reader = stream::Answer::new(self.service.clone());
        Ok(answer::events(response.bytes_stream(), reader, request))
    }

    fn with_key(&self, key: &Secret) -> Option<Result<Arc<dyn Provider>, ProviderError>> {
        let service = self.service.with_key(key);
        Some(service.map(|service| Arc::new(Self { service }) as _))
    }

    fn origin(&self) -> String {
        self.service.origin()
    }

    async fn health(&self) -> PartHealth {
        self.service.health(self.models().await)
    }
}
