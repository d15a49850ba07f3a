use serde::Deserialize;

use super::key::{Key, Kind, is_http_url};
use crate::secret::Secret;

/// `[providers.NAME]`: an OpenAI-compatible service. `openai` and `deepseek` have a known base URL; others name theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProviderConfig {
    /// Absent only where it is known.
    pub base_url: Option<String>,
    pub key: Option<Secret>,
    /// Models to offer; asked from the service's `/v1/models` where empty.
    pub models: Vec<String>,
}

/// Services whose base URL the providers know.
pub(super) const KNOWN: &[&str] = &["openai", "deepseek"];

/// Names stand in model ids (`NAME/model`) and in the environment; `guide` is built in.
pub(super) fn is_name(name: &str) -> bool {
    (1..=32).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
        && name != "guide"
}

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "base_url",
        kind: Kind::Text(is_http_url),
        what: "an http or https address",
        example: "https://openrouter.ai/api/v1",
    },
    Key {
        name: "key",
        // It travels in a header.
        kind: Kind::Secret(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic())),
        what: "an API key",
        example: "sk-... (one word, without spaces)",
    },
    Key {
        name: "models",
        kind: Kind::List(|text| !text.trim().is_empty()),
        what: "a list of model names",
        example: r#"["gpt-4o-mini"]"#,
    },
];
