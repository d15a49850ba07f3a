use adda_protocol::{
    ConversationId, Cost, KeyOwner, MessageId, Millis, Usage, UserId,
    dto::{Totals, UsageLine, User},
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

/// What one person used of one model, with whose key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonUsage {
    pub user: User,
    pub model: String,
    pub key: KeyOwner,
    pub totals: Totals,
}

#[async_trait]
pub trait UsageStore: Send + Sync {
    /// Accounts for an answer that belongs to no conversation. Those of conversations come with
    /// [`super::LogStore::complete_answer`].
    async fn record_usage(&self, new: NewUsage) -> Result<()>;

    /// What `user` used from `from` on and before `to`: a line a day (UTC), model and key owner, in that order.
    async fn usage(&self, user: UserId, from: Millis, to: Millis) -> Result<Vec<UsageLine>>;

    /// The same of everybody.
    async fn server_usage(&self, from: Millis, to: Millis) -> Result<Vec<UsageLine>>;

    /// The same by person and model, the most tokens first; sums in different currencies count for themselves.
    async fn usage_of_people(
        &self,
        from: Millis,
        to: Millis,
        limit: usize,
    ) -> Result<Vec<PersonUsage>>;

    /// What a conversation used.
    async fn conversation_usage(&self, id: ConversationId) -> Result<Totals>;
}
