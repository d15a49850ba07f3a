//! Taking what was said elsewhere.

use adda_client::{timeline::Timeline, transcript};
use leptos::{prelude::*, task::spawn_local};

use super::chat::ChatState;
use crate::{
    api::{self, ApiError},
    browser::clipboard,
    i18n::text,
};

/// Messages that are asked for at once.
const MANY: u32 = 200;

impl ChatState {
    /// Copies the open chat, from its first message on, as it is shown.
    pub fn copy_chat(&self) {
        let chat = *self;
        spawn_local(async move {
            match chat.read_whole().await {
                Ok(Some(text)) if clipboard::copy(&text).await => {
                    chat.say(text!(versions.copied));
                }
                Ok(Some(_)) => chat.say(text!(common.no_copying)),
                Ok(None) => {}
                Err(error) => chat.tell(&error, move || chat.copy_chat()),
            }
        });
    }

    async fn read_whole(&self) -> Result<Option<String>, ApiError> {
        let Some(open) = self.thread.current.get_untracked() else { return Ok(None) };
        let page = |before| api::chat::open(open.id, before, Some(MANY), None);
        let mut timeline = Timeline::from_page(page(None).await?);
        while let Some(before) = timeline.before() {
            timeline.prepend(page(Some(before)).await?);
        }
        let messages = timeline.messages().filter_map(|view| view.message());
        Ok(Some(transcript(&open.title, messages)))
    }
}
