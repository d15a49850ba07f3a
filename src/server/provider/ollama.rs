//! Adapter for Ollama: it chats in `OpenAI`'s dialect and lists its models in its own. It is the operator's, so people
//! bring no keys for it.

use adda_protocol::dto::{ModelInfo, PartHealth};
use async_trait::async_trait;
use reqwest::Client;
use serde_json::Value;

use super::{
    ChatRequest, EmbeddingRequest, Embeddings, EventStream, Place, Provider, ProviderError,
    offered,
    openai::{MANNER, OpenAi},
    service::{Listing, Service},
};

/// Where Ollama listens unless it is told otherwise.
pub const USUAL_PLACE: &str = "http://127.0.0.1:11434";

/// Families of models that make vectors only.
const NO_CHAT: &[&str] = &["bert", "nomic-bert", "nomic-bert-moe"];

static LISTING: Listing = Listing { path: &["api", "tags"], entries: "models", pages: None };

/// One Ollama.
#[derive(Clone, Debug)]
pub struct Ollama {
    chat: OpenAi,
    own: Service,
}

impl Ollama {
    pub fn new(client: Client, place: Place) -> Result<Self, ProviderError> {
        // `/v1`, where the common dialect is, is often written into the address.
        let Place { name, base_url, key } = place.without("v1");
        let mut versioned = base_url.clone();
        versioned.set_path(&format!("{}v1/", base_url.path()));
        let at = |base_url| Place { name: name.clone(), base_url, key: key.clone() };
        let chat = OpenAi::new(client.clone(), at(versioned))?;
        Ok(Self { chat, own: Service::new(client, at(base_url), &MANNER)? })
    }
}

/// A listed model, if one can talk with it.
fn model(provider: &str, entry: &Value) -> Option<ModelInfo> {
    let id = entry.get("name").or_else(|| entry.get("model"))?.as_str()?;
    let family = entry.pointer("/details/family").and_then(Value::as_str).unwrap_or_default();
    if NO_CHAT.contains(&family) || id.contains("embed") {
        return None;
    }
    let name = id.strip_suffix(":latest").unwrap_or(id);
    Some(offered::named(offered::model(provider, id), Some(name)))
}

#[async_trait]
impl Provider for Ollama {
    fn name(&self) -> &str {
        self.chat.name()
    }

    async fn models(&self) -> Result<Vec<ModelInfo>, ProviderError> {
        let listed = self.own.listed(&LISTING).await?;
        Ok(offered::fit(listed.iter().filter_map(|entry| model(self.name(), entry))))
    }

    async fn stream(&self, request: ChatRequest) -> Result<EventStream, ProviderError> {
        self.chat.stream(request).await
    }

    async fn embed(&self, request: EmbeddingRequest) -> Result<Embeddings, ProviderError> {
        self.chat.embed(request).await
    }

    async fn health(&self) -> PartHealth {
        self.own.health(self.models().await)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn model_is_named_without_the_usual_tag_and_offered_where_it_talks() {
        let told = |name: &str, family: &str| {
            let entry = json!({"name": name, "details": {"family": family}});
            model("ollama", &entry).map(|model| (model.id, model.name))
        };
        let named = |id: &str, name: &str| Some((id.to_owned(), name.to_owned()));
        assert_eq!(told("llama3.2:latest", "llama"), named("ollama/llama3.2:latest", "llama3.2"));
        assert_eq!(told("qwen3:4b", "qwen3"), named("ollama/qwen3:4b", "qwen3:4b"));
        assert_eq!(told("all-minilm:22m", "bert"), None);
        assert_eq!(told("embeddinggemma:300m", "gemma3"), None);
    }
}
