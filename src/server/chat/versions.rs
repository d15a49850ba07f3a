//! Which of a conversation's versions a person is shown.

use adda_protocol::{
    ConversationId, MessageId, Seq, ServerFrame, UserId,
    dto::{Chosen, ConversationPage, Place},
    limits,
};

use super::{
    Engine, Error, Result,
    engine::require,
    pages::{Stretch, page_size, stretch},
};
use crate::{auth::Identity, realtime::hub::Topic};

/// Which part of a conversation is opened.
#[derive(Clone, Copy, Debug, Default)]
pub struct Opening {
    /// The newest messages where absent.
    pub place: Option<Place>,
    /// The path up from this message; the one the person chose where absent.
    pub leaf: Option<MessageId>,
    pub limit: Option<usize>,
}

impl Engine {
    /// The newest messages of the path the person chose, or those at `place`, on the path on which it lies.
    pub async fn open(
        &self,
        who: &Identity,
        id: ConversationId,
        place: Option<Place>,
        limit: Option<usize>,
    ) -> Result<ConversationPage> {
        self.open_at(who, id, Opening { place, limit, leaf: None }).await
    }

    /// Part of a conversation.
    pub async fn open_at(
        &self,
        who: &Identity,
        id: ConversationId,
        Opening { place, leaf, limit }: Opening,
    ) -> Result<ConversationPage> {
        let (conversation, permission) = self.permission(who, id).await?;
        require(permission.may_read())?;
        let chosen = self.store.chosen(id, who.id()).await?;
        let (path, limit) = (leaf.or(chosen.leaf), page_size(limit));
        let mut found = stretch(&*self.store, id, path, place, limit).await?;
        if found.messages.is_empty() && leaf.is_some() {
            return Err(Error::NotFound);
        }
        if found.messages.is_empty() && place.is_some() {
            found = stretch(&*self.store, id, path, None, limit).await?;
        }
        let Stretch { messages, versions, erased, before, after } = found;
        let apart = chosen.leaf.filter(|_| chosen.apart && place.is_none() && leaf.is_none());
        let beside = match apart {
            Some(question) => self.store.after(id, question, *limits::COMPARED.end()).await?,
            None => Vec::new(),
        };
        // Read last: it is never behind the checkpoint in `messages`.
        let (streaming, also) = self.turns.streaming(id);
        Ok(ConversationPage {
            conversation,
            messages,
            versions,
            chosen,
            beside,
            erased,
            before,
            after,
            streaming,
            also,
        })
    }

    /// Shows the person the path on which the message with this seq lies, where it is not the one they are shown.
    pub async fn reveal(&self, who: &Identity, id: ConversationId, seq: Seq) -> Result<()> {
        let (_, permission) = self.permission(who, id).await?;
        require(permission.may_read())?;
        let found = self.store.messages(id, Some(seq.saturating_add(1)), 1).await?;
        let Some(message) = found.first().filter(|message| message.seq == seq) else {
            return Ok(());
        };
        let chosen = self.store.chosen(id, who.id()).await?;
        let shown = self.store.down(id, chosen.leaf, seq, 1).await?;
        if shown.first() == Some(&(seq, message.id)) {
            return Ok(());
        }
        self.show_path(who, id, message.id).await
    }

    /// Shows the person the path through a message, wherever they have the conversation open.
    pub async fn choose(
        &self,
        who: &Identity,
        id: ConversationId,
        message: MessageId,
    ) -> Result<ConversationPage> {
        let (_, permission) = self.permission(who, id).await?;
        require(permission.may_read())?;
        self.show_path(who, id, message).await?;
        self.open(who, id, None, None).await
    }

    async fn show_path(
        &self,
        who: &Identity,
        id: ConversationId,
        message: MessageId,
    ) -> Result<()> {
        let _lane = self.lanes.enter(id).await;
        let chosen = self.store.choose(id, who.id(), message).await?;
        self.tell_chosen(who.id(), id, chosen.ok_or(Error::NotFound)?);
        Ok(())
    }

    /// Which path the person is shown, where they ever chose one.
    pub async fn chosen(&self, who: &Identity, id: ConversationId) -> Result<Option<Chosen>> {
        let chosen = self.store.chosen(id, who.id()).await?;
        Ok(Some(chosen).filter(|chosen| chosen.version > 0))
    }

    /// Called within the conversation's lane, so that order is kept.
    pub(super) fn tell_chosen(&self, user: UserId, conversation: ConversationId, chosen: Chosen) {
        let frame = ServerFrame::Chosen { conversation, chosen };
        self.hub.publish(Topic::User(user), frame);
    }
}
