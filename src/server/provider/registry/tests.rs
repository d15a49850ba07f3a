use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;

use super::*;
use crate::{
    provider::{ChatRequest, EventStream},
    secret::Secret,
};

fn provider(key: Option<&str>, base_url: Option<&str>, models: &[&str]) -> ProviderConfig {
    ProviderConfig {
        key: key.map(Secret::new),
        base_url: base_url.map(str::to_owned),
        models: models.iter().map(|&model| model.to_owned()).collect(),
    }
}

fn registry(
    providers: Vec<(&str, ProviderConfig)>,
    default: Option<&str>,
) -> Result<Registry, ProviderError> {
    let providers = providers.into_iter().map(|(name, of)| (name.to_owned(), of)).collect();
    let mut config = Config { providers, ..Config::default() };
    config.models.default = default.map(str::to_owned);
    Registry::from_config(&config)
}

#[test]
fn registry_of_a_fresh_machine_has_the_guide() {
    let registry = registry(Vec::new(), None).unwrap();
    assert_eq!(registry.default_model(), "guide");
    assert_eq!(registry.models(), [guide::model()]);
    assert_eq!(registry.resolve(None).unwrap().provider.name(), "guide");
    assert!(registry.resolve(Some("gpt-4o-mini")).is_none());
}

#[test]
fn registry_with_an_openai_key_answers_with_the_usual_model() {
    let registry = registry(vec![("openai", provider(Some("sk-x"), None, &[]))], None).unwrap();
    assert_eq!(registry.default_model(), "gpt-4o-mini");
    let resolved = registry.resolve(None).unwrap();
    assert_eq!((resolved.provider.name(), resolved.upstream.as_str()), ("openai", "gpt-4o-mini"));
    assert_eq!(registry.resolve(Some("guide")).unwrap().provider.name(), "guide");
    assert!(!format!("{registry:?}").contains("sk-x"));
}

#[test]
fn registry_names_models_of_others_with_their_provider() {
    let local = provider(None, Some("http://localhost:11434"), &["llama3:8b", "org/model"]);
    let registry = registry(vec![("ollama", local)], Some("ollama/org/model")).unwrap();
    let resolved = registry.resolve(None).unwrap();
    assert_eq!(resolved.model.id, "ollama/org/model");
    assert_eq!(resolved.upstream, "org/model");
    assert!(registry.resolve(Some("llama3:8b")).is_none());
}

#[test]
fn registry_falls_back_when_the_default_is_not_there() {
    let openai = provider(None, Some("http://localhost:1/v1"), &["own-model"]);
    let registry = registry(vec![("openai", openai)], Some("gone")).unwrap();
    assert_eq!(registry.default_model(), "own-model");
}

#[test]
fn registry_passes_over_providers_without_keys() {
    let empty = || provider(Some(" "), None, &[]);
    let filled = provider(None, Some("https://api.openai.com/v1/"), &["gpt-4o"]);
    let providers = vec![("openai", filled), ("deepseek", empty())];
    assert_eq!(registry(providers, None).unwrap().models(), [guide::model()]);
}

#[test]
fn registry_refuses_settings_by_name() {
    for (name, settings, words) in [
        ("mine", provider(Some("k"), None, &[]), "providers.mine.base_url is missing"),
        ("mine", provider(None, Some("ftp://x"), &[]), "providers.mine.base_url: "),
        ("openai", provider(Some("sk-\nx"), None, &[]), "providers.openai.key"),
    ] {
        let error = registry(vec![(name, settings)], None).unwrap_err();
        assert!(error.detail.contains(words), "{error}");
        assert!(!error.detail.contains("sk-"), "{error}");
    }
}

#[derive(Debug, Default)]
struct Counted(AtomicUsize);

#[async_trait]
impl Provider for Counted {
    fn name(&self) -> &'static str {
        "counted"
    }

    async fn models(&self) -> Result<Vec<ModelInfo>, ProviderError> {
        Ok(Vec::new())
    }

    async fn stream(&self, _: ChatRequest) -> Result<EventStream, ProviderError> {
        Err(ProviderError::new(ErrorKind::Network, "not here"))
    }

    async fn health(&self) -> PartHealth {
        if self.0.fetch_add(1, Ordering::SeqCst) > 0 {
            std::future::pending::<()>().await;
        }
        PartHealth { ok: true, detail: "ok".to_owned() }
    }
}

#[tokio::test(start_paused = true)]
async fn health_asks_a_provider_once_in_a_while_and_not_forever() {
    let counted = Arc::new(Counted::default());
    let registry = Registry::with(vec![(counted.clone(), Vec::new())]);
    for _ in 0..5 {
        assert!(registry.health().await[0].1.ok);
    }
    assert_eq!(counted.0.load(Ordering::SeqCst), 1);
    tokio::time::advance(HEALTH_AGE).await;
    let (name, late) = registry.health().await.remove(0);
    assert_eq!((name.as_str(), late.ok), ("counted", false));
}
