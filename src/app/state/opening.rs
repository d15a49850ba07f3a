//! Going from chat to chat, and fetching more of what is shown.

use std::time::Duration;

use adda_client::{Timeline, timeline::Effects};
use adda_protocol::{
    ConversationId, ErrorCode, Seq,
    dto::{ConversationPage, Place},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    chat::{ChatState, Status},
    live,
    thread::set_if_other,
};
use crate::{
    api::{self, ApiError, chat::ChatPageData},
    browser::busy,
};

/// Until older or newer messages that came are drawn, also where that takes long.
const DRAWN: Duration = Duration::from_millis(100);

impl ChatState {
    /// Takes the server's first answer to what the address asked for: on the server for drawing, in the browser for
    /// taking over.
    pub fn seed(&self, data: ChatPageData, asked: Option<ConversationId>, found: Option<Seq>) {
        self.opening.set(asked);
        self.list().seed(data.conversations, data.categories);
        self.aside().asked.set(data.asked);
        self.offer_undo(data.leaving);
        self.models.set(data.models);
        self.next_model.set(data.default_model);
        self.me.set(Some(data.me));
        self.aside().found.set(found);
        self.thread.swap(data.open.map(Timeline::from_page));
        self.aside().spent.set(data.spent);
        self.aside().privacy.set(data.privacy);
        self.aside().form.set(Some(data.form));
        self.aside().looked_for.set(data.looked_for);
        set_if_other(self.failure, None);
        if let Some(id) = asked.filter(|_| self.thread.current.read_untracked().is_none()) {
            self.miss(id, ApiError::new(ErrorCode::NotFound));
        }
    }

    pub fn is_seeded(&self) -> bool {
        self.me.read_untracked().is_some()
    }

    /// Whether another chat than this is shown.
    pub fn is_stale(&self, id: Option<ConversationId>) -> bool {
        let shown = self.thread.current.read_untracked().as_ref().map(|open| open.id);
        let failed = self.failure.read_untracked().is_some() && self.opening.get_untracked() == id;
        self.is_seeded() && shown != id && !failed
    }

    /// Whether the address names this chat, also while it is still on its way.
    pub fn is_named(&self, id: ConversationId) -> bool {
        self.opening.get() == Some(id)
    }

    /// There is nothing to show at this address.
    pub fn fail(&self, error: ApiError) {
        self.failure.set(Some(error));
    }

    /// The server has no such chat; its first message may still wait on this device.
    fn miss(&self, id: ConversationId, error: ApiError) {
        if !self.show_begun(id) {
            self.fail(error);
        }
    }

    /// Goes to a chat, address and all.
    pub fn open(&self, id: ConversationId) {
        self.going.set(Some(format!("/c/{id}")));
    }

    /// Goes to a message of a chat, address and all.
    pub fn open_at(&self, id: ConversationId, seq: Seq) {
        self.going.set(Some(format!("/c/{id}?at={seq}")));
        // The address may say so already.
        if self.shows(id) {
            self.show_at(id, seq);
        }
    }

    /// Goes to the start page.
    pub fn new_chat(&self) {
        self.going.set(Some("/".to_owned()));
    }

    /// Where the page should go; the layout takes it from here to the router.
    pub fn going(&self) -> RwSignal<Option<String>> {
        self.going
    }

    /// Shows what the address names now.
    pub fn show(&self, id: Option<ConversationId>) {
        self.opening.set(id);
        busy::is_coming(false);
        set_if_other(self.failure, None);
        match id {
            None => self.display(None),
            Some(id) if self.shows(id) => {}
            Some(id) => match live::parked(id) {
                Some(timeline) => self.display(Some(timeline)),
                None if self.show_begun(id) => {}
                None => self.fetch(id, None),
            },
        }
    }

    /// Shows what the address names now: a message of a chat.
    pub fn show_at(&self, id: ConversationId, seq: Seq) {
        self.opening.set(Some(id));
        busy::is_coming(false);
        set_if_other(self.failure, None);
        if self.shows(id) && self.key_at(seq).is_some() {
            self.aside().found.set(Some(seq));
        } else {
            self.fetch(id, Some(seq));
        }
    }

