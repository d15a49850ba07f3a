//! A conversation as it is taken over, wherever it comes from.

use adda_protocol::Millis;

/// Where a file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    ChatGpt,
    Claude,
    Adda,
}

impl Source {
    /// Kept apart by this: two services may use the same id.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ChatGpt => "chatgpt",
            Self::Claude => "claude",
            Self::Adda => "adda",
        }
    }

    /// The model of answers that name none.
    pub const fn model(self) -> &'static str {
        match self {
            Self::ChatGpt => "chatgpt",
            Self::Claude => "claude",
            Self::Adda => "unknown",
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Talk {
    pub source: Source,
    /// Its id there.
    pub id: String,
    pub title: String,
    pub category: Option<String>,
    pub pinned: bool,
    pub archived: bool,
    pub created_at: Option<Millis>,
    pub turns: Vec<Turn>,
}

/// What was said at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// Its id there.
    pub key: String,
    /// Which turn before it follows.
    pub parent: Option<usize>,
    pub said: Said,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// By the AI; by the person otherwise.
    pub ai: bool,
    pub model: Option<String>,
    pub text: String,
    pub reasoning: Option<String>,
    pub at: Option<Millis>,
}
