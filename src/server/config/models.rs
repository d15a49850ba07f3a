use adda_protocol::limits::MODEL_BYTES;
use serde::Deserialize;

use super::key::{Key, Kind};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ModelsConfig {
    /// Model of new conversations. Empty: `gpt-4o-mini` with an `OpenAI` key, else `guide`.
    pub default: Option<String>,
    /// Most tokens of an answer.
    pub max_output_tokens: u32,
    /// What every model is told first.
    pub system_prompt: String,
}

impl Default for ModelsConfig {
    fn default() -> Self {
        Self {
            default: None,
            max_output_tokens: 4_000,
            system_prompt: "You are the AI Assistant in Adda, a place to talk. Answer helpfully and plainly, in the \
                            language you are written to. Use Markdown where it helps."
                .to_owned(),
        }
    }
}

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "default",
        kind: Kind::Text(|text| (1..=MODEL_BYTES).contains(&text.len())),
        what: "the name of a model",
        example: "gpt-4o-mini",
    },
    Key {
        name: "max_output_tokens",
        kind: Kind::Number(1, 1_000_000),
        what: "a number of tokens",
        example: "4000",
    },
    Key {
        name: "system_prompt",
        kind: Kind::Text(|text| text.len() <= 32 * 1024),
        what: "a text of at most 32 KiB",
        example: "\"Answer plainly.\"",
    },
];
