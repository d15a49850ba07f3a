//! What is to be done with each kind, and what a person added to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::kind::Kind;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A placeholder goes out in its stead.
    #[default]
    Redact,
    /// The whole message is held back, with an explanation.
    Block,
    /// It goes out as it is.
    Allow,
}

/// The operator's choice per kind with the person's own additions.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// Kinds without an entry are redacted, but for IP and street addresses, which are allowed.
    pub actions: BTreeMap<Kind, Action>,
    /// The person's country (ISO 3166, two letters): how phone numbers without `+` are written there.
    pub region: Option<String>,
    /// Words and phrases always to be hidden.
    pub terms: Vec<String>,
    /// Values that were marked and are none: they go out as they are. For one message, or for always, as the caller likes.
    pub exceptions: Vec<String>,
}

impl Policy {
    pub fn action(&self, kind: Kind) -> Action {
        let usual = match kind {
            Kind::IpAddress | Kind::StreetAddress => Action::Allow,
            _ => Action::Redact,
        };
        self.actions.get(&kind).copied().unwrap_or(usual)
    }

    #[must_use]
    pub fn with(mut self, kind: Kind, action: Action) -> Self {
        self.actions.insert(kind, action);
        self
    }

    #[must_use]
    pub fn in_region(mut self, region: &str) -> Self {
        self.region = Some(region.to_owned());
        self
    }
}

/// Terms and exceptions are private themselves: only their number is shown.
impl std::fmt::Debug for Policy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Policy")
            .field("actions", &self.actions)
            .field("region", &self.region)
            .field("terms", &self.terms.len())
            .field("exceptions", &self.exceptions.len())
            .finish()
    }
}
