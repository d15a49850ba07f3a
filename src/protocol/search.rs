//! Finding what was said.

use serde::{Deserialize, Serialize};

use crate::{Author, ConversationId, MessageId, Millis, Seq, from_json};

/// `GET /api/v1/search`: what was found, a page at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// Conversations whose title has the words, last changed first; on the first page alone.
    pub conversations: Vec<FoundConversation>,
    /// Messages that have the words, newest first.
    pub items: Vec<FoundMessage>,
    /// Goes back as `?cursor=`; absent at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

from_json!(SearchPage { conversations, items, next });

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundConversation {
    pub id: ConversationId,
    /// Its title in pieces.
    pub title: Vec<Piece>,
    pub updated_at: Millis,
}

from_json!(FoundConversation { id, title, updated_at });

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundMessage {
    pub conversation: ConversationId,
    pub title: String,
    pub message: MessageId,
    pub seq: Seq,
    pub author: Author,
    /// The sentence around the first place, in pieces.
    pub excerpt: Vec<Piece>,
    pub created_at: Millis,
}

from_json!(FoundMessage { conversation, title, message, seq, author, excerpt, created_at });

/// A stretch of text that was looked for, or what stands between two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub text: String,
    /// Whether it was looked for.
    pub hit: bool,
}

from_json!(Piece { text, hit });
