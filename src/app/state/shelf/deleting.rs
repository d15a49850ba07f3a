//! Deleting, which can be undone for a while. The server keeps the time: leaving the page changes nothing.

use adda_protocol::{ConversationId, Millis, dto::Leaving, limits};
use leptos::prelude::*;

use crate::{
    browser::clock,
    i18n::{counted, text},
    state::{
        chat::{ChatState, Notice},
        live,
    },
};

const UNDO_MS: Millis = limits::UNDO_SECONDS as Millis * 1_000;

impl ChatState {
    /// With `forget` also what is remembered from it.
    pub fn delete(&self, id: ConversationId, forget: bool) {
        if live::is_unsent(id) {
            // Nobody but this page knows of it.
            if self.shows(id) {
                self.new_chat();
            }
            return self.forget_chat(id);
        }
        self.delete_all(vec![id], forget);
    }

    /// Deletes many, and offers to undo it.
    pub fn delete_all(&self, ids: Vec<ConversationId>, forget: bool) {
        let chat = *self;
        self.act(move |acts| (acts.delete)(chat, ids, forget));
    }

    pub(super) fn undo(&self, ids: Vec<ConversationId>, open: Option<ConversationId>) {
        let chat = *self;
        self.act(move |acts| (acts.undo)(chat, ids, open));
    }

    pub(super) fn note_leaving(&self, ids: &[ConversationId]) {
        let until = clock::now() + UNDO_MS;
        self.aside().leaving.update(|leaving| leaving.extend(ids.iter().map(|id| (*id, until))));
    }

    /// Whether this page is deleting it, or just has.
    pub(in crate::state) fn is_deleting(&self, id: ConversationId) -> bool {
        self.aside().leaving.read_untracked().iter().any(|(leaver, _)| *leaver == id)
    }

    /// Offers to undo what was deleted before the page came.
    pub(in crate::state) fn offer_undo(&self, leaving: Option<Leaving>) {
        let Some(Leaving { ids, left_ms }) = leaving else { return };
        let until = self.asked().0 + left_ms;
        self.aside().leaving.set(ids.iter().map(|id| (*id, until)).collect());
        self.say_undo(ids, None, left_ms);
    }

    /// All that was deleted lately comes back together; `open` was shown, and is again.
    pub(super) fn show_undo(&self, open: Option<ConversationId>) {
        let now = clock::now();
        self.aside().leaving.update(|leaving| leaving.retain(|(_, until)| *until > now));
        let leaving = self.aside().leaving.get_untracked();
        self.say_undo(leaving.into_iter().map(|(id, _)| id).collect(), open, UNDO_MS);
    }

    fn say_undo(&self, ids: Vec<ConversationId>, open: Option<ConversationId>, left_ms: Millis) {
        let chat = *self;
        let words = match ids.len() {
            1 => text!(notices.deleted_one).to_owned(),
            count => counted!(notices.deleted, count = count),
        };
        let undoes = ids.clone();
        let notice =
            Notice::new(words).with(text!(notices.undo), move || chat.undo(ids.clone(), open));
        chat.notice.set(Some(Notice { shown_ms: Some(left_ms), undoes, ..notice }));
    }

    /// The offer is over: what is deleted next stands alone.
    pub fn forget_undo(&self) {
        self.aside().leaving.update(Vec::clear);
    }
}
