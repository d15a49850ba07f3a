//! The person's list of conversations: what stands in it, what is changed of one or of many, and who is told.

use std::collections::HashSet;

use adda_protocol::{
    ConversationId, ListCursor, Seq, ServerFrame, UserId,
    dto::{ChangeConversations, Conversation, Done, Listing, Page, UpdateConversation},
    limits,
};
use futures::{FutureExt, StreamExt, future::BoxFuture, stream};

use super::{Engine, Error, Result, engine::require, pages::page_size};
use crate::{auth::Identity, realtime::hub::Topic, store::Marks};

/// Conversations of one request that are changed at once.
const TOGETHER: usize = 8;

impl Engine {
    /// The person's conversations, pinned ones first, then last changed first.
    pub async fn list(
        &self,
        who: &Identity,
        wanted: Listing,
        after: Option<ListCursor>,
        limit: Option<usize>,
    ) -> Result<Page<Conversation>> {
        let limit = page_size(limit);
        let mut items = self.store.conversations(who.id(), wanted, after, limit + 1).await?;
        let more = items.len() > limit;
        items.truncate(limit);
        let place = |last: &Conversation| {
            let Conversation { pinned, updated_at, id, .. } = *last;
            ListCursor { pinned, updated_at, id }.to_string()
        };
        let next = items.last().filter(|_| more).map(place);
        Ok(Page { items, next })
    }

    pub async fn update(
        &self,
        who: &Identity,
        id: ConversationId,
        change: UpdateConversation,
    ) -> Result<Conversation> {
        let (unchanged, permission) = self.permission(who, id).await?;
        let UpdateConversation { pinned, archived, read_to, .. } = change;
        let marks = Marks { pinned, archived, read_to };
        let logged = UpdateConversation { pinned: None, archived: None, read_to: None, ..change };
        require(permission.may_read())?;
        if logged != UpdateConversation::default() {
            require(permission.may_change())?;
        }
        let logged = self.check_change(who, logged).await?;
        if logged == UpdateConversation::default() && marks == Marks::default() {
            return Ok(unchanged);
        }
        let _lane = self.lanes.enter(id).await;
        if marks != Marks::default() && !self.store.mark_conversation(id, who.id(), marks).await? {
            return Err(Error::NotFound);
        }
        if logged != UpdateConversation::default() {
            let changed = self.store.update_conversation(id, logged, self.clock.now()).await?;
            let (_, event) = changed.ok_or(Error::NotFound)?;
            self.publish([event]);
        }
        let (conversation, _) = self.permission(who, id).await?;
        self.announce(who.id(), id).await;
        Ok(conversation)
    }

    /// The reader has seen the conversation up to here.
    pub async fn read(&self, who: &Identity, id: ConversationId, to: Seq) -> Result<()> {
        let change = UpdateConversation { read_to: Some(to), ..Default::default() };
        self.update(who, id, change).await.map(drop)
    }

    /// Changes many in the same way. Those that are not there, or not the person's, are passed over in silence.
    pub async fn update_many(&self, who: &Identity, change: ChangeConversations) -> Result<Done> {
        let ChangeConversations { ids, category, pinned, archived, read } = change;
        let read_to = (read == Some(true)).then_some(Seq::MAX);
        let change =
            UpdateConversation { category, pinned, archived, read_to, ..Default::default() };
        // Wrong for one, wrong for all.
        self.check_change(who, change.clone()).await?;
        let change = &change;
        let one = |id| async move { self.update(who, id, change.clone()).await.map(|_| id) };
        each(ids, |id| one(id).boxed()).await.map(|ids| Done { ids })
    }

    /// Tells the person's pages how the conversation stands in their list. Called within the conversation's lane, so
    /// that order is kept.
    pub(super) async fn announce(&self, user: UserId, id: ConversationId) {
        let topic = Topic::User(user);
        if !self.hub.has_listeners(topic) {
            return;
        }
        match self.store.conversation(id, user).await {
            Ok(Some((conversation, _))) => {
                self.hub.publish(topic, ServerFrame::Listed { conversation });
            }
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(%error, conversation.id = %id, "a change of the list was not told: {error}");
            }
        }
    }

    /// The same for who is not in the lane.
    pub(super) async fn announce_later(&self, user: UserId, id: ConversationId) {
        let _lane = self.lanes.enter(id).await;
        self.announce(user, id).await;
    }
}

/// Does something to each conversation, some at once; what came of those that were there, in the order they were named.
pub(super) async fn each<'a, T: 'a>(
    mut ids: Vec<ConversationId>,
    act: impl Fn(ConversationId) -> BoxFuture<'a, Result<T>>,
) -> Result<Vec<T>> {
    if ids.len() > limits::BULK {
        let message = format!("One request changes at most {} conversations.", limits::BULK);
        return Err(Error::Invalid { field: "ids", message });
    }
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(*id));
    let acts: Vec<_> = ids.iter().map(|id| act(*id)).collect();
    let outcomes: Vec<_> = stream::iter(acts).buffered(TOGETHER).collect().await;
    let mut done = Vec::new();
    for outcome in outcomes {
        match outcome {
            Ok(what) => done.push(what),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}
