//! What the AI may learn and use in this chat: a form before the page is alive, calls after.

use adda_protocol::dto::{ChatPrivacy, UpdateChatPrivacy};
use leptos::prelude::*;

use super::style;
use crate::{
    components::{button, field},
    i18n::text,
    state::chat::ChatState,
};

#[component]
pub fn Allowed() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let allowed = chat.privacy();
    let action = move || chat.current().get().map(|open| format!("/c/{}/privacy", open.id));
    let tick = move |name: &'static str,
                     words: &'static str,
                     of: fn(ChatPrivacy) -> bool,
                     change: fn(Option<bool>) -> UpdateChatPrivacy| {
        let on = move || allowed.get().is_some_and(of);
        view! {
            <label class=field::TICK>
                <input
                    type="checkbox"
                    name=name
                    value="on"
                    checked=allowed.get_untracked().is_some_and(of)
                    prop:checked=on
                    disabled=move || allowed.read().is_none()
                    on:change=move |event| chat.allow(change(Some(event_target_checked(&event))))
                />
                {words}
            </label>
        }
    };
    let memory = |memory| UpdateChatPrivacy { memory, ..Default::default() };
    let mood = |mood| UpdateChatPrivacy { mood, ..Default::default() };
    view! {
        <form method="post" action=action class=style::allowed>
            <h3>{text!(details.in_this_chat)}</h3>
            {tick("memory", text!(details.memory), |allowed| allowed.memory, memory)}
            {tick("mood", text!(details.mood), |allowed| allowed.mood, mood)}
            <noscript>
                <button type="submit" class=button::SMALL>{text!(common.save)}</button>
            </noscript>
            <a href="/settings/privacy" rel="external">{text!(details.all_chats)}</a>
        </form>
    }
}
