//! Shared chats: read-only snapshots that whoever has the link can read.

use serde::{Deserialize, Serialize};

use crate::{ConversationId, Millis, ShareId, dto::Password};

/// A snapshot, as its owner sees it. Its link is nowhere to be found again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub id: ShareId,
    /// What it was taken of, and goes with.
    pub conversation: ConversationId,
    /// Of then.
    pub title: String,
    /// How many it shows.
    pub messages: u64,
    pub created_at: Millis,
    /// From then on it is gone; it stays until it is taken back where this is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Millis>,
}

/// Asks for a snapshot of a conversation as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateShare {
    /// It never ends by itself where this is absent.
    #[serde(default)]
    pub expires_in_days: Option<u32>,
}

/// A snapshot just made: the only time its link is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatedShare {
    #[serde(flatten)]
    pub share: Share,
    /// Address of its page on this server. Who has it can read it.
    pub path: Password,
}

/// What a snapshot shows of one message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedMessage {
    /// Its number in the snapshot, from 1 on.
    pub place: u64,
    /// The model that wrote it; absent for the person, who stays unnamed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    pub text: String,
    pub created_at: Millis,
}

/// A page of a snapshot, as whoever has the link reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedPage {
    pub title: String,
    pub created_at: Millis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Millis>,
    pub messages: Vec<SharedMessage>,
    /// How many there are in all.
    pub total: u64,
}
