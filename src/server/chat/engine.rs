//! The one way in: the live connection, the server functions, the REST API and every later endpoint call this.

use std::sync::Arc;

use adda_protocol::{
    ConversationId, Event, ListCursor, MessageId, Seq,
    dto::{
        Conversation, ConversationPage, CreateConversation, ModelInfo, Page, SendMessage, Sent,
        UpdateConversation,
    },
    frames::Streaming,
};

use super::Result;
use crate::{
    auth::Identity,
    clock::Clock,
    config::Config,
    ids::Ids,
    provider::registry::Registry,
    realtime::hub::{Hub, Subscriber},
    store::Store,
};

/// A stretch of a conversation's log, for catching up.
#[derive(Clone, Debug)]
pub struct Feed {
    pub events: Vec<Event>,
    pub head: Seq,
    pub more: bool,
    pub streaming: Option<Streaming>,
}

/// The service.
#[derive(Debug)]
pub struct Engine {
    store: Arc<dyn Store>,
}

#[expect(unused_variables, clippy::unused_async, clippy::todo, reason = "skeleton")]
impl Engine {
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        ids: Arc<Ids>,
        hub: Arc<Hub>,
        providers: Arc<Registry>,
        config: &Config,
    ) -> Arc<Self> {
        Arc::new(Self { store })
    }

    /// Starts a conversation with its greeting.
    pub async fn create(&self, who: &Identity, new: CreateConversation) -> Result<Conversation> {
        todo!()
    }

    /// The person's conversations, last changed first.
    pub async fn list(
        &self,
        who: &Identity,
        after: Option<ListCursor>,
        limit: Option<usize>,
    ) -> Result<Page<Conversation>> {
        todo!()
    }

    /// The newest messages before `before` (or of all).
    pub async fn open(
        &self,
        who: &Identity,
        id: ConversationId,
        before: Option<Seq>,
        limit: Option<usize>,
    ) -> Result<ConversationPage> {
        todo!()
    }

    /// The log after `after`, and the text so far of the answer being written when nothing more is to come.
    /// To miss nothing, watch the conversation's topic first, then ask.
    pub async fn feed(&self, who: &Identity, id: ConversationId, after: Seq) -> Result<Feed> {
        todo!()
    }

    /// Makes `subscriber` watch the conversation, where the person may read it.
    pub async fn watch(
        &self,
        who: &Identity,
        id: ConversationId,
        subscriber: &mut Subscriber,
    ) -> Result<()> {
        todo!()
    }

    pub async fn update(
        &self,
        who: &Identity,
        id: ConversationId,
        change: UpdateConversation,
    ) -> Result<Conversation> {
        todo!()
    }

    pub async fn delete(&self, who: &Identity, id: ConversationId) -> Result<()> {
        todo!()
    }

    /// Sends a message and has it answered. The same `client_id` twice is one message and one answer.
    pub async fn send(
        self: &Arc<Self>,
        who: &Identity,
        id: ConversationId,
        send: SendMessage,
    ) -> Result<Sent> {
        todo!()
    }

    /// Stops an answer that streams or waits; what was written is kept.
    pub async fn stop(
        self: &Arc<Self>,
        who: &Identity,
        id: ConversationId,
        message: MessageId,
    ) -> Result<()> {
        todo!()
    }

    /// Goes on with a stopped or interrupted answer.
    pub async fn resume(
        self: &Arc<Self>,
        who: &Identity,
        id: ConversationId,
        message: MessageId,
    ) -> Result<()> {
        todo!()
    }

    /// Writes a failed, stopped or interrupted answer anew.
    pub async fn retry(
        self: &Arc<Self>,
        who: &Identity,
        id: ConversationId,
        message: MessageId,
    ) -> Result<()> {
        todo!()
    }

    /// Models people can choose, and the one new conversations get.
    pub fn models(&self) -> (Vec<ModelInfo>, String) {
        todo!()
    }

    /// After a start: marks what the last run left unfinished and goes on with what waited.
    pub async fn recover(self: &Arc<Self>) -> Result<()> {
        todo!()
    }

    /// Lets answers in flight finish for at most `grace`, then interrupts them with their text kept.
    pub async fn shutdown(&self, grace: std::time::Duration) {
        todo!()
    }

    /// Answers being written now.
    pub fn running(&self) -> usize {
        todo!()
    }
}
