//! What is remembered of a person from one chat to the next.

use serde::{Deserialize, Serialize};

/// Longest memory, in characters.
pub const CHARS: usize = 300;

/// What a memory is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemoryKind {
    /// What they, or those around them, are called.
    Name,
    Preference,
    Goal,
    Date,
    Fact,
}

impl MemoryKind {
    pub const ALL: [Self; 5] = [Self::Name, Self::Preference, Self::Goal, Self::Date, Self::Fact];

    /// The word used in storage and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Preference => "preference",
            Self::Goal => "goal",
            Self::Date => "date",
            Self::Fact => "fact",
        }
    }

    /// Reads [`Self::as_str`] back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// The text of a memory on one line, without characters that hide or reorder others; `None` where there is none or it is too
/// long.
pub fn tidy(text: &str) -> Option<String> {
    let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let visible: String = visible.chars().filter(|&c| !is_hidden(c)).collect();
    let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty() && line.chars().count() <= CHARS).then_some(line)
}

/// The joiners stay: scripts of India, Persian and emoji need them.
const fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_one_visible_line() {
        assert_eq!(tidy(" a\n b\u{202e}\u{0}c "), Some("a b c".to_owned()));
        assert_eq!(tidy("क्‍ष"), Some("क्‍ष".to_owned()));
        assert_eq!(tidy("\n\u{200b}"), None);
        assert_eq!(tidy(&"x".repeat(CHARS + 1)), None);
        for kind in MemoryKind::ALL {
            assert_eq!(MemoryKind::parse(kind.as_str()), Some(kind));
        }
    }
}
