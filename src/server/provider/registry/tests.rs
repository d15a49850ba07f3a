use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;

use super::{entry::HEALTH_AGE, *};
use crate::{
    config::{Dialect, ProviderConfig},
    provider::{ChatRequest, EventStream},
};
use adda_protocol::dto::{ModelState, Price};

fn provider(key: Option<&str>, base_url: Option<&str>, models: &[&str]) -> ProviderConfig {
    ProviderConfig {
        key: key.map(Secret::new),
        base_url: base_url.map(str::to_owned),
        models: models.iter().map(|&model| model.to_owned()).collect(),
        ..ProviderConfig::default()
    }
}

/// Settings with which a service known by name is not there.
fn absent() -> ProviderConfig {
    ProviderConfig { enabled: false, ..ProviderConfig::default() }
}

fn ready(registry: &Registry) -> Vec<String> {
    let ready = registry.models().into_iter().filter(|model| model.state == ModelState::Ready);
    ready.map(|model| model.id).collect()
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
    assert_eq!(ready(&registry), ["guide"]);
    assert_eq!(registry.resolve(None).unwrap().provider.name(), "guide");
    assert!(registry.resolve(Some("nobody's")).is_none());
}

#[test]
fn registry_has_services_known_by_name_for_people_with_keys_of_their_own() {
    let registry = registry(Vec::new(), None).unwrap();
    let resolved = registry.resolve(Some("gpt-4o-mini")).unwrap();
    assert_eq!(resolved.access, Access::NoKey);
    let key = Secret::new("sk-theirs");
    let keyed = registry.with_key(&resolved, &key).unwrap();
    assert_eq!((keyed.model, keyed.provider.name()), (resolved.model, "openai"));
    assert!(!format!("{:?}", keyed.provider).contains("sk-theirs"));

    let has_key = |name: &str| name == "openai";
    assert_eq!(registry.default_with(has_key), "gpt-4o-mini");
    let state = |id: &str| {
        let models = registry.models_with(has_key);
        models.into_iter().find(|model| model.id == id).unwrap().state
    };
    assert_eq!(state("gpt-4o"), ModelState::Ready);
    assert_eq!(state("deepseek/deepseek-chat"), ModelState::NeedsKey);
}

#[test]
fn registry_tells_which_providers_take_keys() {
    let settings = vec![
        ("openai", provider(Some("sk-x"), None, &[])),
        ("local", provider(None, Some("http://localhost:1"), &["m"])),
        ("deepseek", absent()),
    ];
    let takers: Vec<_> = registry(settings, None)
        .unwrap()
        .key_providers()
        .into_iter()
        .map(|taker| (taker.name, taker.title, taker.server_key))
        .filter(|(name, ..)| {
            ["openai", "deepseek", "local", "guide", "ollama"].contains(&name.as_str())
        })
        .collect();
    let taker =
        |name: &str, title: &str, server_key| (name.to_owned(), title.to_owned(), server_key);
    assert_eq!(takers, [taker("openai", "OpenAI", true), taker("local", "local", false)]);
}

#[test]
fn registry_refuses_keys_that_cannot_be_sent_and_keys_for_the_guide() {
    let registry = registry(Vec::new(), None).unwrap();
    let openai = registry.resolve(Some("gpt-4o")).unwrap();
    for key in ["sk-a\nb", "sk-\u{e4}\u{0}"] {
        let error = registry.with_key(&openai, &Secret::new(key)).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Auth);
        assert!(!error.detail.contains("sk-"), "{error}");
    }
    let guide = registry.resolve(Some("guide")).unwrap();
    let error = registry.with_key(&guide, &Secret::new("sk-x")).unwrap_err();
    assert_eq!(error.kind, ErrorKind::BadRequest);
}

#[test]
fn registry_tries_keys_with_the_cheapest_model() {
    let settings =
        vec![("local", provider(None, Some("http://localhost:1"), &["a", "b", "c", "d"]))];
    let registry = registry(settings, None).unwrap();
    let cheapest = || -> Vec<String> {
        let models = registry.cheapest_first("local").into_iter();
        models.map(|model| model.upstream).collect()
    };
    assert_eq!(cheapest(), ["a", "b", "c", "d"]);
    let entry = registry.entries.iter().find(|entry| entry.name() == "local").unwrap();
    for (model, output) in entry.models.write().iter_mut().zip([3, 1, 2]) {
        let currency = "USD".to_owned();
        let as_of = "2026-11-21".to_owned();
        model.price = Some(Price { currency, input: 1, cached_input: None, output, as_of });
    }
    assert_eq!(cheapest(), ["b", "c", "a", "d"], "one without a price comes last");
    entry.models.write()[1].state = ModelState::Gone;
    assert_eq!(cheapest(), ["c", "a", "d"]);
    assert!(registry.cheapest_first("nobody").is_empty());
}

