use adda_protocol::{
    ConversationId, MemoryId, MessageId, Millis, UserId, dto::Memory, memory::MemoryKind,
};
use async_trait::async_trait;

use super::{MoodSum, Result};

/// A memory about to be kept.
#[derive(Clone, Debug)]
pub struct NewMemory {
    pub id: MemoryId,
    pub kind: MemoryKind,
    pub text: String,
    /// Where it was told.
    pub from: Option<(ConversationId, MessageId)>,
}

/// What is to be remembered of a person for a question.
#[derive(Clone, Debug)]
pub struct Recall {
    pub words: Vec<String>,
    /// As many memories at most.
    pub memories: usize,
    /// The first day whose mood counts, from 1970-01-01.
    pub since: i64,
}

/// What was remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recalled {
    /// Those in which one of the words stands, the best first, then names and preferences, the latest first.
    pub memories: Vec<String>,
    /// Oldest first.
    pub moods: Vec<MoodSum>,
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

    async fn recall(&self, user: UserId, what: Recall) -> Result<Recalled>;

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
