//! Ollama, named by the operator.

use std::path::Path;

use adda_server::{
    config::{Config, ProviderConfig},
    provider::registry::{Access, Registry},
};

use super::{answered, request, text};
use crate::support::openai_server::{OpenAiServer, Reply};

const TAGS: &str = r#"{"models":[
    {"name":"qwen3:4b","model":"qwen3:4b","size":2497293931,"details":{"family":"qwen3","parameter_size":"4.0B"}},
    {"name":"llama3.2:latest","model":"llama3.2:latest","details":{"family":"llama"}},
    {"name":"nomic-embed-text:latest","details":{"family":"nomic-bert"}}]}"#;

fn registry(base_url: &str) -> Registry {
    let base_url = Some(base_url.to_owned());
    let mut config = Config::for_tests(Path::new(""));
    let settings = ProviderConfig { base_url, ..ProviderConfig::default() };
    config.providers.insert("ollama".to_owned(), settings);
    Registry::from_config(&config).unwrap()
}

#[tokio::test]
async fn models_are_found_and_answer_without_a_key() {
    let answer = Reply::stream().text("yes").stop();
    let mut server = OpenAiServer::start([Reply::json(TAGS), answer]).await;
    let registry = registry(&server.root());
    registry.discover().await;
    let models = registry.models();
    let names: Vec<_> = models
        .iter()
        .filter(|model| model.provider == "ollama")
        .map(|model| (model.id.as_str(), model.name.as_str()))
        .collect();
    assert_eq!(names, [("ollama/qwen3:4b", "qwen3:4b"), ("ollama/llama3.2:latest", "llama3.2")]);
    let model = registry.resolve(Some("ollama/qwen3:4b")).unwrap();
    assert_eq!((model.access, model.upstream.as_str()), (Access::Keyless, "qwen3:4b"));
    assert_eq!(text(&answered(&*model.provider, request()).await.unwrap()), "yes");
    assert!(server.received().await.head.starts_with("get /api/tags "));
    let asked = server.received().await.head;
    assert!(asked.starts_with("post /v1/chat/completions "), "{asked}");
    assert!(!asked.contains("authorization"), "{asked}");
}

#[tokio::test]
async fn address_is_taken_with_the_version_too() {
    let mut server = OpenAiServer::start([Reply::json(TAGS)]).await;
    registry(&server.base_url()).discover().await;
    assert!(server.received().await.head.starts_with("get /api/tags "));
}

#[tokio::test]
async fn service_that_the_operator_named_is_missed_when_it_is_gone() {
    let server = OpenAiServer::start([Reply::status(500, "", "")]).await;
    let health = registry(&server.root()).health().await;
    let ollama = health.iter().find(|(name, _)| name == "ollama").unwrap();
    assert!(!ollama.1.ok);
}
