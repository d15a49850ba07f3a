use adda_protocol::{
    Author, ConversationId, Event, ListCursor, MessageId, Millis, UserId,
    dto::{Conversation, Listing, UpdateConversation},
};
use async_trait::async_trait;

use super::Result;

/// A conversation about to be made, with its greeting.
#[derive(Clone, Debug)]
pub struct NewConversation {
    pub id: ConversationId,
    pub owner: UserId,
    /// Empty until the first message names it.
    pub title: String,
    pub model: String,
    pub category: String,
    /// First message, from the AI.
    pub greeting: Option<(MessageId, Author, String)>,
    pub at: Millis,
}

/// What came of making a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Creation {
    Made(Conversation),
    /// The same owner made it before; nothing was written.
    There(Conversation),
    /// The id is somebody else's; nothing was written.
    Taken,
}

/// What a person is to a conversation; `chat::policy` turns it into answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Owner,
}

#[async_trait]
pub trait ConversationStore: Send + Sync {
    /// Makes the conversation, its participant and its first events, unless its id is there already.
    async fn create_conversation(&self, new: NewConversation) -> Result<Creation>;

    /// The conversation as `user` may see it; `None` when it does not exist or they take no part in it.
    async fn conversation(
        &self,
        id: ConversationId,
        user: UserId,
    ) -> Result<Option<(Conversation, Access)>>;

    /// Conversations `user` takes part in, pinned ones first, then last changed first, strictly after `after` in that
    /// order.
    async fn conversations(
        &self,
        user: UserId,
        wanted: Listing,
        after: Option<ListCursor>,
        limit: usize,
    ) -> Result<Vec<Conversation>>;

    /// Applies what is set of title, model and category in `change` and logs it; `None` when the conversation is gone.
    async fn update_conversation(
        &self,
        id: ConversationId,
        change: UpdateConversation,
        at: Millis,
    ) -> Result<Option<(Conversation, Event)>>;

    /// Removes the conversation with everything in it; false when it was gone. What is remembered from it of `forget` goes as
    /// well.
    async fn delete_conversation(&self, id: ConversationId, forget: Option<UserId>)
    -> Result<bool>;
}
