//! Versions of messages. A conversation is a tree: messages that follow the same one are versions of each other, and a
//! person is shown one path through it, from the beginning to a leaf.

use serde::{Deserialize, Serialize};

use crate::{ClientMessageId, MessageId, Seq, from_json};

/// Which path through a conversation a person is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// Where the path ends; absent where that is the newest message, whichever it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaf: Option<MessageId>,
    /// The answers to `leaf` stand side by side, until one is kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub apart: bool,
    /// Counts the person's choices: of two, the one with the larger number holds.
    pub version: u64,
}

from_json!(Chosen { leaf, apart or default, version });

/// One of several versions of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    pub id: MessageId,
    pub seq: Seq,
    /// What it follows, as its versions do.
    pub parent: MessageId,
}

from_json!(Version { id, seq, parent });

/// Asks for another answer to the same message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regenerate {
    /// The one that wrote the answer before where absent.
    #[serde(default)]
    pub model: Option<String>,
    /// Makes asking idempotent; made by the server where absent.
    #[serde(default)]
    pub client_id: Option<ClientMessageId>,
}

/// Asks to be shown the path through a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChooseVersion {
    pub message: MessageId,
}
