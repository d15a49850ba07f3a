//! Deleting conversations: at once, or after a while in which it can be undone.
//!
//! A deletion that can be undone is a mark with a time. Nobody finds the conversation from then on, not even its owner;
//! an answer being written there goes on, so that undoing gives back the whole. Who closes the page loses nothing: the
//! mark is in the database, and the server deletes what is due, after a restart as well.

use std::{sync::Arc, time::Duration};

use adda_protocol::{
    ConversationId, Millis, ServerFrame, UserId,
    dto::{Conversation, DeleteConversations, Done, Leaving},
    limits,
};

use futures::FutureExt;

use super::{Engine, Error, Result, engine::require, registry::Cause, shelf::each};
use crate::{auth::Identity, realtime::hub::Topic, store::Leaver};

/// Longest wait before marks are looked for: other servers on this database make them as well.
const LOOK_AGAIN: Millis = 30_000;
/// Shortest one, so that what cannot be deleted is not tried without a pause.
const PAUSE: Millis = 200;
/// Conversations deleted before looking again.
const BATCH: usize = 100;

impl Engine {
    /// Deletes the conversation, with `forget` also what is remembered from it. With `undo` it can be brought back for
    /// so many seconds.
    pub async fn delete(
        &self,
        who: &Identity,
        id: ConversationId,
        forget: bool,
        undo: Option<u32>,
    ) -> Result<()> {
        let (_, permission) = self.permission(who, id).await?;
        require(permission.may_delete())?;
        if let Some(seconds) = undo {
            return self.delete_later(who, id, forget, seconds).await;
        }
        self.turns.cancel_conversation(id, Cause::Deleted);
        let _lane = self.lanes.enter(id).await;
        if !self.store.delete_conversation(id, forget.then_some(who.id())).await? {
            return Err(Error::NotFound);
        }
        self.deleted(who.id(), id).await;
        Ok(())
    }

    async fn delete_later(
        &self,
        who: &Identity,
        id: ConversationId,
        forget: bool,
        seconds: u32,
    ) -> Result<()> {
        let seconds = seconds.clamp(1, limits::UNDO_MAX_SECONDS);
        let at = self.clock.now() + Millis::from(seconds) * 1_000;
        let _lane = self.lanes.enter(id).await;
        if !self.store.mark_for_deletion(id, at, forget).await? {
            return Err(Error::NotFound);
        }
        self.leaving.notify_one();
        self.gone(who.id(), id);
        Ok(())
    }

    /// Deletes many. Those that are not there, or not the person's, are passed over in silence; those that are
    /// leaving already count as done.
    pub async fn delete_many(&self, who: &Identity, what: DeleteConversations) -> Result<Done> {
        let DeleteConversations { ids, undo, forget } = what;
        let before = match undo {
            Some(_) => self.store.leaving(who.id(), self.clock.now()).await?,
            None => Vec::new(),
        };
        let before = &before;
        let one = |id| async move {
            if before.iter().any(|leaver| leaver.id == id) {
                return Ok(id);
            }
            self.delete(who, id, forget, undo).await.map(|()| id)
        };
        each(ids, |id| one(id).boxed()).await.map(|ids| Done { ids })
    }

    /// Undoes a deletion, while it can be undone.
    pub async fn restore(&self, who: &Identity, id: ConversationId) -> Result<Conversation> {
        let _lane = self.lanes.enter(id).await;
        if !self.store.restore_conversation(id, who.id(), self.clock.now()).await? {
            return Err(Error::NotFound);
        }
        self.announce(who.id(), id).await;
        Ok(self.permission(who, id).await?.0)
    }

    /// Undoes many deletions. What cannot be undone (any more) is passed over in silence.
    pub async fn restore_many(
        &self,
        who: &Identity,
        ids: Vec<ConversationId>,
    ) -> Result<Vec<Conversation>> {
        each(ids, |id| self.restore(who, id).boxed()).await
    }

    /// What the person deleted and can bring back.
    pub async fn leaving(&self, who: &Identity) -> Result<Option<Leaving>> {
        let now = self.clock.now();
        let leaving = self.store.leaving(who.id(), now).await?;
        let Some(first) = leaving.first() else { return Ok(None) };
        let left_ms = first.at - now;
        let ids = leaving.iter().map(|leaver| leaver.id).take(limits::BULK).collect();
        Ok(Some(Leaving { ids, left_ms }))
    }

    /// Deletes what is due, for as long as the server runs.
    pub async fn keep_deleting(self: Arc<Self>) {
        loop {
            let wait = match self.delete_due().await {
                Ok(next) => next.map_or(LOOK_AGAIN, |at| at - self.clock.now()),
                Err(error) => {
                    tracing::warn!(%error, "what is to be deleted cannot be read: {error}");
                    LOOK_AGAIN
                }
            };
            let wait = u64::try_from(wait.clamp(PAUSE, LOOK_AGAIN)).unwrap_or_default();
            let _ =
                tokio::time::timeout(Duration::from_millis(wait), self.leaving.notified()).await;
        }
    }

    /// Deletes what is due now; when the next is.
    pub async fn delete_due(&self) -> Result<Option<Millis>> {
        let now = self.clock.now();
        let marked = self.store.marked(BATCH).await?;
        for leaver in &marked {
            if leaver.at > now {
                return Ok(Some(leaver.at));
            }
            if let Err(error) = self.delete_marked(*leaver).await {
                tracing::warn!(%error, conversation.id = %leaver.id, "a deletion failed: {error}");
            }
        }
        Ok((marked.len() == BATCH).then_some(now))
    }

    async fn delete_marked(&self, Leaver { id, owner, .. }: Leaver) -> Result<()> {
        self.turns.cancel_conversation(id, Cause::Deleted);
        let _lane = self.lanes.enter(id).await;
        if self.store.delete_marked(id, self.clock.now()).await? {
            self.deleted(owner, id).await;
        }
        Ok(())
    }

    async fn deleted(&self, owner: UserId, id: ConversationId) {
        tracing::info!(user.id = %owner, conversation.id = %id, "conversation {id} deleted by {owner}");
        self.answers.forget(owner).await;
        self.gone(owner, id);
    }

    fn gone(&self, owner: UserId, id: ConversationId) {
        let gone = ServerFrame::Gone { conversation: id };
        self.hub.publish(Topic::Conversation(id), gone.clone());
        self.hub.publish(Topic::User(owner), gone);
    }
}
