use serde::Deserialize;

use super::key::{Key, Kind};

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

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
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

pub(super) const KEYS: &[Key] = &[
    Key { name: "registration", kind: Kind::Flag, what: "true or false", example: "true" },
    Key {
        name: "access_minutes",
        kind: Kind::Number(1, 1_440),
        what: "a number of minutes",
        example: "15",
    },
    Key {
        name: "refresh_days",
        kind: Kind::Number(1, 365),
        what: "a number of days",
        example: "30",
    },
    Key {
        name: "secure_cookies",
        kind: Kind::OneOf(&["auto", "always", "never"]),
        what: "a choice",
        example: "auto",
    },
    Key {
        name: "argon2_memory_kib",
        kind: Kind::Number(64, 1_048_576),
        what: "a number of KiB",
        example: "19456",
    },
    Key {
        name: "attempts_per_minute",
        kind: Kind::Number(1, 100_000),
        what: "a number of attempts",
        example: "10",
    },
];
