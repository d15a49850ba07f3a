use adda_protocol::Usage;

use super::*;

fn named(id: &str, provider: &str) -> ModelInfo {
    ModelInfo {
        id: id.to_owned(),
        name: id.to_owned(),
        provider: provider.to_owned(),
        ..ModelInfo::default()
    }
}

fn with(id: &str, settings: ModelConfig) -> Catalog {
    let model = [(id.to_owned(), settings)].into();
    Catalog::new(&Config { model, ..Config::default() })
}

#[test]
fn table_is_readable_whole_and_every_model_has_a_price_of_a_day() {
    let file: File = toml::from_str(TABLE).unwrap();
    let catalog = Catalog::new(&Config::default());
    assert_eq!(catalog.models.len(), file.model.len(), "no id stands twice");
    for model in catalog.models.values() {
        let price = model.price.as_ref().unwrap_or_else(|| panic!("{} has no price", model.id));
        assert!(price.input <= price.output, "{}", model.id);
        assert!(price.cached_input.is_none_or(|cached| cached <= price.input), "{}", model.id);
        assert!(adda_protocol::day::start(&price.as_of).is_some(), "{}", model.id);
    }
}

#[test]
fn model_is_described_by_the_table_whoever_lists_it() {
    let catalog = Catalog::new(&Config::default());
    let model = catalog.describe(named("gpt-4o-mini", "openai")).unwrap();
    assert_eq!((model.name.as_str(), model.context_window), ("GPT-4o mini", Some(128_000)));
    let usage = Usage { input: 1_000_000, output: 1_000_000, ..Usage::default() };
    assert_eq!(model.price.unwrap().cost(&usage).micros, 750_000);
    let claude = catalog.describe(named("anthropic/claude-haiku-4-5", "anthropic")).unwrap();
    assert_eq!(claude.name, "Claude Haiku 4.5");
    let unknown = named("openrouter/x", "openrouter");
    assert_eq!(catalog.describe(unknown.clone()), Some(unknown));
}

#[test]
fn local_models_cost_nothing() {
    let catalog = Catalog::new(&Config::default());
    let price = catalog.describe(named("ollama/llama3", "ollama")).unwrap().price.unwrap();
    assert_eq!((price.input, price.output), (0, 0));
}

#[test]
fn settings_override_add_and_hide() {
    let dear = ModelConfig {
        name: Some("House model".to_owned()),
        input_price: Some("1.5".to_owned()),
        output_price: Some("2".to_owned()),
        currency: Some("EUR".to_owned()),
        ..ModelConfig::default()
    };
    let model = with("gpt-4o", dear.clone()).describe(named("gpt-4o", "openai")).unwrap();
    assert_eq!(model.name, "House model");
    assert_eq!(model.context_window, Some(128_000), "what is not set stays");
    let price = model.price.unwrap();
    assert_eq!((price.currency.as_str(), price.input, price.output), ("EUR", 1_500_000, 2_000_000));

    let catalog = with("openrouter/new", dear);
    assert_eq!(catalog.of("openrouter").len(), 1);
    assert!(catalog.of("openai").iter().all(|model| model.provider == "openai"));

    let hidden = ModelConfig { hidden: true, ..ModelConfig::default() };
    assert_eq!(with("gpt-4o", hidden).describe(named("gpt-4o", "openai")), None);
}

#[test]
fn listed_models_come_in_the_tables_order_and_snapshots_count_as_their_model() {
    let listed = [
        "anthropic/claude-new",
        "anthropic/claude-opus-5-5",
        "anthropic/claude-haiku-4-5-20251001",
        "anthropic/claude-haiku-4-5",
        "anthropic/claude-old-20200101",
    ];
    let listed = listed.iter().map(|id| named(id, "anthropic")).collect();
    let sorted = Catalog::new(&Config::default()).sorted(listed);
    let ids: Vec<&str> = sorted.iter().map(|model| model.id.as_str()).collect();
    let expected = [
        "anthropic/claude-haiku-4-5",
        "anthropic/claude-opus-5-5",
        "anthropic/claude-new",
        "anthropic/claude-old-20200101",
    ];
    assert_eq!(ids, expected);
}
