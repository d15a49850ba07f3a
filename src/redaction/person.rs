//! A participant, as the redaction knows one.

use crate::scan::words::is_among;

/// Parts of names that are nobody's own.
const TITLES: &str = "\
    mr mrs ms dr prof sir shri smt the of and de da di du la le el al bin ibn van von der den dos do \
    del jr sr ii iii kumari श्री श्रीमती डॉ";

/// Someone in the conversation whose names stay here.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// What tells participants apart, in the vault too: the user's id.
    pub id: String,
    /// How the person is addressed: what comes back where the AI names them.
    pub address: String,
    /// The display name, the given name, nicknames: in any order, whole as written.
    pub names: Vec<String>,
}

impl Person {
    pub fn new(id: impl Into<String>, address: impl Into<String>) -> Self {
        Self { id: id.into(), address: address.into(), names: Vec::new() }
    }

    #[must_use]
    pub fn also(mut self, name: impl Into<String>) -> Self {
        self.names.push(name.into());
        self
    }

    /// Every form that stands for the person: whole names, and each of their parts but for initials and titles.
    pub(crate) fn forms(&self) -> Vec<String> {
        let whole = std::iter::once(&self.address).chain(&self.names);
        let whole: Vec<String> = whole.map(|name| name.trim().to_owned()).collect();
        let parts = whole.iter().flat_map(|name| name.split_whitespace()).filter(|part| {
            let letters = part.trim_matches(|c: char| !c.is_alphanumeric());
            let title = is_among(TITLES, letters.to_lowercase().as_bytes());
            letters.chars().count() > 1 && !title && letters.chars().any(char::is_alphabetic)
        });
        let parts: Vec<String> = parts.map(str::to_owned).collect();
        whole.into_iter().filter(|name| !name.is_empty()).chain(parts).collect()
    }
}

/// Names are what is to be hidden.
impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person").field("id", &self.id).finish_non_exhaustive()
    }
}
