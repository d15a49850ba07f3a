//! Versions of messages: going from one to another, and making new ones.

use std::{future::Future, pin::Pin};

use adda_client::{Timeline, outbox::Words, timeline::Effects};
use adda_protocol::{
    AuthorKind, ClientFrame, ConversationId, MessageId, Seq, dto::ConversationPage,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    chat::{ChatState, Delivery, MessageKey, Notice},
    live,
};
use crate::api::{self, ApiError};

/// What the person does with versions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Versions {
    /// The message of theirs that is being edited.
    editing: RwSignal<Option<MessageKey>>,
    /// The answer that is to be written by another model.
    asking: RwSignal<Option<MessageId>>,
    /// The message that is to be deleted, where the person says so.
    erasing: RwSignal<Option<MessageId>>,
    /// The message that the next one follows, in place of the last one shown.
    branching: RwSignal<Option<MessageId>>,
    /// Which models are to answer side by side is being chosen.
    comparing: RwSignal<bool>,
    /// Which version is shown now, for who cannot see it.
    told: RwSignal<String>,
    /// A page of the path is on its way.
    fetching: StoredValue<bool>,
}

impl Versions {
    pub(super) fn new() -> Self {
        Self {
            editing: RwSignal::new(None),
            asking: RwSignal::new(None),
            erasing: RwSignal::new(None),
            branching: RwSignal::new(None),
            comparing: RwSignal::new(false),
            told: RwSignal::new(String::new()),
            fetching: StoredValue::new(false),
        }
    }
}

impl ChatState {
    /// The message that is being edited.
    pub fn editing(&self) -> RwSignal<Option<MessageKey>> {
        self.aside().versions.editing
    }

    /// The answer that is to be written by another model.
    pub fn asking(&self) -> RwSignal<Option<MessageId>> {
        self.aside().versions.asking
    }

    /// The message that is to be deleted, where the person says so.
    pub fn erasing(&self) -> RwSignal<Option<MessageId>> {
        self.aside().versions.erasing
    }

    /// The message that the next one follows, in place of the last one shown.
    pub fn branching(&self) -> RwSignal<Option<MessageId>> {
        self.aside().versions.branching
    }

    /// Whether the models that are to answer side by side are being chosen.
    pub fn comparing(&self) -> RwSignal<bool> {
        self.aside().versions.comparing
    }

    /// What was done last and is seen but not read, in words for those who do not see it.
    pub fn told(&self) -> RwSignal<String> {
        self.aside().versions.told
    }

    /// Shows the path through a message, on all of the person's devices; `done` follows.
    pub fn choose(&self, message: MessageId, done: impl Fn() + Clone + Send + Sync + 'static) {
        let Some(id) = self.open_id() else { return };
        if let (true, Some(seq)) = (self.is_behind(), self.seq_of(message)) {
            // Around where the reader is, not at the end.
            self.show_at(id, seq);
            return done();
        }
        let (chat, again) = (*self, done.clone());
        let page = Box::pin(api::chat::choose(id, message));
        let again = Box::new(move || chat.choose(message, again.clone()));
        self.fetch_page(id, page, Timeline::add, Box::new(done), again);
    }

    /// Fetches the newest messages of the path that was chosen elsewhere.
    pub(super) fn fetch_path(&self) {
        let Some(id) = self.open_id() else { return };
        let chat = *self;
        let page = Box::pin(api::chat::open(id, None, None, None));
        let again = Box::new(move || chat.fetch_path());
        self.fetch_page(id, page, Timeline::add, Box::new(|| {}), again);
    }

    /// Goes from a stretch of earlier messages to the newest.
    pub fn to_newest(&self) {
        let Some(id) = self.open_id() else { return };
        let chat = *self;
        let page = Box::pin(api::chat::open(id, None, None, None));
        let again = Box::new(move || chat.to_newest());
        self.fetch_page(id, page, Timeline::join, Box::new(|| {}), again);
    }

