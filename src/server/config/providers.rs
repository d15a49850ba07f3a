use serde::Deserialize;

use super::{
    key::{Key, Kind},
    service_url::is_service_url,
};
use crate::secret::Secret;

/// Whose API a service speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// Chat completions, which most services speak.
    #[default]
    OpenAi,
    /// Messages.
    Anthropic,
    /// `generateContent`.
    Gemini,
}

/// `[providers.NAME]`: an AI service. The address of those in [`KNOWN`] is known; others name theirs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProviderConfig {
    /// Whether it is there at all. Services known by name are, for people who bring a key of their own.
    pub enabled: bool,
    /// Absent only where it is known.
    pub base_url: Option<String>,
    pub key: Option<Secret>,
    /// Whether it answers nobody without a key. Absent: services at their known address do.
    pub key_required: Option<bool>,
    /// Absent: the one a service known by name speaks, and for others `OpenAI`'s.
    pub dialect: Option<Dialect>,
    /// Models to offer; asked from the service where empty.
    pub models: Vec<String>,
    /// Requests a minute with one key; 0 for no limit.
    pub requests_per_minute: u32,
    /// Tokens a minute, asked and answered, with one key; 0 for no limit.
    pub tokens_per_minute: u32,
    /// Answers at the same time with one key; 0 for no limit.
    pub concurrent: u32,
}

impl Default for ProviderConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            base_url: None,
            key: None,
            key_required: None,
            dialect: None,
            models: Vec::new(),
            requests_per_minute: 0,
            tokens_per_minute: 0,
            concurrent: 0,
        }
    }
}

/// Services whose base URL the providers know.
pub(super) const KNOWN: &[&str] = &["openai", "anthropic", "gemini", "deepseek", "ollama"];

/// Names stand in model ids (`NAME/model`) and in the environment; `guide` is built in.
pub(super) fn is_name(name: &str) -> bool {
    (1..=32).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
        && name != "guide"
}

pub(super) const KEYS: &[Key] = &[
    Key { name: "enabled", kind: Kind::Flag, what: "true or false", example: "true" },
    Key {
        name: "base_url",
        kind: Kind::Text(is_service_url),
        what: "an http or https address of a service (by name, or in plain numbers, and none that clouds keep for themselves)",
        example: "https://openrouter.ai/api/v1",
    },
    Key {
        name: "key",
        // It travels in a header.
        kind: Kind::Secret(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic())),
        what: "an API key",
        example: "sk-... (one word, without spaces)",
    },
    Key { name: "key_required", kind: Kind::Flag, what: "true or false", example: "true" },
    Key {
        name: "dialect",
        kind: Kind::OneOf(&["openai", "anthropic", "gemini"]),
        what: "a choice",
        example: "openai",
    },
    Key {
        name: "models",
        kind: Kind::List(|text| !text.trim().is_empty()),
        what: "a list of model names",
        example: r#"["gpt-4o-mini"]"#,
    },
    Key {
        name: "requests_per_minute",
        kind: Kind::Number(0, 1_000_000),
        what: "a number of requests",
        example: "500 (0 for no limit)",
    },
    Key {
        name: "tokens_per_minute",
        kind: Kind::Number(0, 1_000_000_000),
        what: "a number of tokens",
        example: "200000 (0 for no limit)",
    },
    Key {
        name: "concurrent",
        kind: Kind::Number(0, 100_000),
        what: "a number of answers",
        example: "50 (0 for no limit)",
    },
];
