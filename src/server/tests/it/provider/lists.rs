use std::path::Path;

use adda_protocol::dto::ModelState;
use adda_server::{
    config::{Config, ProviderConfig},
    provider::{ErrorKind, Provider, registry::Registry},
    secret::Secret,
};

use super::{KEY, adapter};
use crate::support::openai_server::{OpenAiServer, Reply};

const LIST: &str = r#"{"object":"list","data":[{"id":"b-model"},{"id":"a-model","owned_by":"x"}]}"#;

fn registry(server: &OpenAiServer, name: &str, models: &[&str]) -> Registry {
    let settings = ProviderConfig {
        base_url: Some(server.base_url()),
        key: Some(Secret::new(KEY)),
        models: models.iter().map(|&model| model.to_owned()).collect(),
        ..ProviderConfig::default()
    };
    let mut config = Config::for_tests(Path::new(""));
    config.providers.insert(name.to_owned(), settings);
    Registry::from_config(&config).unwrap()
}

/// Models that anybody can use.
fn ids(registry: &Registry) -> Vec<String> {
    let ready = registry.models().into_iter().filter(|model| model.state == ModelState::Ready);
    ready.map(|model| model.id).collect()
}

#[tokio::test]
async fn models_are_asked_from_the_service_where_the_settings_name_none() {
    let mut server = OpenAiServer::start([Reply::json(LIST)]).await;
    let registry = registry(&server, "local", &[]);
    assert_eq!(ids(&registry), ["guide"]);
    registry.discover().await;
    assert_eq!(ids(&registry), ["local/a-model", "local/b-model", "guide"]);
    assert_eq!(registry.default_model(), "guide");
    assert_eq!(registry.resolve(Some("local/b-model")).unwrap().upstream, "b-model");
    let asked = server.received().await;
    assert!(
        asked.head.starts_with("get /v1/models ") && asked.head.contains(KEY),
        "{}",
        asked.head
    );
}

#[tokio::test]
async fn models_of_the_settings_are_not_asked_for() {
    let server = OpenAiServer::start([Reply::json(LIST)]).await;
    let registry = registry(&server, "openai", &["own"]);
    registry.discover().await;
    assert_eq!(ids(&registry), ["own", "guide"]);
    assert_eq!(registry.default_model(), "own");
    assert!(server.idle());
}

#[tokio::test]
async fn models_known_before_stay_when_the_service_does_not_list_them() {
    for reply in [
        Reply::json("[]"),
        Reply::json("{}"),
        Reply::json("{\"data\":[]}"),
        Reply::status(500, "", ""),
        Reply::json("<html>"),
    ] {
        let server = OpenAiServer::start([reply]).await;
        let registry = registry(&server, "openai", &[]);
        registry.discover().await;
        assert_eq!(registry.default_model(), "gpt-4o-mini");
    }
}

#[tokio::test]
async fn list_without_end_is_refused() {
    let part = " ".repeat(1024 * 1024);
    let reply = (0..9).fold(Reply::chunked("application/json"), |reply, _| reply.chunk(&part));
    let server = OpenAiServer::start([reply.hang()]).await;
    let error = adapter(&server.base_url()).models().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Malformed);
}

#[tokio::test]
async fn health_tells_each_provider_and_asks_once_for_many_askers() {
    let mut server = OpenAiServer::start([Reply::json(LIST)]).await;
    let registry = registry(&server, "local", &["m"]);
    let (first, second) = tokio::join!(registry.health(), registry.health());
    assert_eq!(first, second);
    let states: Vec<_> = first.iter().map(|(name, state)| (name.as_str(), state.ok)).collect();
    assert_eq!(states, [("local", true), ("guide", true)]);
    server.received().await;
    assert!(server.idle());
}

#[tokio::test]
async fn health_of_a_service_that_fails_says_why_without_its_words() {
    let server = OpenAiServer::start([Reply::status(401, "", "bad key sk-abc")]).await;
    let health = adapter(&server.base_url()).health().await;
    assert!(
        !health.ok && health.detail.contains("key") && !health.detail.contains("sk-"),
        "{health:?}"
    );
}
