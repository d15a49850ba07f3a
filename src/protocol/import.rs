//! Taking over conversations from files of other services.

use serde::{Deserialize, Serialize};

use crate::{ImportId, Millis};

/// How far taking a file over is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    Running,
    Done,
    /// The person ended it. What was taken over by then stays.
    Cancelled,
    /// The file could be read no further.
    Failed,
    /// The server stopped in the middle. What was taken over by then stays, and the file can be sent again.
    Interrupted,
}

impl ImportState {
    /// The word used in storage and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
            Self::Interrupted => "interrupted",
        }
    }

    /// Reads [`Self::as_str`] back.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Running, Self::Done, Self::Cancelled, Self::Failed, Self::Interrupted]
            .into_iter()
            .find(|state| state.as_str() == word)
    }
}

/// A file being taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    pub id: ImportId,
    pub state: ImportState,
    /// Length of the file.
    pub bytes: u64,
    #[serde(flatten)]
    pub progress: ImportProgress,
    pub created_at: Millis,
    /// When it last got on.
    pub updated_at: Millis,
}

/// What has been done of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportProgress {
    /// How much of the file has been read.
    pub read: u64,
    /// Conversations that are new.
    pub added: u64,
    /// Those that were here already.
    pub known: u64,
    /// Entries that could not be taken over.
    pub faulty: u64,
    /// The first of them.
    pub faults: Vec<ImportFault>,
    /// Why nothing more could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ImportReason>,
}

/// Why a file, or an entry of one, is not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportReason {
    /// A file of no form that is known, or damaged.
    NoExport,
    /// An archive without conversations.
    NoConversations,
    /// An archive that unpacks to more than can be taken.
    TooLarge,
    /// An entry that the file ends in the middle of.
    CutOff,
    /// An entry longer than can be read.
    TooLong,
    /// An entry that is no JSON object, or no valid text.
    NotJson,
    /// An entry that is no conversation of a form that is known.
    UnknownForm,
    /// A conversation whose messages are not where they are expected.
    Misshapen,
    /// A conversation without messages.
    Empty,
    /// A conversation with more messages than can be taken.
    TooMany,
    /// Something went wrong on the server's side.
    Trouble,
    /// The file could not be read. What was noted before there were words for it, too.
    #[serde(other)]
    Unreadable,
}

/// An entry that could not be taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportFault {
    /// Its number in the file, from 1 on.
    pub entry: u64,
    /// Empty where it has none.
    pub title: String,
    pub reason: ImportReason,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reason_is_a_word_and_what_was_a_sentence_is_read_still() {
        let read = |json: &str| serde_json::from_str::<ImportReason>(json).unwrap();
        assert_eq!(serde_json::to_value(ImportReason::NoExport).unwrap(), "no_export");
        assert_eq!(read("\"cut_off\""), ImportReason::CutOff);
        assert_eq!(read("\"It cannot be read.\""), ImportReason::Unreadable);
    }
}
