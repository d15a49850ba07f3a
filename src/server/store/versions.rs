use adda_protocol::{
    ConversationId, Message, MessageId, Seq, UserId,
    dto::{Chosen, Version},
};
use async_trait::async_trait;

use super::Result;

/// From where a path is read upwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// From the newest message of the conversation.
    Newest,
    /// From this message.
    At(MessageId),
    /// From what the message with this seq follows; where there is none, from the newest before it.
    Before(Seq),
}

/// The paths through a conversation's tree.
#[async_trait]
pub trait VersionStore: Send + Sync {
    /// The newest `limit` messages of the path up from `spot`, oldest first, and all versions of those that have several, and of
    /// what follows the last one.
    /// Reads what it gives, however long the conversation is.
    async fn path(
        &self,
        id: ConversationId,
        spot: Spot,
        limit: usize,
    ) -> Result<(Vec<Message>, Vec<Version>)>;

    /// The oldest `limit` messages from `seq` on, of the path up from `leaf` (or from the newest message).
    async fn down(
        &self,
        id: ConversationId,
        leaf: Option<MessageId>,
        seq: Seq,
        limit: usize,
    ) -> Result<Vec<(Seq, MessageId)>>;

    /// The newest message of those after `message` and itself.
    async fn leaf_below(&self, id: ConversationId, message: MessageId)
    -> Result<Option<MessageId>>;

    /// The newest `limit` messages that follow `message` itself, oldest first.
    async fn after(
        &self,
        id: ConversationId,
        message: MessageId,
        limit: usize,
    ) -> Result<Vec<Message>>;

    /// Whether the message with this seq is among the last `within` of the path up from `leaf`.
    async fn is_on_path(
        &self,
        id: ConversationId,
        leaf: MessageId,
        seq: Seq,
        within: usize,
    ) -> Result<bool>;

    /// Whether another version of the message came before it.
    async fn has_earlier_version(&self, id: ConversationId, message: MessageId) -> Result<bool>;

    /// Which path `user` is shown.
    async fn chosen(&self, id: ConversationId, user: UserId) -> Result<Chosen>;

    /// Shows `user` the path through `message`, down to the newest message after it. `None` when there is no such message, or
    /// they take no part.
    async fn choose(
        &self,
        id: ConversationId,
        user: UserId,
        message: MessageId,
    ) -> Result<Option<Chosen>>;
}
