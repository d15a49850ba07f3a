//! Settings: `Leptos.toml`, the environment, `.env`. One struct and one file per section; every default is there, so that
//! no file is needed.

mod auth;
mod cache;
mod context;
mod database;
mod dsn;
mod error;
mod in_force;
pub mod in_use;
mod key;
mod known;
mod layers;
mod limits;
mod model;
mod models;
mod network;
mod privacy;
mod providers;
pub mod secret_key;
mod server;
mod service_url;
mod shared;
mod sources;
mod telemetry;

#[cfg(test)]
mod file_tests;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, net::SocketAddr, path::Path};

use serde::Deserialize;

pub use auth::{AuthConfig, SecureCookies};
pub use cache::CacheConfig;
pub use context::ContextConfig;
pub use database::DatabaseConfig;
pub use dsn::Dsn;
pub use error::ConfigError;
pub use in_force::{Setting, Shown, Written};
pub use limits::LimitsConfig;
pub use model::ModelConfig;
pub use models::ModelsConfig;
pub use network::Network;
pub use privacy::PrivacyConfig;
pub use providers::{Dialect, ProviderConfig};
pub use server::ServerConfig;
pub use shared::{OnFailure, RedisConfig};
pub use sources::Sources;
pub use telemetry::{LogFormat, TelemetryConfig};

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    pub server: ServerConfig,
    pub database: DatabaseConfig,
    pub redis: RedisConfig,
    pub auth: AuthConfig,
    pub providers: BTreeMap<String, ProviderConfig>,
    pub models: ModelsConfig,
    pub model: BTreeMap<String, ModelConfig>,
    pub context: ContextConfig,
    pub privacy: PrivacyConfig,
    pub limits: LimitsConfig,
    pub cache: CacheConfig,
    pub telemetry: TelemetryConfig,
    /// Where they were written.
    #[serde(skip)]
    pub written: Written,
}

impl Config {
    /// Defaults, then the file, then the environment, each over what came before.
    pub fn load(sources: &Sources) -> Result<Self, ConfigError> {
        let (table, written) = layers::Layers::read(sources)?.into_parts();
        let config: Self = serde_path_to_error::deserialize(toml::Value::Table(table)).map_err(
            |error: serde_path_to_error::Error<toml::de::Error>| ConfigError::Mismatch {
                key: error.path().to_string(),
                // Its own message may quote a value.
                reason: "its value has the wrong form".to_owned(),
            },
        )?;
        let nowhere = config.providers.iter().find(|(name, provider)| {
            provider.enabled
                && provider.base_url.is_none()
                && !providers::KNOWN.contains(&name.as_str())
        });
        if let Some((name, _)) = nowhere {
            return Err(ConfigError::NoBaseUrl { name: name.clone() });
        }
        Ok(Self { written, ..config })
    }

    /// Settings for tests: any free port, cheap passwords, no limit in the way, whatever runs on this machine.
    pub fn for_tests(data_dir: &Path) -> Self {
        let mut config = Self::default();
        config.server.addr = SocketAddr::from(([127, 0, 0, 1], 0));
        data_dir.clone_into(&mut config.server.data_dir);
        config.server.shutdown_grace_s = 2;
        config.auth.argon2_memory_kib = 64;
        config.auth.attempts_per_minute = 100_000;
        let nowhere = ProviderConfig { enabled: false, ..ProviderConfig::default() };
        config.providers.insert("ollama".to_owned(), nowhere);
        config.limits.sends_per_minute = 0;
        config.limits.anonymous_per_minute = 0;
        config
    }
}
