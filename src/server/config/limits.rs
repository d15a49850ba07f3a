use std::time::Duration;

use serde::Deserialize;

use super::key::{Key, Kind};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsConfig {
    /// Messages one person may send a minute; 0 for no limit.
    pub sends_per_minute: u32,
    /// Requests a minute from one address of people who are not signed in; 0 for no limit.
    pub anonymous_per_minute: u32,
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
            sends_per_minute: 20,
            anonymous_per_minute: 60,
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

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "sends_per_minute",
        kind: Kind::Number(0, 100_000),
        what: "a number of messages",
        example: "20 (0 for no limit)",
    },
    Key {
        name: "anonymous_per_minute",
        kind: Kind::Number(0, 100_000),
        what: "a number of requests",
        example: "60 (0 for no limit)",
    },
    Key {
        name: "provider_silence_s",
        kind: Kind::Number(1, 3_600),
        what: "a number of seconds",
        example: "30",
    },
    Key {
        name: "provider_attempts",
        kind: Kind::Number(1, 10),
        what: "a number of tries",
        example: "3",
    },
    Key {
        name: "connections_per_user",
        kind: Kind::Number(1, 10_000),
        what: "a number of connections",
        example: "20",
    },
    Key {
        name: "frames_per_second",
        kind: Kind::Number(1, 10_000),
        what: "a number of frames",
        example: "20",
    },
    Key {
        name: "coalesce_ms",
        kind: Kind::Number(0, 1_000),
        what: "a number of milliseconds",
        example: "30",
    },
    Key {
        name: "checkpoint_ms",
        kind: Kind::Number(50, 60_000),
        what: "a number of milliseconds",
        example: "1000",
    },
];
