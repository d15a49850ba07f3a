use serde::Deserialize;
use tracing_subscriber::EnvFilter;

use super::{
    dsn::Dsn,
    key::{Key, Kind},
};
use crate::secret::Secret;

/// A shorter token could be guessed.
const TOKEN_MIN: usize = 16;

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
    /// Where errors are reported to; nowhere without.
    pub sentry_dsn: Option<Dsn>,
    /// What reports call this server: `production`, `staging`.
    pub sentry_environment: String,
    /// What `/metrics` is read with. Where absent, only this machine may read it.
    pub metrics_token: Option<Secret>,
}

impl Default for TelemetryConfig {
    fn default() -> Self {
        Self {
            log: "info".to_owned(),
            log_format: LogFormat::Auto,
            metrics_token: None,
            sentry_dsn: None,
            sentry_environment: "production".to_owned(),
        }
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
    Key {
        name: "metrics_token",
        kind: Kind::Secret(|text| {
            text.len() >= TOKEN_MIN && text.bytes().all(|byte| byte.is_ascii_graphic())
        }),
        what: "a token of 16 printable characters or more",
        example: "the output of openssl rand -hex 32",
    },
    Key {
        name: "sentry_dsn",
        kind: Kind::Secret(|text| Dsn::parse(text).is_ok()),
        what: "a DSN",
        example: "https://KEY@sentry.example.org/1",
    },
    Key {
        name: "sentry_environment",
        kind: Kind::Text(|text| {
            !text.is_empty() && text.len() <= 64 && !text.contains(['/', ' ', '\n'])
        }),
        what: "a name without spaces and slashes",
        example: "production",
    },
];
