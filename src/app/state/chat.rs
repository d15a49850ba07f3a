//! The chat as pages see it: copyable handles to signals, and what a reader can do. Provided as context by the app.

pub use adda_client::outbox::Entry as Unsent;
use adda_client::{Timeline, timeline::View};
use adda_protocol::{
    ClientMessageId, ConversationId, MessageId, Millis, Seq,
    dto::{ChatPrivacy, Conversation, ModelInfo, Totals, User},
};
use leptos::prelude::*;

use super::{drafts::Drafts, list::List, live, thread::Thread, versions::Versions};
pub use super::{
    list::Entry,
    notice::Notice,
    view::{Delivery, MessageKey, MessageView},
};
use crate::api::ApiError;
pub use crate::api::chat::Rules;

/// How the page stands with the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    Live,
    /// The first connection is on its way.
    #[default]
    Connecting,
    /// The connection broke and is being tried again.
    Reconnecting,
    /// The browser has no network.
    Offline,
    SignedOut,
    /// The server speaks a newer version: reload.
    OutOfDate,
}

/// The chat of the person who is signed in.
#[derive(Clone, Copy, Debug)]
pub struct ChatState {
    pub(super) me: RwSignal<Option<User>>,
    /// Kept behind one handle as well.
    list: StoredValue<List>,
    pub(super) thread: Thread,
    pub(super) drafts: Drafts,
    pub(super) models: RwSignal<Vec<ModelInfo>>,
    /// Model of the next new conversation.
    pub(super) next_model: RwSignal<String>,
    /// Kept behind one handle: copies of the state are passed to every component.
    aside: StoredValue<Aside>,
    pub(super) status: RwSignal<Status>,
    pub(super) notice: RwSignal<Option<Notice>>,
    /// Why the conversation the address names is not shown.
    pub(super) failure: RwSignal<Option<ApiError>>,
    /// Where the page should go; the layout takes it from here to the router.
    pub(super) going: RwSignal<Option<String>>,
    /// The chat the address names, while it is being fetched and after.
    pub(super) opening: RwSignal<Option<ConversationId>>,
}

/// What stands around the thread.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aside {
    /// Model of the next message alone, where one was chosen for it.
    pub(super) once: RwSignal<Option<String>>,
    /// What the open chat used and cost, as last asked for.
    pub(super) spent: RwSignal<Option<Totals>>,
    /// What the person lets the AI know in the open chat, as last asked for.
    pub(super) privacy: RwSignal<Option<ChatPrivacy>>,
    /// The message the address names, to be shown and set apart for a moment.
    pub(super) found: RwSignal<Option<Seq>>,
    /// What the person is called, and what is looked for in what they type.
    pub(super) looked_for: RwSignal<(String, Rules)>,
    /// Places in the draft that look private and are not.
    pub(super) plain: RwSignal<Vec<String>>,
    /// Id of the message box's form.
    pub(super) form: RwSignal<Option<ClientMessageId>>,
    /// When the page was asked for, and the reader's zone as the server knew it.
    pub(super) asked: RwSignal<(Millis, i64)>,
    /// Conversations deleted here, and until when they can come back.
    pub(super) leaving: RwSignal<Vec<(ConversationId, Millis)>>,
    /// Whether the reader sees the page.
    pub(super) visible: RwSignal<bool>,
    pub(super) versions: Versions,
}

impl Aside {
    fn new() -> Self {
        Self {
            once: RwSignal::new(None),
            spent: RwSignal::new(None),
            privacy: RwSignal::new(None),
            found: RwSignal::new(None),
            looked_for: RwSignal::default(),
            plain: RwSignal::new(Vec::new()),
            form: RwSignal::new(None),
            asked: RwSignal::new((0, 0)),
            leaving: RwSignal::new(Vec::new()),
            visible: RwSignal::new(false),
            versions: Versions::new(),
        }
    }
}

impl ChatState {
    pub(super) fn aside(&self) -> Aside {
        self.aside.get_value()
    }

    pub(super) fn list(&self) -> List {
        self.list.get_value()
    }

    /// Knows nothing yet; see [`Self::seed`].
    pub fn new() -> Self {
        let me = RwSignal::new(None);
        let chat = Self {
            me,
            list: StoredValue::new(List::new()),
            thread: Thread::new(me),
            drafts: Drafts::new(),
            models: RwSignal::new(Vec::new()),
            next_model: RwSignal::new(String::new()),
            aside: StoredValue::new(Aside::new()),
            status: RwSignal::new(Status::default()),
            notice: RwSignal::new(None),
            failure: RwSignal::new(None),
            going: RwSignal::new(None),
            opening: RwSignal::new(None),
        };
        Effect::new(move |_| {
            let user = chat.me.read().as_ref().map(|me| me.id);
            if let Some(user) = user {
                let open = chat.thread.current.read_untracked().as_ref().map(|open| open.id);
                chat.drafts.show(user, open);
                live::start(chat, user);
                chat.tell_zone();
            }
        });
        chat.follow_reading();
        chat
    }

