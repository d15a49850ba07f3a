//! Deleting one message.

use adda_client::Timeline;
use adda_protocol::{MessageId, MessageState};
use leptos::{prelude::*, task::spawn_local};

use super::chat::ChatState;
use crate::{api, i18n::text};

impl ChatState {
    /// Whether a message still says what it said, as far as is known here: one that is not loaded may.
    pub fn is_kept(&self, message: MessageId) -> bool {
        let key = self.thread.with(|timeline| timeline.key_of(message)).flatten();
        if let Some(view) = key.and_then(|key| self.message(&key)) {
            return !view.read().message.deleted;
        }
        // It may come with older messages.
        self.keys().track();
        let kept = |timeline: &Timeline| timeline.message(message).is_none_or(|it| !it.deleted);
        self.thread.with(kept) != Some(false)
    }

    /// Asks whether a message is to be deleted. While an answer is being written, which may be made of it, it cannot be.
    pub fn ask_erase(&self, message: MessageId) {
        let open = |timeline: &Timeline| timeline.answer_that(MessageState::is_open).is_some();
        if self.thread.with(open) == Some(true) {
            return self.say(text!(versions.stop_first));
        }
        self.erasing().set(Some(message));
    }

    /// Deletes what was said in a message, on all devices; `done` follows.
    pub fn erase(&self, message: MessageId, done: impl Fn() + Clone + Send + Sync + 'static) {
        let Some(id) = self.open_id() else { return };
        let chat = *self;
        spawn_local(async move {
            match api::chat::erase(id, message).await {
                Ok(()) if chat.shows(id) => {
                    chat.thread.update(|timeline| timeline.erased(message));
                    done();
                }
                Ok(()) => {}
                Err(error) => chat.tell(&error, move || chat.erase(message, done.clone())),
            }
        });
    }
}
