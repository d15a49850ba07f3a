use serde::Deserialize;
use tracing_subscriber::EnvFilter;

use super::key::{Key, Kind};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Human on a terminal, JSON otherwise.
    #[default]
    Auto,
    Human,
    Json,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TelemetryConfig {
    /// `tracing` filter directives, for example `info,adda_server=debug`.
    pub log: String,
    pub log_format: LogFormat,
}

impl Default for TelemetryConfig {
    fn default() -> Self {
        Self { log: "info".to_owned(), log_format: LogFormat::Auto }
    }
}

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "log",
        kind: Kind::Text(|text| !text.is_empty() && EnvFilter::try_new(text).is_ok()),
        what: "a log level or a list of them",
        example: "info,adda_server=debug",
    },
    Key {
        name: "log_format",
        kind: Kind::OneOf(&["auto", "human", "json"]),
        what: "a choice",
        example: "auto",
    },
];
