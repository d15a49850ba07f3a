use adda_protocol::{ConversationId, Seq, UserId, dto::Category};
use async_trait::async_trait;

use super::Result;

/// What a person makes of a conversation in their own list. What is absent stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// True: it is put away no longer.
    pub pinned: Option<bool>,
    /// True: it is pinned no longer.
    pub archived: Option<bool>,
    /// Never goes back, and stops before an answer still to come.
    pub read_to: Option<Seq>,
}

#[async_trait]
pub trait MarkStore: Send + Sync {
    /// Notes what `user` makes of the conversation; false when they take no part in it.
    async fn mark_conversation(
        &self,
        id: ConversationId,
        user: UserId,
        marks: Marks,
    ) -> Result<bool>;

    /// Categories that `user` has conversations in, by name.
    async fn categories(&self, user: UserId) -> Result<Vec<Category>>;
}
