use adda_protocol::{ConversationId, Seq, UserId, dto::Conversation};
use async_trait::async_trait;

use super::Result;

/// Everything of a person's, to be taken away.
#[async_trait]
pub trait OwnStore: Send + Sync {
    /// Conversations of `user` after `after`, in the order of their ids: none is passed over when one changes meanwhile.
    async fn own_conversations(
        &self,
        user: UserId,
        after: Option<ConversationId>,
        limit: usize,
    ) -> Result<Vec<Conversation>>;

    /// The places of the messages on the path that `user` is shown, first to last.
    async fn seen_path(&self, id: ConversationId, user: UserId) -> Result<Vec<Seq>>;
}
