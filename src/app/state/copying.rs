//! Taking what was said elsewhere.

use adda_client::transcript;
use leptos::{prelude::*, task::spawn_local};

use super::{chat::ChatState, opening::back_to};
use crate::{api::ApiError, browser::clipboard, i18n::text};

/// Before every message there is.
const BEGINNING: u64 = 0;

impl ChatState {
    /// Copies the open chat, from its first message on, as it is shown.
    pub fn copy_chat(&self) {
        let chat = *self;
        spawn_local(async move {
            match chat.read_whole().await {
                Ok(Some(text)) if clipboard::copy(&text).await => {
                    chat.say(text!(versions.copied));
                }
                Ok(Some(_)) => chat.say(text!(message.no_copying)),
                Ok(None) => {}
                Err(error) => chat.tell(&error, move || chat.copy_chat()),
            }
        });
    }

    async fn read_whole(&self) -> Result<Option<String>, ApiError> {
        let Some(open) = self.thread.current.get_untracked() else { return Ok(None) };
        let timeline = back_to(open.id, Some(BEGINNING)).await?;
        let messages = timeline.messages().filter_map(|view| view.message());
        Ok(Some(transcript(&open.title, messages)))
    }
}
