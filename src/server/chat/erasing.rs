//! Deleting one message. It keeps its place, so that nothing after it moves; what was said in it is gone everywhere.
//!
//! An answer that is being written is made of the messages before it, and what is on its way to a service cannot be called
//! back: while one is open nothing is deleted, so that nothing of it is written down anew behind the deletion.

use std::sync::Arc;

use adda_protocol::{AuthorKind, ConversationId, Message, MessageId, UserId, limits};

use super::{Engine, Error, Result, engine::require, outgoing::short_line};
use crate::{
    auth::Identity,
    context,
    store::{Erasure, NewErasure},
};

/// Why there is no other version of a message, and no other answer to it.
pub(super) const DELETED: &str = "this message was deleted";

impl Engine {
    /// Deletes what was said in a message; once more changes nothing.
    pub async fn erase(
        self: &Arc<Self>,
        who: &Identity,
        id: ConversationId,
        message: MessageId,
    ) -> Result<()> {
        let (_, permission) = self.permission(who, id).await?;
        require(permission.may_erase())?;
        let (engine, owner) = (self.clone(), who.id());
        self.seen_through(async move { engine.erase_and_tell(owner, id, message).await }).await
    }

    /// Says so where what is answered was deleted.
    pub(super) async fn require_question(
        &self,
        id: ConversationId,
        answer: &Message,
    ) -> Result<()> {
        let Some(question) = answer.reply_to else { return Ok(()) };
        match self.store.message(id, question).await? {
            Some(question) if question.deleted => Err(Error::Conflict(DELETED)),
            _ => Ok(()),
        }
    }

    async fn erase_and_tell(
        &self,
        owner: UserId,
        conversation: ConversationId,
        message: MessageId,
    ) -> Result<()> {
        let _lane = self.lanes.enter(conversation).await;
        let found = self.store.message(conversation, message).await?.ok_or(Error::NotFound)?;
        let (titles, at) = (titles(&found), self.clock.now());
        let new = NewErasure { conversation, message, owner, titles, at };
        match self.store.erase(new).await? {
            Erasure::Done(events) => {
                tracing::info!(user.id = %owner, message.id = %message, "message {message} deleted by {owner}");
                self.answers.forget(owner).await;
                self.publish(events);
                self.announce(owner, conversation).await;
                Ok(())
            }
            Erasure::Already => Ok(()),
            Erasure::Open => Err(Error::Conflict("an answer is being written: stop it first")),
            Erasure::Gone => Err(Error::NotFound),
        }
    }
}

/// What a conversation may be called after a message: made here, or where it was taken over from elsewhere.
fn titles(message: &Message) -> Vec<String> {
    if message.author.kind != AuthorKind::User || message.deleted {
        return Vec::new();
    }
    vec![context::title(&message.text), short_line(&message.text, limits::TITLE_CHARS)]
}
