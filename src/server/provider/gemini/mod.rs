//! Adapter for Google's Gemini API and gateways that speak it.

mod body;
mod calls;
mod embeddings;
mod error;
mod stream;
mod version;

use std::sync::Arc;

use adda_protocol::dto::{ModelInfo, PartHealth};
use async_trait::async_trait;
use reqwest::{Client, Url};
use serde_json::Value;

use super::{
    ChatRequest, EmbeddingRequest, Embeddings, EventStream, Provider, ProviderError, offered,
    service::{Listing, Manner, Pages, Place, Service, answer},
    tokens,
};
use crate::secret::Secret;

const VERSION: &str = "v1beta";

static MANNER: Manner = Manner {
    // Never in the address: addresses are written to logs.
    key_header: "x-goog-api-key",
    key_prefix: "",
    headers: &[],
    told: error::told,
};

static LISTING: Listing = Listing {
    path: &[VERSION, "models"],
    entries: "models",
    pages: Some(Pages { size: "pageSize", after: "pageToken", next }),
};

fn next(page: &Value) -> Option<&str> {
    page.get("nextPageToken").and_then(Value::as_str).filter(|next| !next.is_empty())
}

/// One service that speaks the dialect.
#[derive(Clone, Debug)]
pub struct Gemini {
    service: Service,
}

impl Gemini {
    pub fn new(client: Client, place: Place) -> Result<Self, ProviderError> {
        Ok(Self { service: Service::new(client, place.without(VERSION), &MANNER)? })
    }

    fn method(&self, model: &str, method: &str) -> Url {
        self.service.url(&[VERSION, "models", &format!("{model}:{method}")])
    }
}

/// A listed model, if one can talk with it.
fn model(provider: &str, entry: &Value) -> Option<ModelInfo> {
    let methods = entry.get("supportedGenerationMethods").and_then(Value::as_array)?;
    let id = entry.get("name")?.as_str()?.strip_prefix("models/")?;
    if !methods.iter().any(|method| method == "generateContent") || !version::chats(id) {
        return None;
    }
    let figure = |name: &str| entry.get(name).and_then(Value::as_u64).filter(|&most| most > 0);
    let model = ModelInfo {
        context_window: figure("inputTokenLimit"),
        output_limit: figure("outputTokenLimit"),
        ..offered::model(provider, id)
    };
    Some(offered::named(model, entry.get("displayName").and_then(Value::as_str)))
}

#[async_trait]
impl Provider for Gemini {
    fn name(&self) -> &str {
        self.service.name()
    }

    async fn models(&self) -> Result<Vec<ModelInfo>, ProviderError> {
        let listed = self.service.listed(&LISTING).await?;
        Ok(offered::fit(listed.iter().filter_map(|entry| model(self.name(), entry))))
    }

    async fn stream(&self, request: ChatRequest) -> Result<EventStream, ProviderError> {
        let mut url = self.method(&request.model, "streamGenerateContent");
        url.set_query(Some("alt=sse"));
        let response = self.service.post_stream(url, &body::body(&request)).await?;
        let reader = stream::Answer::new(self.service.clone());
        Ok(answer::events(response.bytes_stream(), reader, request))
    }

    fn with_key(&self, key: &Secret) -> Option<Result<Arc<dyn Provider>, ProviderError>> {
        let service = self.service.with_key(key);
        Some(service.map(|service| Arc::new(Self { service }) as _))
    }

    async fn embed(&self, request: EmbeddingRequest) -> Result<Embeddings, ProviderError> {
        let url = self.method(&request.model, "batchEmbedContents");
        let mut vectors = Vec::new();
        for texts in request.texts.chunks(embeddings::BATCH) {
            let made = self.service.post(url.clone(), &embeddings::body(&request, texts)).await?;
            vectors.extend(embeddings::read(made, texts)?);
        }
        // The API does not tell.
        let input_tokens = request.texts.iter().map(|text| tokens::estimate(text)).sum();
        Ok(Embeddings { vectors, input_tokens })
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
    use serde_json::json;

    use super::*;

    #[test]
    fn model_is_offered_where_it_generates_text() {
        let entry = |name: &str, method: &str| {
            json!({"name": name, "displayName": "Gemini X", "inputTokenLimit": 1_048_576,
                "outputTokenLimit": 65_536, "supportedGenerationMethods": [method]})
        };
        let chat = model("gemini", &entry("models/gemini-2.5-pro", "generateContent")).unwrap();
        assert_eq!((chat.id.as_str(), chat.name.as_str()), ("gemini/gemini-2.5-pro", "Gemini X"));
        assert_eq!((chat.context_window, chat.output_limit), (Some(1_048_576), Some(65_536)));
        assert_eq!(model("gemini", &entry("models/gemini-embedding-001", "embedContent")), None);
        assert_eq!(
            model("gemini", &entry("models/gemini-2.5-flash-image", "generateContent")),
            None
        );
    }
}
