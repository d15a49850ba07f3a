use serde::Deserialize;

use super::key::{Key, Kind};
use crate::secret::Secret;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
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

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "url",
        kind: Kind::Secret(is_database_url),
        what: "the address of a database",
        example: "sqlite:///var/lib/adda/adda.db or postgres://adda:PASSWORD@localhost/adda",
    },
    Key {
        name: "pool",
        kind: Kind::Number(1, 1_000),
        what: "a number of connections",
        example: "8",
    },
];

fn is_database_url(text: &str) -> bool {
    ["sqlite:", "postgres://", "postgresql://"]
        .iter()
        .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
}
