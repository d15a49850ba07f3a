use serde::Deserialize;

use super::key::{Key, Kind};
use crate::secret::Secret;

/// What limits do while Redis is gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OnFailure {
    /// Each instance counts on its own.
    #[default]
    Open,
    /// What would be counted is refused.
    Closed,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RedisConfig {
    /// Empty: this is the only instance, and nothing is shared.
    pub url: Option<Secret>,
    pub on_failure: OnFailure,
}

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "url",
        kind: Kind::Secret(is_redis_url),
        what: "the address of a Redis",
        example: "redis://:PASSWORD@localhost:6379",
    },
    Key {
        name: "on_failure",
        kind: Kind::OneOf(&["open", "closed"]),
        what: "a choice",
        example: "open",
    },
];

fn is_redis_url(text: &str) -> bool {
    ["redis://", "rediss://", "redis+unix:///", "unix:///"]
        .iter()
        .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
}
