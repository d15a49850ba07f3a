use std::time::Duration;

use serde::Deserialize;

use super::key::{Key, Kind};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CacheConfig {
    /// Whether a question asked before is answered from memory.
    pub answers: bool,
    /// How long an answer is kept, in seconds.
    pub ttl_s: u64,
    /// Answers kept in this process; Redis has a limit of its own.
    pub max_entries: usize,
    /// Whether what one person asked may answer another.
    pub shared_between_users: bool,
}

impl Default for CacheConfig {
    fn default() -> Self {
        Self { answers: false, ttl_s: 3_600, max_entries: 1_000, shared_between_users: false }
    }
}

impl CacheConfig {
    pub const fn ttl(&self) -> Duration {
        Duration::from_secs(self.ttl_s)
    }
}

pub(super) const KEYS: &[Key] = &[
    Key { name: "answers", kind: Kind::Flag, what: "true or false", example: "false" },
    Key {
        name: "ttl_s",
        kind: Kind::Number(1, 31_536_000),
        what: "a number of seconds",
        example: "3600",
    },
    Key {
        name: "max_entries",
        kind: Kind::Number(1, 1_000_000),
        what: "a number of answers",
        example: "1000",
    },
    Key { name: "shared_between_users", kind: Kind::Flag, what: "true or false", example: "false" },
];
