//! The adapters against a real port: `OpenAI`'s dialect first, as it is the one most services speak, then the others.

mod answers;
mod anthropic;
mod embeddings;
mod failures;
mod gemini;
mod lists;
mod ollama;
mod own_keys;
mod retries;
mod silence;
mod spoiled;
mod tools;

use std::{path::Path, time::Duration};

use adda_protocol::Usage;
use adda_server::{
    config::{Config, Dialect, ProviderConfig},
    provider::{
        ChatMessage, ChatRequest, ChatRole, ErrorKind, Place, Provider, ProviderError,
        ProviderEvent, StopReason, http_client,
        openai::OpenAi,
        registry::{Registry, Resolved},
    },
    secret::Secret,
};
use futures::StreamExt;

use crate::support::openai_server::{OpenAiServer, Reply};

const KEY: &str = "sk-test-0123456789abcdef";

fn adapter(base_url: &str) -> OpenAi {
    let place = Place {
        name: "openai".to_owned(),
        base_url: http_client::base_url("providers.openai.base_url", base_url).unwrap(),
        key: Some(Secret::new(KEY)),
    };
    OpenAi::new(http_client::build().unwrap(), place).unwrap()
}

fn request() -> ChatRequest {
    let line = |role, text: &str| ChatMessage::new(role, text);
    ChatRequest {
        model: "test-model".to_owned(),
        messages: vec![line(ChatRole::System, "Be kind."), line(ChatRole::User, "Hällo?")],
        max_output_tokens: 100,
        ..ChatRequest::default()
    }
}

/// The events of one answer, up to its end or failure.
async fn events(provider: &dyn Provider) -> Result<Vec<ProviderEvent>, ProviderError> {
    answered(provider, request()).await
}

async fn answered(
    provider: &dyn Provider,
    request: ChatRequest,
) -> Result<Vec<ProviderEvent>, ProviderError> {
    let mut stream = provider.stream(request).await?;
    let mut events = Vec::new();
    while let Some(event) = stream.next().await {
        events.push(event?);
    }
    Ok(events)
}

/// What comes of one request that is answered like this.
async fn outcome(reply: Reply) -> Result<Vec<ProviderEvent>, ProviderError> {
    let server = OpenAiServer::start([reply]).await;
    let provider = adapter(&server.base_url());
    // An adapter that waits for more than it may shall fail, not hang.
    let outcome = tokio::time::timeout(Duration::from_secs(20), events(&provider)).await;
    outcome.unwrap()
}

/// The same for a service that speaks another dialect.
async fn outcome_of(
    service: fn(&str) -> Resolved,
    reply: Reply,
) -> Result<Vec<ProviderEvent>, ProviderError> {
    let server = OpenAiServer::start([reply]).await;
    answered(&*service(&server.root()).provider, request()).await
}

/// Answers of this service that end in a failure or break off after a good beginning are told apart.
async fn fails_after_a_good_beginning(service: fn(&str) -> Resolved, error: &str, cut: &str) {
    let failed = outcome_of(service, Reply::recorded(error)).await.unwrap_err();
    assert_eq!(failed.kind, ErrorKind::Overloaded);
    for reply in [Reply::recorded(cut), Reply::stream().chunk(cut).cut()] {
        let broken = outcome_of(service, reply).await.unwrap_err();
        assert_eq!(broken.kind, ErrorKind::Network);
    }
}

/// The last figures of an answer and the reason of its end.
fn end(events: &[ProviderEvent]) -> (Usage, &StopReason) {
    match events {
        [.., ProviderEvent::Usage(usage), ProviderEvent::Stop(stop)] => (*usage, stop),
        _ => panic!("{events:?}"),
    }
}

async fn failure(reply: Reply) -> ErrorKind {
    outcome(reply).await.unwrap_err().kind
}

/// The model `model` of a server that has only the provider `name`, which speaks `dialect` at `base_url`.
fn resolved(name: &str, dialect: Dialect, base_url: &str, model: &str) -> (Registry, Resolved) {
    let settings = ProviderConfig {
        base_url: Some(base_url.to_owned()),
        key: Some(Secret::new(KEY)),
        dialect: Some(dialect),
        models: vec![model.to_owned()],
        ..ProviderConfig::default()
    };
    let mut config = Config::for_tests(Path::new(""));
    config.providers.insert(name.to_owned(), settings);
    let registry = Registry::from_config(&config).unwrap();
    let resolved = registry.resolve(Some(&format!("{name}/{model}"))).unwrap();
    (registry, resolved)
}

/// The answer's text.
fn text(events: &[ProviderEvent]) -> String {
    let texts = events.iter().filter_map(|event| match event {
        ProviderEvent::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}
