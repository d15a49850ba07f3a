use adda_redaction::{Action, Kind as Private, Policy};
use serde::Deserialize;

use super::key::{Key, Kind};

/// What may leave for AI services.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PrivacyConfig {
    /// Kinds that leave as they are.
    pub allow: Vec<Private>,
    /// Kinds for which a message is refused.
    pub block: Vec<Private>,
    /// Requests of each conversation kept for people to see; 0 for none.
    pub sent_kept: usize,
}

impl Default for PrivacyConfig {
    fn default() -> Self {
        let allow = vec![Private::IpAddress, Private::StreetAddress];
        Self { allow, block: Vec::new(), sent_kept: 20 }
    }
}

impl PrivacyConfig {
    /// The policy for someone in this region. Blocked kinds are hidden where nobody is there to be refused: what was said
    /// before they were blocked.
    pub fn policy(&self, region: Option<&str>, refusing: bool) -> Policy {
        let mut policy = Policy { region: region.map(str::to_owned), ..Policy::default() };
        for kind in Private::all() {
            let action = match kind {
                kind if refusing && self.block.contains(&kind) => Action::Block,
                kind if self.allow.contains(&kind) && !self.block.contains(&kind) => Action::Allow,
                _ => Action::Redact,
            };
            policy = policy.with(kind, action);
        }
        policy
    }
}

fn is_kind(word: &str) -> bool {
    let word = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(word);
    Private::deserialize(word).is_ok()
}

const KINDS: &str = "a list of kinds of private things";

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "allow",
        kind: Kind::List(is_kind),
        what: KINDS,
        example: "[\"ip_address\", \"street_address\"]",
    },
    Key { name: "block", kind: Kind::List(is_kind), what: KINDS, example: "[\"card\", \"ssn\"]" },
    Key {
        name: "sent_kept",
        kind: Kind::Number(0, 10_000),
        what: "a number of requests",
        example: "20",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policy_blocks_where_someone_can_be_refused_and_hides_elsewhere() {
        let config =
            PrivacyConfig { block: vec![Private::Card], allow: vec![Private::Email], sent_kept: 1 };
        let (refusing, leaving) = (config.policy(Some("IN"), true), config.policy(None, false));
        assert_eq!(refusing.action(Private::Card), Action::Block);
        assert_eq!(leaving.action(Private::Card), Action::Redact);
        assert_eq!(leaving.action(Private::Email), Action::Allow);
        assert_eq!(leaving.action(Private::StreetAddress), Action::Redact);
        assert_eq!(refusing.region.as_deref(), Some("IN"));
        let usual = PrivacyConfig::default().policy(None, true);
        for kind in Private::all() {
            assert_eq!(usual.action(kind), Policy::default().action(kind), "{kind:?}");
        }
    }

    #[test]
    fn kinds_are_known_by_their_words() {
        assert!(is_kind("card") && is_kind("driving_licence"));
        assert!(!is_kind("Card") && !is_kind("cards") && !is_kind(""));
    }
}
