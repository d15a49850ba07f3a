//! What the shortcuts do.

use adda_protocol::AuthorKind;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use crate::{
    browser::{clipboard, selection},
    components::drawer::Drawers,
    i18n::text,
    state::chat::{ChatState, Notice},
};

/// What they reach.
#[derive(Clone, Copy)]
pub struct Hands {
    pub chat: ChatState,
    pub drawers: Drawers,
    /// Whether the list of shortcuts is open.
    pub listed: RwSignal<bool>,
}

pub fn new_chat(hands: &Hands) {
    hands.drawers.close();
    hands.chat.new_chat();
    to_message_box(hands);
}

pub fn to_message_box(_: &Hands) {
    // After what another shortcut changed has been drawn.
    request_animation_frame(|| {
        let found = document().get_element_by_id("composer-text");
        if let Some(text_box) = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = text_box.focus();
        }
    });
}

pub fn toggle_list(hands: &Hands) {
    hands.drawers.toggle_list();
}

pub fn show_shortcuts(hands: &Hands) {
    hands.listed.set(true);
}

pub fn copy_last_answer(hands: &Hands) {
    let chat = hands.chat;
    let Some(text) = last_answer(&chat) else { return };
    spawn_local(async move {
        let said = if clipboard::copy(&text).await {
            text!(shortcuts.copied)
        } else {
            text!(common.no_copying)
        };
        chat.notice().set(Some(Notice::new(said)));
    });
}

pub fn quote(hands: &Hands) {
    let selected = selection::of_message().map(|(_, text)| text);
    if let Some(text) = selected.or_else(|| last_answer(&hands.chat)) {
        hands.chat.quote(&text);
        to_message_box(hands);
    }
}

fn last_answer(chat: &ChatState) -> Option<String> {
    let keys = chat.keys();
    let keys = keys.read_untracked();
    let mut texts = keys.iter().rev().filter_map(|key| {
        let view = chat.message(key)?;
        let view = view.read_untracked();
        let is_answer = view.message.author.kind == AuthorKind::Ai && !view.message.text.is_empty();
        is_answer.then(|| view.message.text.clone())
    });
    texts.next()
}
