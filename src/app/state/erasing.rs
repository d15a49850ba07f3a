//! Deleting one message.

use adda_client::Timeline;
use adda_protocol::{MessageId, MessageState};
use leptos::{prelude::*, task::spawn_local};

use super::chat::ChatState;
use crate::{api, i18n::text};

impl ChatState {
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
