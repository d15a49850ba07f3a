//! What is remembered of a person from one chat to the next.

use serde::{Deserialize, Serialize};

/// Longest memory, in characters.
pub const CHARS: usize = 300;

/// What a memory is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What they, or those around them, are called.
    Name,
    Preference,
    Goal,
    Date,
    Fact,
}

impl Kind {
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

/// The text of a memory on one line, without control characters; `None` where there is none or it is too long.
pub fn tidy(text: &str) -> Option<String> {
    let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty() && line.chars().count() <= CHARS).then_some(line)
}