#[test]
fn registry_asks_no_service_without_a_key_unless_it_was_set_up() {
    let required = |settings| ProviderConfig { key_required: Some(true), ..settings };
    let settings = vec![
        ("openai", provider(Some("sk-x"), None, &[])),
        ("free", provider(None, Some("http://localhost:1"), &[])),
        ("router", required(provider(None, Some("http://localhost:2"), &[]))),
        ("listed", provider(Some("k"), Some("http://localhost:3"), &["m"])),
    ];
    let registry = registry(settings, None).unwrap();
    let asked: Vec<_> =
        registry.entries.iter().filter(|entry| entry.asked).map(Entry::name).collect();
    assert_eq!(asked, ["openai", "free", "router", "ollama"]);
    let router = registry.entries.iter().find(|entry| entry.name() == "router").unwrap();
    assert_eq!(router.access, Access::NoKey);
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
fn registry_offers_models_without_keys_as_what_they_are() {
    let empty = || provider(Some(" "), None, &[]);
    let filled = provider(None, Some("https://api.openai.com/v1/"), &["gpt-4o"]);
    let providers = vec![("openai", filled), ("deepseek", empty())];
    let registry = registry(providers, Some("gpt-4o")).unwrap();
    assert_eq!(ready(&registry), ["guide"]);
    assert_eq!(registry.default_model(), "guide");
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

#[test]
fn registry_speaks_the_dialect_that_the_settings_name() {
    let speaking = |name: &str, dialect| {
        let settings = provider(Some("k"), Some("http://localhost:1"), &["m"]);
        let registry =
            registry(vec![(name, ProviderConfig { dialect, ..settings })], None).unwrap();
        let entry = registry.entries.iter().find(|entry| entry.name() == name).unwrap();
        format!("{:?}", entry.provider).split(' ').next().unwrap().to_owned()
    };
    assert_eq!(speaking("gateway", None), "OpenAi");
    assert_eq!(speaking("gateway", Some(Dialect::Anthropic)), "Anthropic");
    assert_eq!(speaking("gateway", Some(Dialect::Gemini)), "Gemini");
    assert_eq!(speaking("anthropic", None), "Anthropic");
    assert_eq!(speaking("gemini", None), "Gemini");
    assert_eq!(speaking("gemini", Some(Dialect::OpenAi)), "OpenAi");
}

#[test]
fn registry_has_no_provider_that_was_turned_off() {
    let names = ["openai", "anthropic", "gemini", "deepseek", "ollama"];
    let registry = registry(names.map(|name| (name, absent())).into(), None).unwrap();
    assert_eq!(registry.models(), [guide_as_offered()]);
    assert_eq!(registry.key_providers(), []);
}

fn guide_as_offered() -> ModelInfo {
    let registry = registry(Vec::new(), None).unwrap();
    registry.models().into_iter().find(|model| model.id == GUIDE).unwrap()
}

/// A service that may be there.
#[derive(Debug, Default)]
struct Passing(AtomicUsize);

#[async_trait]
impl Provider for Passing {
    fn name(&self) -> &'static str {
        "ollama"
    }

    async fn models(&self) -> Result<Vec<ModelInfo>, ProviderError> {
        let there = self.0.load(Ordering::SeqCst) > 0;
        let missing = ProviderError::new(ErrorKind::Network, "not here");
        there.then(|| vec![crate::provider::offered::model("ollama", "qwen3")]).ok_or(missing)
    }

    async fn stream(&self, _: ChatRequest) -> Result<EventStream, ProviderError> {
        Err(ProviderError::new(ErrorKind::Network, "not here"))
    }

    async fn health(&self) -> PartHealth {
        PartHealth { ok: self.0.load(Ordering::SeqCst) > 0, detail: String::new() }
    }
}

#[tokio::test(start_paused = true)]
async fn service_that_is_looked_for_comes_and_goes_and_is_not_missed() {
    let passing = Arc::new(Passing::default());
    let entry = Entry { asked: true, sought: true, ..Entry::new(passing.clone(), Vec::new()) };
    let registry = Arc::new(Registry { entries: vec![entry], preferred: None });
    let kept = registry.clone();
    let keeping = tokio::spawn(async move { kept.keep_current().await });
    let after_a_search = async || tokio::time::sleep(SEARCH + Duration::from_secs(1)).await;

    after_a_search().await;
    assert!(registry.models().is_empty() && registry.health().await.is_empty());
    passing.0.store(1, Ordering::SeqCst);
    after_a_search().await;
    assert_eq!(registry.resolve(Some("ollama/qwen3")).unwrap().access, Access::Keyless);
    assert_eq!(registry.health().await.len(), 1);
    passing.0.store(0, Ordering::SeqCst);
    after_a_search().await;
    assert!(registry.models().is_empty() && registry.health().await.is_empty());
    keeping.abort();
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

/// attacks.md 24: a person's key is bound to where it was given for, so there must be such a place.
#[test]
fn a24_registry_knows_where_every_provider_that_takes_keys_is() {
    let settings = vec![("local", provider(None, Some("http://localhost:1234/api"), &["m"]))];
    let registry = registry(settings, None).unwrap();
    let providers = registry.key_providers();
    assert!(providers.len() > 2, "{providers:?}");
    for provider in providers {
        let origin = registry.origin(&provider.name).unwrap();
        assert!(origin.starts_with("http"), "{}: {origin:?}", provider.name);
        assert_eq!(origin.matches('/').count(), 2, "{}: {origin}", provider.name);
    }
    assert_eq!(registry.origin("local").unwrap(), "http://localhost:1234");
    assert_eq!(registry.origin("guide").unwrap(), "");
    assert_eq!(registry.origin("nobody"), None);
}
