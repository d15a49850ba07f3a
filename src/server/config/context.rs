use std::time::Duration;

use adda_protocol::limits::MODEL_BYTES;
use serde::Deserialize;

use super::key::{Key, Kind};

/// What the AI is told of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ContextConfig {
    /// Most tokens of a request, where the model takes that many.
    pub window_tokens: u64,
    /// Whether what no longer fits is summarised.
    pub summaries: bool,
    /// The earlier part of a conversation is summarised once what was said since fills this much of the window, in percent.
    pub summarize_at: u64,
    /// Model that writes summaries; the cheapest there is where absent.
    pub summary_model: Option<String>,
    /// Most memories of a person, and most tokens of those a request tells.
    pub memories: usize,
    pub memory_tokens: u64,
    /// How long one summary may take, in seconds.
    pub summary_timeout_s: u64,
}

impl Default for ContextConfig {
    fn default() -> Self {
        Self {
            window_tokens: 24_000,
            summaries: true,
            summarize_at: 60,
            summary_model: None,
            memories: 500,
            memory_tokens: 600,
            summary_timeout_s: 120,
        }
    }
}

impl ContextConfig {
    pub const fn summary_timeout(&self) -> Duration {
        Duration::from_secs(self.summary_timeout_s)
    }
}

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "window_tokens",
        kind: Kind::Number(1_000, 10_000_000),
        what: "a number of tokens",
        example: "24000",
    },
    Key { name: "summaries", kind: Kind::Flag, what: "true or false", example: "true" },
    Key { name: "summarize_at", kind: Kind::Number(10, 100), what: "a percentage", example: "60" },
    Key {
        name: "summary_model",
        kind: Kind::Text(|text| (1..=MODEL_BYTES).contains(&text.len())),
        what: "the name of a model",
        example: "deepseek/deepseek-chat",
    },
    Key {
        name: "memories",
        kind: Kind::Number(0, 100_000),
        what: "a number of memories",
        example: "500",
    },
    Key {
        name: "memory_tokens",
        kind: Kind::Number(0, 100_000),
        what: "a number of tokens",
        example: "600",
    },
    Key {
        name: "summary_timeout_s",
        kind: Kind::Number(1, 3_600),
        what: "a number of seconds",
        example: "120",
    },
];
