//! Settings: `Leptos.toml`, the environment, `.env`. One struct and one file per section; every default is here, so that
//! no file is needed.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use serde::Deserialize;

use crate::secret::Secret;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    pub server: ServerConfig,
    pub database: DatabaseConfig,
    pub auth: AuthConfig,
    pub providers: BTreeMap<String, ProviderConfig>,
    pub models: ModelsConfig,
    pub limits: LimitsConfig,
    pub telemetry: TelemetryConfig,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServerConfig {
    pub addr: std::net::SocketAddr,
    pub data_dir: PathBuf,
    /// Other origins that may call the API from a browser (`https://app.example.org`).
    pub allowed_origins: Vec<String>,
    /// Addresses of proxies whose `X-Forwarded-*` headers are believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// How long answers in flight may go on when the server is asked to stop.
    pub shutdown_grace_s: u64,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            addr: std::net::SocketAddr::from(([127, 0, 0, 1], 3000)),
            data_dir: PathBuf::from("data"),
            allowed_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            shutdown_grace_s: 10,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DatabaseConfig {
    /// Empty: `SQLite` at `{data_dir}/adda.db`. Otherwise `sqlite://PATH` or `postgres://...`.
    pub url: Option<Secret>,
    /// Connections for reading (`SQLite`), or all connections (`PostgreSQL`).
    pub pool: u32,
}

impl Default for DatabaseConfig {
    fn default() -> Self {
        Self { url: None, pool: 8 }
    }
}

/// When cookies carry `Secure` and the `__Host-` prefix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SecureCookies {
    /// When the request came by https (as a trusted proxy says).
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AuthConfig {
    /// Whether new accounts can be made.
    pub registration: bool,
    pub access_minutes: u32,
    pub refresh_days: u32,
    pub secure_cookies: SecureCookies,
    /// Argon2id memory in KiB (OWASP: 19456 with two passes).
    pub argon2_memory_kib: u32,
    /// Sign-in attempts a minute, per account and per address.
    pub attempts_per_minute: u32,
}

impl Default for AuthConfig {
    fn default() -> Self {
        Self {
            registration: true,
            access_minutes: 15,
            refresh_days: 30,
            secure_cookies: SecureCookies::Auto,
            argon2_memory_kib: 19_456,
            attempts_per_minute: 10,
        }
    }
}

/// `[providers.NAME]`: an OpenAI-compatible service. `openai` has a known base URL; others name theirs.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProviderConfig {
    pub base_url: Option<String>,
    pub key: Option<Secret>,
    /// Models to offer; asked from the service's `/v1/models` where empty.
    pub models: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
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

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsConfig {
    /// A provider silent for this long has timed out.
    pub provider_silence_s: u64,
    /// Tries before the first token, the first one included.
    pub provider_attempts: u32,
    /// Live connections of one person.
    pub connections_per_user: usize,
    /// Frames a second on one connection, sustained; bursts of five times as many pass.
    pub frames_per_second: u32,
    /// Text is collected for at most this long before it is sent on.
    pub coalesce_ms: u64,
    /// An answer being written is saved at least this often.
    pub checkpoint_ms: u64,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            provider_silence_s: 30,
            provider_attempts: 3,
            connections_per_user: 20,
            frames_per_second: 20,
            coalesce_ms: 30,
            checkpoint_ms: 1_000,
        }
    }
}

impl LimitsConfig {
    pub const fn provider_silence(&self) -> Duration {
        Duration::from_secs(self.provider_silence_s)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Human on a terminal, JSON otherwise.
    #[default]
    Auto,
    Human,
    Json,
}

#[derive(Clone, Debug, Deserialize)]
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
