//! Editing a message, having it answered once more, or deleting it, on a page without script: forms that the server alone writes.

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
    let open = chat.current().get_untracked().map(|open| open.id.to_string()).unwrap_or_default();
    let page = chat.form().get_untracked().map(|id| id.to_string()).unwrap_or_default();
    let message = parts.id.get_untracked().to_string();
    let deleted = parts.deleted.get_untracked();
    let done = !parts.state.get_untracked().is_open();
    let mut forms = String::new();
    if parts.own && !deleted && untrack(|| parts.is_delivered()) {
        let text = parts.text.with_untracked(|text| escaped(text));
        forms += &edit(&open, &(hidden("edits", &message) + &hidden("client_id", &page)), &text);
    } else if parts.answers.get_untracked() && done {
        forms += &again(&open, &(hidden("message", &message) + &hidden("client_id", &page)));
    }
    if done && !deleted {
        forms += &erase(&open, &hidden("message", &message));
    }
    forms
}

fn hidden(name: &str, value: &str) -> String {
    format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
}

fn edit(open: &str, hidden: &str, text: &str) -> String {
    let label = text!(message.edit_message);
    let text = format!(
        "<textarea name=\"text\" rows=\"4\" required aria-label=\"{label}\">\n{text}</textarea>"
    );
    let form = form(&format!("/c/{open}"), &(hidden.to_owned() + &text), text!(message.save_send));
    folded(text!(message.edit), &form)
}

fn again(open: &str, hidden: &str) -> String {
    form(&format!("/c/{open}/regenerate"), hidden, text!(message.regenerate))
}

/// Opened first: there is no way back.
fn erase(open: &str, hidden: &str) -> String {
    let about = format!("{hidden}<p>{}</p>", text!(versions.erase_about));
    let form = form(&format!("/c/{open}/erase"), &about, text!(common.delete));
    folded(text!(versions.erase), &form)
}

fn form(action: &str, fields: &str, words: &str) -> String {
    format!(
        "<form method=\"post\" action=\"{action}\">{fields}\
         <button type=\"submit\" class=\"{}\">{words}</button></form>",
        button::SMALL
    )
}

fn folded(words: &str, form: &str) -> String {
    format!("<details><summary class=\"{}\">{words}</summary>{form}</details>", button::QUIET)
}
