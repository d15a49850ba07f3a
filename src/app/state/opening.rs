//! Going from chat to chat, and fetching more of what is shown.

use adda_protocol::{ConversationId, ErrorCode};
use leptos::{prelude::*, task::spawn_local};

use super::{
    chat::{ChatState, Status},
    session,
    thread::set_if_other,
};
use crate::api::{self, ApiError, chat::ChatPageData};

impl ChatState {
    /// Takes the server's first answer: on the server for drawing, in the browser for taking over.
    pub fn seed(&self, data: ChatPageData) {
        self.list.seed(data.conversations);
        self.models.set(data.models);
        self.next_model.set(data.default_model);
        self.me.set(Some(data.me));
        self.thread.swap(data.open.map(Timeline::from_page));
        self.failure.set(None);
    }

    pub fn is_seeded(&self) -> bool {
        self.me.read_untracked().is_some()
    }

    /// Whether another chat than this is shown.
    pub fn is_stale(&self, id: Option<ConversationId>) -> bool {
        let shown = self.thread.current.read_untracked().as_ref().map(|open| open.id);
        self.is_seeded() && shown != id
    }

    /// There is nothing to show at this address.
    pub fn fail(&self, error: ApiError) {
        self.failure.set(Some(error));
    }

    /// Goes to a chat, address and all.
    pub fn open(&self, id: ConversationId) {
        self.going.set(Some(format!("/c/{id}")));
    }

    /// Goes to the start page.
    pub fn new_chat(&self) {
        self.going.set(Some("/".to_owned()));
    }
}
