//! Editing a message, or having it answered once more, on a page without script: forms that the server alone writes.

use leptos::prelude::*;

use super::{Parts, style};
use crate::{
    components::{IN_BROWSER, button, markdown::escape::escaped},
    i18n::text,
    state::chat::ChatState,
};

#[component]
pub fn Plain(parts: Parts, last: Memo<bool>) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    view! {
        <Show when=move || last.get()>
            <div
                class=style::plain
                data-without-script
                data-screen-only
                inner_html=forms(chat, parts)
            ></div>
        </Show>
    }
}

fn forms(chat: ChatState, parts: Parts) -> String {
    if IN_BROWSER {
        return String::new();
    }
    let open = chat.current().get_untracked().map(|open| open.id.to_string());
    let page = chat.form().get_untracked().map(|id| id.to_string());
    let (open, page) = (open.unwrap_or_default(), page.unwrap_or_default());
    let (message, small) = (parts.id.get_untracked(), button::SMALL);
    let hidden = |name: &str, value: &str| {
        format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
    };
    let message = message.to_string();
    if parts.own && untrack(|| parts.is_delivered()) {
        let text = parts.text.with_untracked(|text| escaped(text));
        return format!(
            "<details><summary class=\"{quiet}\">{edit}</summary><form method=\"post\" action=\"/c/{open}\">{}{}\
             <textarea name=\"text\" rows=\"4\" required aria-label=\"{label}\">\n{text}</textarea>\
             <button type=\"submit\" class=\"{small}\">{save}</button></form></details>",
            hidden("edits", &message),
            hidden("client_id", &page),
            quiet = button::QUIET,
            edit = text!(message.edit),
            label = text!(message.edit_message),
            save = text!(message.save_send),
        );
    }
    if parts.answers.get_untracked() && !parts.state.get_untracked().is_open() {
        return format!(
            "<form method=\"post\" action=\"/c/{open}/regenerate\">{}{}\
             <button type=\"submit\" class=\"{small}\">{}</button></form>",
            hidden("message", &message),
            hidden("client_id", &page),
            text!(message.regenerate),
        );
    }
    String::new()
}
