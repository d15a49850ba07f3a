use adda_protocol::{ConversationId, Millis, UserId};
use async_trait::async_trait;

use super::Result;

/// A conversation that is to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaver {
    pub id: ConversationId,
    pub owner: UserId,
    /// From then on it does not come back.
    pub at: Millis,
    /// What is remembered from it goes as well.
    pub forget: bool,
}

/// Deletions that can be undone for a while. Meanwhile nobody finds the conversation.
#[async_trait]
pub trait DeletionStore: Send + Sync {
    /// Marks the conversation to be deleted at `at`; false when it is gone or marked already.
    async fn mark_for_deletion(&self, id: ConversationId, at: Millis, forget: bool)
    -> Result<bool>;

    /// Takes the mark away, where the conversation is `user`'s and its time has not come; false otherwise.
    async fn restore_conversation(
        &self,
        id: ConversationId,
        user: UserId,
        now: Millis,
    ) -> Result<bool>;

    /// Conversations of `user` that can still come back, the first to go first.
    async fn leaving(&self, user: UserId, now: Millis) -> Result<Vec<Leaver>>;

    /// Marked conversations of everyone, the first to go first.
    async fn marked(&self, limit: usize) -> Result<Vec<Leaver>>;

    /// Deletes the conversation with everything in it, where it is marked and its time has come; false otherwise.
    async fn delete_marked(&self, id: ConversationId, now: Millis) -> Result<bool>;
}
