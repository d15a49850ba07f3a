//! Starting where the server cannot be reached, and going over to it once it can.

use adda_protocol::dto::Conversation;
use leptos::prelude::*;

use crate::{
    browser::shell,
    i18n::text,
    state::chat::{ChatState, Notice, Status},
};

pub fn start(chat: ChatState) {
    Effect::new(move |_| chat.keep_on_device());
    if !shell::is_shown() {
        return;
    }
    Effect::new(move |started: Option<bool>| {
        // Asked for again once it is known that the server does not answer.
        chat.failure().track();
        started == Some(true) || chat.start_from_device(asked())
    });
    Effect::new(move |_| {
        if chat.status().get() == Status::Live {
            come_back(chat);
        }
    });
}

/// The chat that the address names.
fn asked() -> Option<adda_protocol::ConversationId> {
    let path = location().pathname().unwrap_or_default();
    path.strip_prefix("/c/")?.trim_end_matches('/').parse().ok()
}

/// Draws the page anew, from the server: at once, unless something is being written, or the chat that is shown is not made
/// yet. The server would not know it, and by the time its page is here this device may have forgotten it.
fn come_back(chat: ChatState) {
    let reload = || drop(location().reload());
    if !chat.draft().read_untracked().trim().is_empty() {
        let said = Notice::new(text!(install.back_online));
        return chat.notice().set(Some(said.with(text!(install.show_conversations), reload)));
    }
    let is_made = |open: &Conversation| open.last_seq > 0;
    if chat.current().get().as_ref().is_none_or(is_made) {
        reload();
    }
}
