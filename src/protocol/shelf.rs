//! The list of conversations: categories, and what is done to many at once.

use serde::{Deserialize, Serialize};

use crate::{ConversationId, Millis, from_json};

/// Categories that are always there; the first is that of a new conversation. People name others themselves.
pub const CATEGORIES: [&str; 6] =
    ["general", "tax", "investing", "budgeting", "banking", "insurance"];

/// A category in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    pub name: String,
    pub conversations: u64,
}

/// Which conversations of the list are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// Those put away, in place of the others.
    #[serde(default)]
    pub archived: bool,
    #[serde(default)]
    pub category: Option<String>,
    /// Part of the title, in any case.
    #[serde(default)]
    pub title: Option<String>,
}

/// The same change to each of `ids`. What is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeConversations {
    pub ids: Vec<ConversationId>,
    #[serde(default)]
    pub category: Option<String>,
    #[serde(default)]
    pub pinned: Option<bool>,
    #[serde(default)]
    pub archived: Option<bool>,
    /// True: all of each has been seen.
    #[serde(default)]
    pub read: Option<bool>,
}

/// Deletes each of `ids`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeleteConversations {
    pub ids: Vec<ConversationId>,
    /// Seconds in which it can be undone; none for now and for good.
    #[serde(default)]
    pub undo: Option<u32>,
    /// What is remembered from them goes as well.
    #[serde(default)]
    pub forget: bool,
}

/// Brings back each of `ids` whose deletion can be undone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestoreConversations {
    pub ids: Vec<ConversationId>,
}

/// Those of the conversations named for which it is so now. The others are not there, or not the person's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    pub ids: Vec<ConversationId>,
}

from_json!(Done { ids });

/// Conversations that were deleted and can come back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaving {
    pub ids: Vec<ConversationId>,
    /// Time left for the first of them.
    pub left_ms: Millis,
}

from_json!(Leaving { ids, left_ms });
