use adda_protocol::{
    ConversationId, Seq, UserId,
    dto::{Appearance, Profile},
};
use async_trait::async_trait;

use super::Result;

/// What a participant decided for one conversation; `None` where they did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    pub memory: Option<bool>,
    pub mood: Option<bool>,
}

/// Who asks in a conversation, and what they let the AI know there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation {
    /// Of the account.
    pub name: String,
    /// Of the conversation.
    pub category: String,
    pub profile: Profile,
    pub choices: Choices,
}

/// A day's messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoodSum {
    /// Days since 1970-01-01, UTC.
    pub day: i64,
    /// Of scores from -100 to 100.
    pub total: i64,
    pub messages: i64,
}

/// Score of a message, from -100 to 100, and its day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadMood {
    pub seq: Seq,
    pub day: i64,
    pub score: i64,
}

/// What people tell of themselves and allow, and how they have felt.
#[async_trait]
pub trait PersonalStore: Send + Sync {
    async fn profile(&self, user: UserId) -> Result<Profile>;

    /// Replaces the profile. With `mood` off, what was read of moods goes in the same transaction.
    async fn set_profile(&self, user: UserId, profile: Profile) -> Result<()>;

    /// `None` where they never chose.
    async fn appearance(&self, user: UserId) -> Result<Option<Appearance>>;

    async fn set_appearance(&self, user: UserId, appearance: Appearance) -> Result<()>;

    /// `None` where `user` takes no part in the conversation.
    async fn situation(&self, id: ConversationId, user: UserId) -> Result<Option<Situation>>;

    /// False where `user` takes no part in the conversation.
    async fn set_choices(&self, id: ConversationId, user: UserId, choices: Choices)
    -> Result<bool>;

    /// Counts a message's score for its day, unless the person wants no moods read.
    async fn add_mood(&self, user: UserId, day: i64, score: i64) -> Result<()>;

    /// The same for messages of one conversation whose scores came with its notes; each is counted once, however often the
    /// notes are made anew.
    async fn add_read_moods(
        &self,
        id: ConversationId,
        user: UserId,
        moods: Vec<ReadMood>,
    ) -> Result<()>;

    /// The days from `from` on, oldest first.
    async fn moods(&self, user: UserId, from: i64) -> Result<Vec<MoodSum>>;
}
