//! Adapter for Anthropic's Messages API and gateways that speak it.

mod body;
mod error;
mod stream;
mod usage;
mod version;

use std::sync::Arc;

use adda_protocol::dto::{ModelInfo, PartHealth};
use async_trait::async_trait;
use reqwest::{Client, Url};
use serde_json::Value;

use super::{
    ChatRequest, ErrorKind, EventStream, Provider, ProviderError, offered,
    service::{Manner, Place, Service, answer},
};
use crate::secret::Secret;

/// Most pages of the list of models that are asked for.
const PAGES: usize = 5;
const PAGE: &str = "1000";

static MANNER: Manner = Manner {
    key_header: "x-api-key",
    key_prefix: "",
    headers: &[("anthropic-version", "2023-06-01")],
    told: error::told,
};

/// One service that speaks the dialect.
#[derive(Clone, Debug)]
pub struct Anthropic {
    service: Service,
}

impl Anthropic {
    pub fn new(client: Client, place: Place) -> Result<Self, ProviderError> {
        let base_url = unversioned(place.base_url);
        Ok(Self { service: Service::new(client, Place { base_url, ..place }, &MANNER)? })
    }

    async fn page(
        &self,
        after: Option<&str>,
    ) -> Result<(Vec<ModelInfo>, Option<String>), ProviderError> {
        let mut url = self.service.url(&["v1", "models"]);
        url.query_pairs_mut().append_pair("limit", PAGE);
        if let Some(after) = after {
            url.query_pairs_mut().append_pair("after_id", after);
        }
        let list = self.service.get(url).await?;
        let entries = list.get("data").and_then(Value::as_array).ok_or_else(|| {
            ProviderError::new(ErrorKind::Malformed, "the list of models has no data")
        })?;
        let models = entries.iter().filter_map(|entry| model(self.name(), entry)).collect();
        let more = list.get("has_more") == Some(&Value::Bool(true));
        let last = list.get("last_id").and_then(Value::as_str).filter(|_| more);
        Ok((models, last.map(str::to_owned)))
    }
}

/// `/v1` belongs to the paths here; it is often written into base URLs all the same.
fn unversioned(mut base_url: Url) -> Url {
    if let Some(path) = base_url.path().strip_suffix("v1/").map(str::to_owned) {
        base_url.set_path(&path);
    }
    base_url
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
        let mut models = Vec::new();
        let mut after = None;
        for _ in 0..PAGES {
            let (page, last) = self.page(after.as_deref()).await?;
            models.extend(page);
            after = last;
            if after.is_none() {
                break;
            }
        }
        Ok(offered::fit(models))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_url_is_taken_with_and_without_the_version() {
        for (given, used) in [
            ("https://api.anthropic.com/", "https://api.anthropic.com/"),
            ("https://api.anthropic.com/v1/", "https://api.anthropic.com/"),
            ("https://api.deepseek.com/anthropic/", "https://api.deepseek.com/anthropic/"),
        ] {
            assert_eq!(unversioned(Url::parse(given).unwrap()).as_str(), used);
        }
    }
}