    /// Shows a chat, or the start page, and follows it.
    pub(super) fn display(&self, timeline: Option<Timeline>) {
        let id = timeline.as_ref().map(|timeline| timeline.conversation().id);
        let before = self.thread.swap(timeline);
        self.write_in(id);
        set_if_other(self.aside().spent, None);
        set_if_other(self.aside().privacy, None);
        set_if_other(self.aside().found, None);
        live::watch(*self, before);
    }

    /// From now on the message box is this chat's, which may still be on its way.
    fn write_in(&self, id: Option<ConversationId>) {
        self.be_plain();
        if let Some(user) = self.me.read_untracked().as_ref().map(|me| me.id) {
            self.drafts.show(user, id);
        }
    }

    /// Takes in the chats that messages kept on this device are about to make. One of them may be what the address names.
    pub(super) fn adopt_begun(&self) {
        for id in live::all_begun() {
            let shown = self.shows(id) || self.list().get(id).is_some();
            let asked = self.opening.get_untracked() == Some(id);
            match live::begun(id) {
                // It came to be, and the page has not been told.
                Some(_) if shown => live::made(id),
                Some(_) if asked => self.show(Some(id)),
                Some(conversation) => self.list().put(conversation),
                None => {}
            }
        }
    }

    /// The chat before stays until the new one has come: its end, or what is around the message `found`.
    fn fetch(&self, id: ConversationId, found: Option<Seq>) {
        let chat = *self;
        if !self.shows(id) {
            busy::is_coming(true);
            self.write_in(Some(id));
        }
        spawn_local(async move {
            let page = match found {
                Some(seq) => api::chat::reveal(id, seq, true).await,
                None => api::chat::open(id, None, None, None).await,
            };
            if chat.opening.get_untracked() != Some(id) {
                return;
            }
            busy::is_coming(false);
            match page {
                Ok(page) => {
                    chat.display(Some(Timeline::from_page(page)));
                    set_if_other(chat.aside().found, found);
                }
                Err(error) if error.code() == ErrorCode::NotFound => chat.miss(id, error),
                Err(error) => chat.tell(&error, move || chat.fetch(id, found)),
            }
        });
    }

    /// Fetches the messages before the oldest shown.
    pub fn load_older(&self) {
        let (loading, chat) = (self.thread.ends().loading_older, *self);
        let place = |chat: &Self| chat.thread.with(Timeline::before).flatten().map(Place::Before);
        self.load(place, loading, Timeline::prepend, move || chat.load_older());
    }

    /// Fetches the messages after the newest shown, where they are not loaded.
    pub fn load_newer(&self) {
        let (loading, chat) = (self.thread.ends().loading_newer, *self);
        let place = |chat: &Self| chat.thread.ends().newer.get_untracked().map(Place::After);
        self.load(place, loading, Timeline::append, move || chat.load_newer());
    }

    fn load(
        &self,
        place: fn(&Self) -> Option<Place>,
        loading: RwSignal<bool>,
        take: fn(&mut Timeline, ConversationPage) -> Effects,
        again: impl Fn() + Send + Sync + 'static,
    ) {
        let (chat, id) = (*self, self.thread.with(|timeline| timeline.conversation().id));
        let asked = place(self);
        let (Some(id), Some(_), false) = (id, asked, loading.get_untracked()) else { return };
        loading.set(true);
        spawn_local(async move {
            let page = api::chat::open(id, None, None, asked).await;
            // Once what came is drawn: if what stands in its place went before, the browser would move the reader.
            set_timeout(move || loading.set(false), DRAWN);
            match page {
                // Another stretch is shown by now, say the newest.
                Ok(_) if place(&chat) != asked => {}
                Ok(page) => {
                    let need = chat.thread.update(|timeline| take(timeline, page));
                    live::ask(chat, need);
                }
                Err(error) => chat.tell(&error, again),
            }
        });
    }

    /// The conversation is gone: nothing of it stays.
    pub(super) fn forget_chat(&self, id: ConversationId) {
        self.list().remove(id);
        live::forget_chat(*self, id);
    }

    /// How the page stands with the server.
    pub fn set_status(&self, status: Status) {
        set_if_other(self.status, status);
    }

    /// The session is over.
    pub(super) fn signed_out(&self) {
        self.set_status(Status::SignedOut);
    }
}