    pub fn me(&self) -> Option<User> {
        self.me.get()
    }

    /// The list, last changed first.
    pub fn conversations(&self) -> Signal<Vec<Conversation>> {
        self.list().items.into()
    }

    /// The open chat; none on the start page.
    pub fn current(&self) -> Signal<Option<Conversation>> {
        self.thread.current.into()
    }

    /// Order of the thread, oldest first.
    pub fn keys(&self) -> Signal<Vec<MessageKey>> {
        self.thread.keys.into()
    }

    /// Answers that stand side by side after the thread, until one is kept.
    pub fn beside(&self) -> Signal<Vec<MessageKey>> {
        self.thread.beside.into()
    }

    pub fn message(&self, key: &MessageKey) -> Option<ArcRwSignal<MessageView>> {
        self.thread.message(key)
    }

    /// Tells of text that was added to a message.
    pub fn lengthened(&self, key: &MessageKey) -> Option<ArcTrigger> {
        self.thread.lengthened(key)
    }

    pub fn has_older(&self) -> Signal<bool> {
        self.thread.ends().has_older.into()
    }

    /// The place before which older messages lie.
    pub fn older_than(&self) -> Option<Seq> {
        self.thread.with(Timeline::before).flatten()
    }

    /// The last message shown, where newer ones are not loaded.
    pub fn newer_than(&self) -> Signal<Option<Seq>> {
        self.thread.ends().newer.into()
    }

    pub fn loading_newer(&self) -> Signal<bool> {
        self.thread.ends().loading_newer.into()
    }

    /// The message the address names, to be shown and set apart for a moment.
    pub fn found(&self) -> Signal<Option<Seq>> {
        self.aside().found.into()
    }

    /// The loaded message with this seq.
    pub fn key_at(&self, seq: Seq) -> Option<MessageKey> {
        self.thread.with(|timeline| key_at(timeline, seq)).flatten()
    }

    /// What the person is called, and what is looked for in what they type.
    pub fn looked_for(&self) -> Signal<(String, Rules)> {
        self.aside().looked_for.into()
    }

    /// Places in the draft that look private and are not: they go out as they are.
    pub fn plain(&self) -> RwSignal<Vec<String>> {
        self.aside().plain
    }

    /// Id of the message box's form, where the page is drawn by the server.
    pub fn form(&self) -> Signal<Option<ClientMessageId>> {
        self.aside().form.into()
    }

    pub fn loading_older(&self) -> Signal<bool> {
        self.thread.ends().loading_older.into()
    }

    pub fn status(&self) -> Signal<Status> {
        self.status.into()
    }

    /// The answer being written in the open chat.
    pub fn streaming(&self) -> Signal<Option<MessageId>> {
        self.thread.streaming.into()
    }

    /// What is typed and not sent, of the open chat.
    pub fn draft(&self) -> RwSignal<String> {
        self.drafts.text()
    }

    pub fn models(&self) -> Signal<Vec<ModelInfo>> {
        self.models.into()
    }

    /// Model that answers the messages to come: the open chat's, or the one chosen for a new chat.
    pub fn model(&self) -> Signal<String> {
        let (current, next) = (self.thread.current, self.next_model);
        Signal::derive(move || {
            current.read().as_ref().map_or_else(|| next.get(), |open| open.model.clone())
        })
    }

    /// Model of the next message alone, where one was chosen for it.
    pub fn once(&self) -> Signal<Option<String>> {
        self.aside().once.into()
    }

    /// A sentence to show for a while.
    pub fn notice(&self) -> RwSignal<Option<Notice>> {
        self.notice
    }

    /// Why the conversation the address names is not shown; the layout draws the page for it.
    pub fn failure(&self) -> Signal<Option<ApiError>> {
        self.failure.into()
    }
}

impl Default for ChatState {
    fn default() -> Self {
        Self::new()
    }
}

fn key_at(timeline: &Timeline, seq: Seq) -> Option<MessageKey> {
    let is_it = |view: &View<'_>| view.message().is_some_and(|message| message.seq == seq);
    timeline.messages().rev().find(is_it).map(|view| view.key)
}
