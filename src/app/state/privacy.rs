//! What the person lets the AI know in the open chat.

use adda_protocol::dto::{ChatPrivacy, UpdateChatPrivacy};
use leptos::{prelude::*, task::spawn_local};

use super::chat::ChatState;
use crate::api;

impl ChatState {
    /// None before it was asked for.
    pub fn privacy(&self) -> Signal<Option<ChatPrivacy>> {
        self.aside().privacy.into()
    }

    /// Changes what is present, shown at once; without a change it asks how things stand.
    pub fn allow(&self, change: UpdateChatPrivacy) {
        let chat = *self;
        let open = chat.thread.current.read_untracked().as_ref().map(|open| open.id);
        let Some(id) = open else { return };
        let before = chat.aside().privacy.get_untracked();
        if let Some(ChatPrivacy { memory, mood }) = before {
            let memory = change.memory.unwrap_or(memory);
            chat.aside()
                .privacy
                .set(Some(ChatPrivacy { memory, mood: change.mood.unwrap_or(mood) }));
        }
        spawn_local(async move {
            let answer = api::chat::privacy(id, change).await;
            if !chat.shows(id) {
                return;
            }
            match answer {
                Ok(now) => chat.aside().privacy.set(Some(now)),
                // Asking alone is not worth a notice.
                Err(_) if before.is_none() => {}
                Err(error) => {
                    chat.aside().privacy.set(before);
                    chat.tell(&error, move || chat.allow(change));
                }
            }
        });
    }
}
