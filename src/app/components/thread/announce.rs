//! Tells a screen reader that an answer is there: once, when it is finished, never word by word.

use leptos::prelude::*;

use crate::{
    i18n::{counted, text},
    state::chat::ChatState,
};

/// Most characters of an answer that are read out by themselves.
const READ_OUT: usize = 300;

#[component]
pub fn Announcer() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let words = RwSignal::new(String::new());
    Effect::new(move |before: Option<Option<_>>| {
        let now = chat.streaming().get();
        if now.is_none() && before.flatten().is_some() {
            words.set(untrack(|| newest_text(chat)));
        } else if now.is_some() {
            words.set(text!(thread.writing).to_owned());
        }
        now
    });
    view! {
        <p class="sr-only" role="status" aria-live="polite">
            {words}
        </p>
        <p class="sr-only" role="status" aria-live="polite">
            {move || chat.told().get()}
        </p>
    }
}

fn newest_text(chat: ChatState) -> String {
    let beside = chat.beside().read_untracked().len();
    if beside > 0 {
        return counted!(compare.side_by_side, count = beside) + text!(compare.keep_lead);
    }
    let newest = chat.keys().read_untracked().last().and_then(|key| chat.message(key));
    let Some(newest) = newest.filter(|_| !chat.is_behind()) else { return String::new() };
    let text: String = newest.read_untracked().message.text.chars().take(READ_OUT).collect();
    text!(thread.answered, text = text)
}
