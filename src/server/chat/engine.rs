//! The one way in: the live connection, the server functions, the REST API and every later endpoint call this.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use adda_protocol::{
    AuthorKind, ConversationId, Event, Message, MessageId, Seq, ServerFrame,
    dto::{Conversation, ModelInfo, Totals},
    frames::Streaming,
    limits,
};
use tokio::sync::Notify;
use tracing::Instrument;

use super::{
    Error, Result,
    call::Calls,
    lanes::Lanes,
    outgoing,
    pages::fitting,
    policy::Permission,
    registry::{Cause, Turns},
    summaries::Summaries,
    turn,
};
use crate::{
    auth::Identity,
    cache::Answers,
    clock::Clock,
    config::{ContextConfig, LimitsConfig, ModelsConfig},
    ids::Ids,
    limiter::Limits,
    provider::registry::Registry,
    realtime::hub::{Hub, Subscriber, Topic},
    store::{Start, Started, Store},
};

/// A stretch of a conversation's log, for catching up.
#[derive(Clone, Debug)]
pub struct Feed {
    pub events: Vec<Event>,
    pub head: Seq,
    pub more: bool,
    pub streaming: Option<Streaming>,
    pub also: Vec<Streaming>,
}

/// The service.
pub struct Engine {
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) ids: Arc<Ids>,
    pub(super) hub: Arc<Hub>,
    pub(super) providers: Arc<Registry>,
    pub(super) calls: Arc<Calls>,
    pub(super) rates: Arc<Limits>,
    pub(super) answers: Arc<Answers>,
    pub(super) limits: LimitsConfig,
    pub(super) models: ModelsConfig,
    pub(super) context: ContextConfig,
    pub(super) summaries: Summaries,
    pub(super) turns: Turns,
    pub(super) lanes: Lanes,
    /// Told when there is another deletion to wait for.
    pub(super) leaving: Notify,
    stopping: AtomicBool,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("running", &self.turns.len()).finish_non_exhaustive()
    }
}

