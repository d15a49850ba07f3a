//! Which value each placeholder of a conversation stands for. Everything private of a conversation is in here: it is kept
//! sealed, beside the conversation, and goes with it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{kind::Kind, person::Person, placeholder::Placeholder};

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub kind: Kind,
    pub number: u32,
    /// The value as it is compared; a person's id.
    key: String,
    /// As it was first written; how a person is addressed.
    pub text: String,
}

/// A conversation's placeholders: the same value has the same one, always.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Vault {
    entries: Vec<Entry>,
    index: HashMap<(Kind, String), usize>,
    last: HashMap<Kind, u32>,
    exceptions: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    entries: Vec<Entry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    exceptions: Vec<String>,
}

impl Vault {
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// From now on this value goes out as it is in this conversation: it only looked private.
    pub fn except(&mut self, value: &str) {
        if !self.exceptions.iter().any(|known| known == value) {
            self.exceptions.push(value.to_owned());
        }
    }

    /// What goes out as it is: for a [`crate::Policy`] of this conversation.
    pub fn exceptions(&self) -> &[String] {
        &self.exceptions
    }

    /// The placeholder a participant travels as. From now on their present form of address comes back for it.
    pub fn person(&mut self, person: &Person) -> Placeholder {
        let at = self.entry(Kind::Person, &person.id, &person.address);
        self.entries[at].text.clone_from(&person.address);
        self.placeholder_of(at)
    }

    /// The placeholder of a value, new or known.
    pub(crate) fn placeholder(&mut self, kind: Kind, key: &str, text: &str) -> Placeholder {
        let at = self.entry(kind, key, text);
        self.placeholder_of(at)
    }

    fn placeholder_of(&self, at: usize) -> Placeholder {
        let Entry { kind, number, .. } = self.entries[at];
        Placeholder { kind, number }
    }

    fn entry(&mut self, kind: Kind, key: &str, text: &str) -> usize {
        if let Some(at) = self.index.get(&(kind, key.to_owned())) {
            return *at;
        }
        let number = self.last.get(&kind).map_or(1, |last| last + 1);
        self.add(Entry { kind, number, key: key.to_owned(), text: text.to_owned() });
        self.entries.len() - 1
    }

    fn add(&mut self, entry: Entry) {
        let last = self.last.entry(entry.kind).or_default();
        *last = entry.number.max(*last);
        self.index.insert((entry.kind, entry.key.clone()), self.entries.len());
        self.entries.push(entry);
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

impl PartialEq for Vault {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries && self.exceptions == other.exceptions
    }
}

impl Eq for Vault {}

impl From<Stored> for Vault {
    fn from(stored: Stored) -> Self {
        let mut vault = Self { exceptions: stored.exceptions, ..Self::default() };
        for entry in stored.entries {
            vault.add(entry);
        }
        vault
    }
}

impl From<Vault> for Stored {
    fn from(vault: Vault) -> Self {
        Self { entries: vault.entries, exceptions: vault.exceptions }
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_placeholders_also_when_stored() {
        let mut vault = Vault::default();
        assert_eq!(vault.placeholder(Kind::Card, "4242", "42 42").to_string(), "[CARD_1]");
        assert_eq!(vault.placeholder(Kind::Card, "5555", "5555").to_string(), "[CARD_2]");
        assert_eq!(vault.placeholder(Kind::Email, "a@b.c", "a@b.c").to_string(), "[EMAIL_1]");
        vault.except("4111 1111");
        vault.except("4111 1111");
        let stored = serde_json::to_string(&vault).unwrap();
        let mut again: Vault = serde_json::from_str(&stored).unwrap();
        assert_eq!(again, vault);
        assert_eq!(again.exceptions(), ["4111 1111"]);
        assert_eq!(again.placeholder(Kind::Card, "5555", "x").to_string(), "[CARD_2]");
        assert_eq!(again.placeholder(Kind::Card, "6011", "x").to_string(), "[CARD_3]");
    }

    #[test]
    fn debug_shows_no_values() {
        let mut vault = Vault::default();
        vault.placeholder(Kind::Card, "4242424242424242", "4242424242424242");
        vault.person(&Person::new("u1", "Priya"));
        let shown = format!("{vault:?}");
        assert!(!shown.contains("4242") && !shown.contains("Priya"), "{shown}");
    }
}