    /// Whether newer messages than those shown are not loaded.
    pub fn is_behind(&self) -> bool {
        self.thread.ends().newer.get_untracked().is_some()
    }

    fn seq_of(&self, message: MessageId) -> Option<Seq> {
        self.thread.with(|timeline| timeline.seq_of(message)).flatten()
    }

    /// Has an answer written once more, beside the ones there are.
    pub fn regenerate(&self, message: MessageId, model: Option<String>) {
        self.direct_open(|conversation| ClientFrame::Regenerate { conversation, message, model });
    }

    /// Sends another version of the message that is being edited.
    pub fn save_edit(&self, text: String) {
        let Some(id) = self.open_id() else { return };
        let view = self.editing().get_untracked().and_then(|key| self.thread.message(&key));
        self.editing().set(None);
        let Some(edited) = view.map(|view| view.read_untracked().message.id) else { return };
        let plain = Vec::new();
        let words = Words { text: text.clone(), plain, edits: Some(edited), ..Words::default() };
        if let Err(why) = live::enqueue(*self, id, words) {
            self.give_back(&text, why);
        }
    }

    /// Begins to edit the person's last message; false where there is none.
    pub fn edit_last(&self) -> bool {
        let keys = self.thread.keys.read_untracked();
        let own = keys.iter().rev().find(|key| {
            let Some(view) = self.thread.message(key) else { return false };
            let view = view.read_untracked();
            let own = view.message.author.kind == AuthorKind::User && !view.message.deleted;
            own && view.delivery == Delivery::Delivered
        });
        if let Some(key) = own {
            self.editing().set(Some(*key));
        }
        own.is_some()
    }

    /// Puts a message into the draft as a quotation, to be answered.
    pub fn quote(&self, text: &str) {
        self.draft().update(|draft| *draft = quoted(draft, text));
    }

    pub(super) fn open_id(&self) -> Option<ConversationId> {
        self.thread.current.read_untracked().as_ref().map(|open| open.id)
    }

    fn fetch_page(
        &self,
        id: ConversationId,
        // One form for all: what is done with them is compiled once.
        page: Pin<Box<dyn Future<Output = Result<ConversationPage, ApiError>>>>,
        take: fn(&mut Timeline, ConversationPage) -> Effects,
        done: Box<dyn FnOnce()>,
        again: Box<dyn Fn() + Send + Sync>,
    ) {
        let (chat, fetching) = (*self, self.aside().versions.fetching);
        if fetching.get_value() {
            return;
        }
        fetching.set_value(true);
        spawn_local(async move {
            let page = page.await;
            fetching.set_value(false);
            match page {
                Ok(page) if chat.shows(id) => {
                    let need = chat.thread.update(|timeline| take(timeline, page));
                    live::ask(chat, need);
                    done();
                }
                Ok(_) => {}
                Err(error) => chat.tell(&error, again),
            }
        });
    }

    /// Says something for a while.
    pub fn say(&self, words: &str) {
        self.notice.set(Some(Notice::new(words)));
    }
}

/// Longest quotation, in characters.
const QUOTED: usize = 2_000;

/// The draft with a text quoted at its end.
fn quoted(draft: &str, text: &str) -> String {
    let mut words: String = text.trim().chars().take(QUOTED).collect();
    if words.len() < text.trim().len() {
        words.push('\u{2026}');
    }
    let lines = words.lines().map(|line| format!("> {line}").trim_end().to_owned());
    let quotation = lines.collect::<Vec<_>>().join("\n");
    let before =
        if draft.trim().is_empty() { String::new() } else { format!("{}\n\n", draft.trim_end()) };
    format!("{before}{quotation}\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_stands_line_by_line_after_the_draft() {
        assert_eq!(quoted("", " one\n\ntwo "), "> one\n>\n> two\n\n");
        assert_eq!(quoted("Well,\n", "one"), "Well,\n\n> one\n\n");
        let long = quoted("", &"é".repeat(3_000));
        assert!(long.ends_with("é\u{2026}\n\n") && long.chars().count() < 2_010);
    }
}
