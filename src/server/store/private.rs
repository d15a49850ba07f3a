use adda_protocol::{ConversationId, MessageId, Millis, UserId};
use async_trait::async_trait;

use super::{Result, Sealed};

/// A request that left for an AI service, sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentRow {
    /// The answer it asked for.
    pub message: MessageId,
    pub conversation: ConversationId,
    pub user: UserId,
    pub sealed: Sealed,
    pub at: Millis,
}

/// What is kept sealed beside a conversation, and goes with it.
#[async_trait]
pub trait PrivateStore: Send + Sync {
    /// What a conversation's placeholders stand for, and its version.
    async fn vault(&self, id: ConversationId) -> Result<Option<(Sealed, i64)>>;

    /// Writes it over the version that was read, `None` where there was none. False, and nothing written, when there is
    /// another one now, or the conversation is gone.
    async fn save_vault(
        &self,
        id: ConversationId,
        over: Option<i64>,
        sealed: Sealed,
    ) -> Result<bool>;

    /// Keeps a request, in place of an earlier one for the same answer, and only the newest `most` of its conversation. Not one
    /// that may tell a message deleted since it left.
    async fn keep_sent(&self, new: SentRow, most: usize) -> Result<()>;

    /// What was sent for `message`, an answer or the message it answers, on behalf of `user`.
    async fn sent_request(&self, user: UserId, message: MessageId) -> Result<Option<SentRow>>;
}
