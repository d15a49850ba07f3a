use adda_protocol::{ConversationId, Event, MessageId, Millis, UserId};
use async_trait::async_trait;

use super::Result;

/// A message about to be deleted.
#[derive(Clone, Debug)]
pub struct NewErasure {
    pub conversation: ConversationId,
    pub message: MessageId,
    /// Whose conversation it is.
    pub owner: UserId,
    /// Titles that are made of its text: they go with it.
    pub titles: Vec<String>,
    pub at: Millis,
}

/// What came of deleting a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Erasure {
    Done(Vec<Event>),
    /// It was deleted before; nothing was written.
    Already,
    /// An answer of the conversation is being written or waits, and may be made of it; nothing was written.
    Open,
    /// It is not there.
    Gone,
}

/// Deleting single messages. A deleted message keeps its place, its author and its figures; its text is gone from all that
/// was made of it: the log, the index, the summary, what was remembered, what was sent, what was shared.
#[async_trait]
pub trait ErasureStore: Send + Sync {
    async fn erase(&self, new: NewErasure) -> Result<Erasure>;
}
