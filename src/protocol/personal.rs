//! What the server knows of a person beside their account, and what they let the AI know: theirs to see and to change.

use serde::{Deserialize, Serialize};

use crate::{ConversationId, MemoryId, MessageId, Millis, from_json, memory::MemoryKind};

/// What a person tells of themselves, and what they allow. `GET /api/v1/profile`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// How the AI calls them; empty for the name of their account.
    pub nickname: String,
    /// The language they prefer, as a tag (BCP 47): `hi`, `pt-BR`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The country they live in (ISO 3166): `IN`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    pub interests: Vec<String>,
    /// Whether the AI is told the interests.
    pub share_interests: bool,
    /// Whether facts are remembered from one chat to the next.
    pub memory: bool,
    /// Whether the mood of messages is read.
    pub mood: bool,
    /// Words and phrases always hidden from AI services.
    #[serde(default)]
    pub hidden_terms: Vec<String>,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            nickname: String::new(),
            language: None,
            region: None,
            interests: Vec::new(),
            share_interests: true,
            memory: true,
            mood: true,
            hidden_terms: Vec::new(),
        }
    }
}

/// What is present changes. An empty language or region is none.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct UpdateProfile {
    #[serde(default)]
    pub nickname: Option<String>,
    #[serde(default)]
    pub language: Option<String>,
    #[serde(default)]
    pub region: Option<String>,
    #[serde(default)]
    pub interests: Option<Vec<String>>,
    #[serde(default)]
    pub share_interests: Option<bool>,
    #[serde(default)]
    pub memory: Option<bool>,
    /// `false` removes all that was read.
    #[serde(default)]
    pub mood: Option<bool>,
    #[serde(default)]
    pub hidden_terms: Option<Vec<String>>,
}

/// What of the profile holds in one conversation: both are off where the profile's are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatPrivacy {
    pub memory: bool,
    /// Off for tax and investing unless it was turned on.
    pub mood: bool,
}

from_json!(ChatPrivacy { memory, mood });

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct UpdateChatPrivacy {
    #[serde(default)]
    pub memory: Option<bool>,
    #[serde(default)]
    pub mood: Option<bool>,
}

/// Something that is remembered of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    pub id: MemoryId,
    pub kind: MemoryKind,
    pub text: String,
    /// Where it was told; absent where it was written by hand, or the conversation is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<ConversationId>,
    /// Title of that conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
    pub created_at: Millis,
    pub updated_at: Millis,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateMemory {
    pub text: String,
    #[serde(default)]
    pub kind: Option<MemoryKind>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct UpdateMemory {
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub kind: Option<MemoryKind>,
}

/// How a person has felt. Scores go from -100 to 100.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoodReport {
    /// Whether moods are read at all.
    pub on: bool,
    /// Days on which something could be read, oldest first.
    pub days: Vec<MoodDay>,
}

/// One day of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoodDay {
    /// YYYY-MM-DD, UTC.
    pub day: String,
    /// Mean of the day's messages.
    pub score: i64,
    /// Smoothed with the days before.
    pub trend: i64,
    pub messages: u64,
}

/// A request as it left for an AI service. `GET /api/v1/messages/{id}/sent`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentRequest {
    /// The answer it asked for.
    pub message: MessageId,
    pub provider: String,
    /// The model's name as its service knows it.
    pub model: String,
    /// Most tokens of the answer.
    pub max_output_tokens: u64,
    pub lines: Vec<SentLine>,
    pub at: Millis,
}

/// A line of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentLine {
    /// `system`, `user`, `assistant` or `tool`.
    pub role: String,
    pub text: String,
}
