//! Renaming and choosing a model: shown at once, taken back with a notice where the server refuses.

use adda_protocol::{
    ConversationId, ErrorCode,
    dto::{Conversation, UpdateConversation},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    chat::{ChatState, Notice},
    thread::set_if_other,
};
use crate::api::{self, ApiError};

impl ChatState {
    pub fn rename(&self, id: ConversationId, title: String) {
        let title = title.trim().to_owned();
        if title.is_empty() {
            return;
        }
        self.change(id, UpdateConversation { title: Some(title), ..Default::default() });
    }

    /// Chooses the model of the open chat, or of the next new one.
    pub fn set_model(&self, model: String) {
        let open = self.thread.current.read_untracked().as_ref().map(|open| open.id);
        match open {
            None => self.next_model.set(model),
            Some(id) => {
                self.change(id, UpdateConversation { model: Some(model), ..Default::default() });
            }
        }
    }

    /// Chooses the model of the next message alone.
    pub fn set_once(&self, model: Option<String>) {
        set_if_other(self.aside().once, model);
    }

    /// The next message is one like any other: of the chat's model, after the last one shown.
    pub(super) fn be_plain(&self) {
        self.set_once(None);
        set_if_other(self.branching(), None);
    }

    fn change(&self, id: ConversationId, change: UpdateConversation) {
        let chat = *self;
        let Some(before) = chat.known(id) else { return };
        let mut after = before.clone();
        after.title = change.title.clone().unwrap_or(after.title);
        after.model = change.model.clone().unwrap_or(after.model);
        chat.put(after);
        spawn_local(async move {
            match api::chat::update(id, change.clone()).await {
                Ok(conversation) => chat.put(conversation),
                Err(error) => {
                    chat.put(before);
                    chat.tell(&error, move || chat.change(id, change.clone()));
                }
            }
        });
    }

    /// Shows a conversation's new form wherever it is shown.
    pub(super) fn put(&self, conversation: Conversation) {
        if self.shows(conversation.id) {
            set_if_other(self.thread.current, Some(conversation.clone()));
        }
        self.list().put(conversation);
    }

    /// Says what went wrong, with a way to try again where that may help.
    pub(super) fn tell(&self, error: &ApiError, again: impl Fn() + Send + Sync + 'static) {
        let text = error.to_string();
        let notice = match error.code() {
            ErrorCode::Unauthorized => return self.signed_out(),
            _ if error.is_transient() => Notice::with_retry(text, again),
            _ => Notice::new(text),
        };
        self.notice.set(Some(notice));
    }

    /// Whether this conversation is the open one.
    pub(super) fn shows(&self, id: ConversationId) -> bool {
        self.thread.current.read_untracked().as_ref().is_some_and(|open| open.id == id)
    }

    fn known(&self, id: ConversationId) -> Option<Conversation> {
        // The list knows better how it stands in the list.
        let open = self.thread.current.get_untracked().filter(|open| open.id == id);
        self.list().get(id).or(open)
    }
}
