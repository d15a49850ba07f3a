//! All settings there are: by name, and the nearest one to a name that does not exist.

use super::{
    auth, cache, context, database, key::Key, limits, model, models, privacy, providers, server,
    shared, telemetry,
};

/// Sections with a fixed set of keys.
pub(super) const SECTIONS: &[(&str, &[Key])] = &[
    ("server", server::KEYS),
    ("database", database::KEYS),
    ("redis", shared::KEYS),
    ("auth", auth::KEYS),
    ("models", models::KEYS),
    ("context", context::KEYS),
    ("privacy", privacy::KEYS),
    ("limits", limits::KEYS),
    ("cache", cache::KEYS),
    ("telemetry", telemetry::KEYS),
];

/// The sections of named tables.
pub(super) const PROVIDERS: &str = "providers";
pub(super) const MODEL: &str = "model";

/// They, with the keys each of their tables may have.
pub(super) const NAMED: &[(&str, &[Key])] = &[(PROVIDERS, providers::KEYS), (MODEL, model::KEYS)];

/// Keys of the tables in a section of named ones.
pub(super) fn named(section: &str) -> Option<&'static [Key]> {
    NAMED.iter().find(|(known, _)| *known == section).map(|(_, keys)| *keys)
}

/// Environment variables with a name of their own.
pub(super) const WELL_KNOWN: &[(&str, &[&str])] = &[
    ("DATABASE_URL", &["database", "url"]),
    ("REDIS_URL", &["redis", "url"]),
    ("OPENAI_API_KEY", &[PROVIDERS, "openai", "key"]),
    ("OPENAI_BASE_URL", &[PROVIDERS, "openai", "base_url"]),
    ("ANTHROPIC_API_KEY", &[PROVIDERS, "anthropic", "key"]),
    ("ANTHROPIC_BASE_URL", &[PROVIDERS, "anthropic", "base_url"]),
    ("GEMINI_API_KEY", &[PROVIDERS, "gemini", "key"]),
    ("GEMINI_BASE_URL", &[PROVIDERS, "gemini", "base_url"]),
    ("DEEPSEEK_API_KEY", &[PROVIDERS, "deepseek", "key"]),
    ("DEEPSEEK_BASE_URL", &[PROVIDERS, "deepseek", "base_url"]),
    ("OLLAMA_BASE_URL", &[PROVIDERS, "ollama", "base_url"]),
    ("SENTRY_DSN", &["telemetry", "sentry_dsn"]),
    ("SENTRY_ENVIRONMENT", &["telemetry", "sentry_environment"]),
];

/// The setting at `path`.
pub(super) fn find(path: &[&str]) -> Option<&'static Key> {
    let (keys, name) = match *path {
        [section, _, name] => (named(section)?, name),
        [section, name] => (SECTIONS.iter().find(|(known, _)| *known == section)?.1, name),
        _ => return None,
    };
    keys.iter().find(|key| key.name == name)
}

/// Dotted names of all settings; `table` is how the tables of `section` are called, which others call `NAME`.
pub(super) fn names(section: &str, table: &str) -> Vec<String> {
    let fixed = SECTIONS
        .iter()
        .flat_map(|(section, keys)| keys.iter().map(move |key| format!("{section}.{}", key.name)));
    let named = NAMED.iter().flat_map(|(named, keys)| {
        let table = if *named == section { table } else { "NAME" };
        keys.iter().map(move |key| format!("{named}.{table}.{}", key.name))
    });
    fixed.chain(named).collect()
}

/// The setting someone who wrote `path` may have meant.
pub(super) fn nearest(path: &[&str]) -> Option<String> {
    let names = match path {
        [section, table, _] => names(section, table),
        _ => names("", ""),
    };
    let written = path.join(".");
    let by_distance = names.iter().map(|name| (distance(&written, name), name)).min();
    if let Some((steps, name)) = by_distance
        && steps <= 3
    {
        return Some(name.clone());
    }
    // The right word in the wrong section.
    let word = path.last()?;
    names.into_iter().find(|name| name.rsplit('.').next() == Some(word))
}

/// Levenshtein's distance: how many letters to add, drop or change.
pub(super) fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().take(200).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let change = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_letters() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("same", "same"), 0);
    }

    #[test]
    fn nearest_finds_typing_mistakes_and_wrong_sections() {
        assert_eq!(nearest(&["server", "address"]).as_deref(), Some("server.addr"));
        assert_eq!(
            nearest(&["limits", "max_output_tokens"]).as_deref(),
            Some("models.max_output_tokens")
        );
        assert_eq!(nearest(&["providers", "groq", "api_key"]), None);
        assert_eq!(
            nearest(&["providers", "groq", "modles"]).as_deref(),
            Some("providers.groq.models")
        );
        assert_eq!(nearest(&["billing", "currency_of_account"]), None);
    }
}
