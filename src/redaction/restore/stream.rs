//! Restoring text that arrives in pieces.

use std::collections::HashMap;

use crate::{
    placeholder::{Placeholder, Reading, read},
    vault::Vault,
};

use super::mask;

/// Puts back what placeholders stand for, in text that arrives in pieces. It holds back no more than the beginning of
/// something that may become a placeholder, and what it gives out does not depend on where the pieces are cut.
#[derive(Clone)]
pub struct Restorer {
    shown: HashMap<Placeholder, String>,
    held: String,
    /// Whether the text given out ends within a word: `XCARD_1` is none of ours.
    in_word: bool,
}

impl Restorer {
    /// For an AI's words: masked where the value is not theirs to repeat.
    pub fn new(vault: &Vault) -> Self {
        Self::with(vault, |entry| mask::shown(entry.kind, &entry.text))
    }

    pub(super) fn expanding(vault: &Vault) -> Self {
        Self::with(vault, |entry| entry.text.clone())
    }

    fn with(vault: &Vault, show: impl Fn(&crate::vault::Entry) -> String) -> Self {
        let shown = vault.entries().iter().map(|entry| {
            let placeholder = Placeholder { kind: entry.kind, number: entry.number };
            (placeholder, show(entry))
        });
        Self { shown: shown.collect(), held: String::new(), in_word: false }
    }

    /// Takes a piece and returns what can be shown now.
    #[must_use]
    pub fn push(&mut self, piece: &str) -> String {
        if self.shown.is_empty() {
            return piece.to_owned();
        }
        self.held.push_str(piece);
        self.release(false)
    }

    /// Returns what was held back: the text ends here. Afterwards a new text may begin.
    #[must_use]
    pub fn finish(&mut self) -> String {
        let rest = self.release(true);
        self.in_word = false;
        rest
    }

    fn release(&mut self, whole: bool) -> String {
        let held = std::mem::take(&mut self.held);
        let mut out = String::with_capacity(held.len());
        let mut at = 0;
        while at < held.len() {
            let rest = &held[at..];
            let plain = self.plain(rest);
            if plain > 0 {
                out.push_str(&rest[..plain]);
                at += plain;
                continue;
            }
            match read(rest, whole) {
                Reading::More => break,
                Reading::Found(placeholder, length, suffix)
                    if self.shown.contains_key(&placeholder) =>
                {
                    out.push_str(&self.shown[&placeholder]);
                    out.push_str(suffix);
                    self.in_word = false;
                    at += length;
                }
                _ => {
                    let length = rest.chars().next().map_or(1, char::len_utf8);
                    out.push_str(&rest[..length]);
                    self.in_word = ends_in_word(&rest[..length]);
                    at += length;
                }
            }
        }
        self.held.push_str(&held[at..]);
        out
    }

    /// How many bytes stand before the next place where a placeholder may begin.
    fn plain(&mut self, text: &str) -> usize {
        let mut in_word = self.in_word;
        let found = text.bytes().position(|byte| {
            let begins = matches!(byte, b'[' | b'\\') || (byte.is_ascii_uppercase() && !in_word);
            if !begins {
                in_word = byte.is_ascii_alphanumeric() || byte == b'_';
            }
            begins
        });
        self.in_word = in_word;
        found.unwrap_or(text.len())
    }
}

fn ends_in_word(text: &str) -> bool {
    text.bytes().last().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// What comes back may be private.
impl std::fmt::Debug for Restorer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Restorer").field("shown", &self.shown.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Person, restore};

    fn vault() -> Vault {
        let mut vault = Vault::default();
        vault.person(&Person::new("u1", "Asha"));
        vault.person(&Person::new("u2", "Bela"));
        vault.placeholder(Kind::Card, "4242424242424242", "4242 4242 4242 4242");
        vault
    }

    #[test]
    fn names_come_back_and_numbers_masked() {
        for (text, expected) in [
            ("Hello [PERSON_1]!", "Hello Asha!"),
            ("[person_1]'s and **[Person_2]**", "Asha's and **Bela**"),
            ("[PERSON_1, PERSON_2] <PERSON_1>", "[Asha, Bela] <Asha>"),
            ("Use [CARD_1].", "Use card ending 4242."),
            ("[CARD_2] [PERSON_9] stay", "[CARD_2] [PERSON_9] stay"),
            ("XPERSON_1 PERSON_1X [[PERSON_1]]", "XPERSON_1 PERSON_1X [Asha]"),
            ("[PERSON_1](https://x.example)", "Asha(https://x.example)"),
            ("`[PERSON_1's]` नमस्ते PERSON_1", "`Asha's` नमस्ते Asha"),
        ] {
            assert_eq!(restore(text, &vault()), expected);
        }
    }

    #[test]
    fn pieces_may_be_cut_anywhere() {
        let text = "Hi [PERSON_1], \\[PERSON\\_2\\] paid with CARD_1 and [CARD_1";
        let whole = restore(text, &vault());
        for cut in (0..=text.len()).filter(|cut| text.is_char_boundary(*cut)) {
            let mut restorer = Restorer::new(&vault());
            let parts =
                [restorer.push(&text[..cut]), restorer.push(&text[cut..]), restorer.finish()];
            assert_eq!(parts.concat(), whole, "cut at {cut}");
        }
    }

    #[test]
    fn little_is_held_back() {
        let mut restorer = Restorer::new(&vault());
        for piece in ["a [link](x) ", "[PERSON_", "CARDIGAN ", "[PERSON_1 and so on"] {
            let _ = restorer.push(piece);
            assert!(restorer.held.len() < 30, "{}", restorer.held);
        }
        assert_eq!(Restorer::new(&vault()).push("no brackets here"), "no brackets here");
    }
}
