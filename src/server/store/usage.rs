use adda_protocol::{
    ConversationId, Cost, KeyOwner, MessageId, Millis, Usage, UserId,
    dto::{Totals, UsageLine},
};
use async_trait::async_trait;
use uuid::Uuid;

use super::Result;

/// One run of an answer, as it is accounted for.
#[derive(Clone, Debug, PartialEq)]
pub struct NewUsage {
    pub id: Uuid,
    pub user: UserId,
    /// Absent for answers to programs.
    pub conversation: Option<ConversationId>,
    pub message: Option<MessageId>,
    pub model: String,
    pub provider: String,
    pub key: KeyOwner,
    pub usage: Usage,
    pub cost: Option<Cost>,
    pub first_token_ms: Option<u64>,
    pub total_ms: u64,
    /// Taken from the answer cache.
    pub cached: bool,
    pub at: Millis,
}

#[async_trait]
pub trait UsageStore: Send + Sync {
    /// Accounts for an answer that belongs to no conversation. Those of conversations come with
    /// [`super::LogStore::complete_answer`].
    async fn record_usage(&self, new: NewUsage) -> Result<()>;

    /// What `user` used from `from` on and before `to`: a line a day (UTC), model and key owner, in that order.
    async fn usage(&self, user: UserId, from: Millis, to: Millis) -> Result<Vec<UsageLine>>;

    /// What a conversation used.
    async fn conversation_usage(&self, id: ConversationId) -> Result<Totals>;
}
