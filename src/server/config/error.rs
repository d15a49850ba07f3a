use std::path::PathBuf;

use thiserror::Error;

/// Why the settings cannot be used: one sentence for the operator, without secrets.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ConfigError {
    #[error("{}: {reason}; check the path and that the file may be read", path.display())]
    Unreadable { path: PathBuf, reason: String },

    #[error("{} is not valid TOML at line {line}: {reason}", path.display())]
    Syntax { path: PathBuf, line: usize, reason: String },

    #[error("line {line} of {} is not NAME=value; correct it or put a # before it", path.display())]
    DotEnv { path: PathBuf, line: String },

    #[error("{key} (from {place}) is not a setting of Adda; {remedy}")]
    UnknownKey { key: String, place: String, remedy: String },

    /// `shown` is ` = value`, or nothing where the value is secret.
    #[error("{key}{shown} (from {place}) {remedy}")]
    BadValue { key: String, shown: String, place: String, remedy: String },

    #[error("providers.{name} (from {place}) is not a usable name; {remedy}")]
    ProviderName { name: String, place: String, remedy: &'static str },

    #[error(
        "providers.{name} has no base_url; name the service's address, like base_url = \"https://api.example.org/v1\""
    )]
    NoBaseUrl { name: String },

    /// The table of settings and the structs disagree; a test keeps this from happening.
    #[error("{key} cannot be used: {reason}")]
    Mismatch { key: String, reason: String },
}