impl Engine {
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        ids: Arc<Ids>,
        hub: Arc<Hub>,
        rates: Arc<Limits>,
        calls: Arc<Calls>,
        config: &crate::config::Config,
    ) -> Arc<Self> {
        Arc::new(Self {
            store,
            providers: calls.providers.clone(),
            answers: calls.answers.clone(),
            calls,
            rates,
            clock,
            ids,
            hub,
            limits: config.limits.clone(),
            models: config.models.clone(),
            context: config.context.clone(),
            summaries: Summaries::default(),
            turns: Turns::default(),
            lanes: Lanes::default(),
            leaving: Notify::new(),
            stopping: AtomicBool::new(false),
        })
    }

    /// The log after `after`, and the text so far of the answer being written when nothing more is to come.
    /// To miss nothing, watch the conversation's topic first, then ask.
    pub async fn feed(&self, who: &Identity, id: ConversationId, after: Seq) -> Result<Feed> {
        let (conversation, permission) = self.permission(who, id).await?;
        require(permission.may_read())?;
        let mut events = self.store.events(id, after, limits::CATCH_UP_EVENTS + 1).await?;
        let fits = fitting(&events);
        let more = events.len() > fits;
        events.truncate(fits);
        let last = events.last().map_or(after, |event| event.seq);
        let (streaming, also) = if more { (None, Vec::new()) } else { self.turns.streaming(id) };
        Ok(Feed { events, head: conversation.last_seq.max(last), more, streaming, also })
    }

    /// What the conversation's answers used.
    pub async fn usage(&self, who: &Identity, id: ConversationId) -> Result<Totals> {
        let (_, permission) = self.permission(who, id).await?;
        require(permission.may_read())?;
        Ok(self.store.conversation_usage(id).await?)
    }

    /// Makes `subscriber` watch the conversation, where the person may read it.
    pub async fn watch(
        &self,
        who: &Identity,
        id: ConversationId,
        subscriber: &mut Subscriber,
    ) -> Result<()> {
        let (_, permission) = self.permission(who, id).await?;
        require(permission.may_read())?;
        subscriber.watch(Topic::Conversation(id));
        Ok(())
    }

    /// Stops an answer that streams or waits; what was written is kept.
    pub async fn stop(
        self: &Arc<Self>,
        who: &Identity,
        id: ConversationId,
        message: MessageId,
    ) -> Result<()> {
        let answer = self.answer(who, id, message).await?;
        if !answer.state.is_open() {
            return Err(Error::Conflict("this answer is not being written"));
        }
        if self.turns.cancel(message, Cause::Stopped) {
            return Ok(());
        }
        turn::stop_waiting(self, id, answer).await
    }

    /// Waits until an answer that was stopped is written down as stopped.
    pub async fn settled(&self, message: MessageId) {
        self.turns.ended(message).await;
    }

    /// Goes on with a stopped or interrupted answer.
    pub async fn resume(
        self: &Arc<Self>,
        who: &Identity,
        id: ConversationId,
        message: MessageId,
    ) -> Result<()> {
        self.restart(who, id, message, Start::Continue).await
    }

    /// Writes a failed, stopped or interrupted answer anew.
    pub async fn retry(
        self: &Arc<Self>,
        who: &Identity,
        id: ConversationId,
        message: MessageId,
    ) -> Result<()> {
        self.restart(who, id, message, Start::Retry).await
    }

    /// Models the person can choose, and the one their new conversations get: both follow from the keys they have.
    pub async fn models(&self, who: &Identity) -> Result<(Vec<ModelInfo>, String)> {
        let own = self.calls.keys.providers_of(who.id()).await?;
        let has_key = |provider: &str| own.iter().any(|name| name == provider);
        Ok((self.providers.models_with(has_key), self.providers.default_with(has_key)))
    }

    /// After a start: marks what the last run left unfinished and goes on with what waited.
    pub async fn recover(self: &Arc<Self>) -> Result<()> {
        let recovered = self.store.recover(self.clock.now()).await?;
        if !recovered.interrupted.is_empty() {
            tracing::info!(
                answers = recovered.interrupted.len(),
                "{} answers were interrupted by the last stop",
                recovered.interrupted.len()
            );
        }
        for started in recovered.started {
            let run = turn::Run { seq: started.event.seq, fresh: false, asker: None };
            turn::spawn(self, started.conversation, started.message, run, None);
        }
        Ok(())
    }

    /// Lets answers in flight finish for at most `grace`, then interrupts them with their text kept.
    pub async fn shutdown(&self, grace: Duration) {
        self.stopping.store(true, Ordering::Release);
        self.turns.finish(grace).await;
    }

    /// Answers being written now.
    pub fn running(&self) -> usize {
        self.turns.len()
    }

    async fn restart(
        self: &Arc<Self>,
        who: &Identity,
        id: ConversationId,
        message: MessageId,
        start: Start,
    ) -> Result<()> {
        self.require_running()?;
        let answer = self.answer(who, id, message).await?;
        let model = outgoing::model(self, None, answer.model.as_deref().unwrap_or_default())?;
        let answerer = outgoing::answerer(&model);
        // It asks the service as much as a message does.
        let counted = self.rates.send(who.id()).await?;
        let engine = self.clone();
        let restarted = self.seen_through(async move {
            let _lane = engine.lanes.enter(id).await;
            let now = engine.clock.now();
            let started = engine.store.restart_answer(id, message, start, answerer, now).await?;
            let Some(started) = started else {
                engine.require_question(id, &answer).await?;
                let why = "another answer is being written, or this one is complete";
                return Err(Error::Conflict(why));
            };
            engine.started(started, start == Start::Retry);
            Ok(())
        });
        let restarted = restarted.await;
        if restarted.is_err() {
            self.rates.give_back(counted).await;
        }
        restarted
    }

    /// Does the work on its own: a caller who goes away in the middle leaves nothing half done, such as an answer that
    /// is written down as begun and that nobody writes.
    pub(super) async fn seen_through<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        // It ends without an outcome only with the process.
        self.turns.beside(work.in_current_span()).await.unwrap_or(Err(Error::Stopping))
    }

    /// An answer of the conversation that the person may direct.
    async fn answer(
        &self,
        who: &Identity,
        id: ConversationId,
        message: MessageId,
    ) -> Result<Message> {
        let (_, permission) = self.permission(who, id).await?;
        require(permission.may_direct())?;
        let found = self.store.message(id, message).await?;
        found.filter(|message| message.author.kind == AuthorKind::Ai).ok_or(Error::NotFound)
    }

    pub(super) async fn permission(
        &self,
        who: &Identity,
        id: ConversationId,
    ) -> Result<(Conversation, Permission)> {
        let (conversation, access) =
            self.store.conversation(id, who.id()).await?.ok_or(Error::NotFound)?;
        Ok((conversation, Permission::new(access)))
    }

    /// Publishes that an answer is being written, and writes it, `fresh` where an earlier one will not do. Called within the conversation's lane.
    pub(super) fn started(self: &Arc<Self>, started: Started, fresh: bool) {
        let run = turn::Run { seq: started.event.seq, fresh, asker: None };
        self.publish([started.event]);
        if !self.stopping.load(Ordering::Acquire) {
            turn::spawn(self, started.conversation, started.message, run, None);
        }
    }

    /// Gives committed events to those who watch. Called within the conversation's lane, so that order is kept.
    pub(super) fn publish(&self, events: impl IntoIterator<Item = Event>) {
        for event in events {
            let topic = Topic::Conversation(event.conversation);
            self.hub.publish(topic, ServerFrame::Event { event });
        }
    }

    pub(super) fn require_running(&self) -> Result<()> {
        if self.stopping.load(Ordering::Acquire) { Err(Error::Stopping) } else { Ok(()) }
    }
}

/// A refused question reads as absence: nobody learns what exists.
pub(super) fn require(allowed: bool) -> Result<()> {
    if allowed { Ok(()) } else { Err(Error::NotFound) }
}
