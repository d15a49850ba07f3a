use adda_protocol::{
    ConversationId, MemoryId, MessageId, Millis, UserId, dto::Memory, memory::MemoryKind,
};
use async_trait::async_trait;

use super::Result;

/// A memory about to be kept.
#[derive(Clone, Debug)]
pub struct NewMemory {
    pub id: MemoryId,
    pub kind: MemoryKind,
    pub text: String,
    /// Where it was told.
    pub from: Option<(ConversationId, MessageId)>,
}

/// What is remembered of people. Every method takes whose it is, and touches nobody else's.
#[async_trait]
pub trait MemoryStore: Send + Sync {
    /// Keeps memories as long as the person has fewer than `most`; how many were kept. What is known word for word already,
    /// and what comes from a conversation they take no part in any more, or from a deleted message, is left out.
    async fn add_memories(
        &self,
        user: UserId,
        new: Vec<NewMemory>,
        most: usize,
        at: Millis,
    ) -> Result<usize>;

    /// The person's memories, newest first, before `before` in that order.
    async fn memories(
        &self,
        user: UserId,
        before: Option<MemoryId>,
        limit: usize,
    ) -> Result<Vec<Memory>>;

    /// Memories in which one of `words` stands, the best first, then names and preferences, the latest first.
    async fn relevant_memories(
        &self,
        user: UserId,
        words: Vec<String>,
        limit: usize,
    ) -> Result<Vec<String>>;

    /// The memory as it is then; `None` when it is not theirs or not there.
    async fn change_memory(
        &self,
        user: UserId,
        id: MemoryId,
        change: (Option<MemoryKind>, Option<String>),
        at: Millis,
    ) -> Result<Option<Memory>>;

    /// False when it is not theirs or not there.
    async fn remove_memory(&self, user: UserId, id: MemoryId) -> Result<bool>;

    /// Removes all memories of a person; how many.
    async fn forget(&self, user: UserId) -> Result<u64>;
}
