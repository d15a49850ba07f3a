//! Editing a message, having it answered once more, or deleting it, on a page without script: forms that the server alone
//! writes. They stand at the last messages and at the one the address names; at the others, the way to that address.

use adda_protocol::{Seq, address};
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
    let written = if IN_BROWSER { String::new() } else { written(chat, parts, last) };
    view! {
        <div
            class=style::plain
            data-without-script
            data-screen-only
            inner_html=written
        ></div>
    }
}

/// What can be done with a message.
#[derive(Clone, Copy, Debug)]
struct Can {
    edit: bool,
    again: bool,
    erase: bool,
}

impl Can {
    fn of(parts: Parts) -> Self {
        let deleted = parts.deleted.get_untracked();
        let done = !parts.state.get_untracked().is_open();
        let edit = parts.own && !deleted && untrack(|| parts.is_delivered());
        let again = parts.answers.get_untracked() && parts.asked.get_untracked() && done;
        Self { edit, again: again && !edit, erase: done && !deleted }
    }
}

fn written(chat: ChatState, parts: Parts, last: Memo<bool>) -> String {
    let can = Can::of(parts);
    let seq =
        untrack(|| chat.message(&parts.key.get_value())).map(|it| it.read_untracked().message.seq);
    let named = seq.filter(|_| chat.found().get_untracked() == seq);
    match seq {
        _ if named.is_some() || last.get_untracked() => forms(chat, parts, can, named),
        Some(seq) if can.edit || can.again || can.erase => way(seq),
        _ => String::new(),
    }
}

/// To the same page with the forms at this message.
fn way(seq: Seq) -> String {
    let words = text!(message.change);
    format!("<a href=\"{}\" class=\"{}\">{words}</a>", address::place(seq), button::QUIET)
}

fn forms(chat: ChatState, parts: Parts, can: Can, named: Option<Seq>) -> String {
    let open = chat.current().get_untracked().map(|open| open.id.to_string()).unwrap_or_default();
    let page = chat.form().get_untracked().map(|id| id.to_string()).unwrap_or_default();
    let message = parts.id.get_untracked().to_string();
    let mut forms = String::new();
    if can.edit {
        let text = parts.text.with_untracked(|text| escaped(text));
        forms += &edit(&open, &(hidden("edits", &message) + &hidden("client_id", &page)), &text);
    }
    if can.again {
        forms += &again(&open, &(hidden("message", &message) + &hidden("client_id", &page)));
    }
    if can.erase {
        // Further up it is shown there what became of it.
        let at = named.map(|seq| hidden("at", &seq.to_string())).unwrap_or_default();
        forms += &erase(&open, &(hidden("message", &message) + &at));
    }
    forms
}

fn hidden(name: &str, value: &str) -> String {
    format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
}

fn edit(open: &str, hidden: &str, text: &str) -> String {
    let label = text!(message.edit_message);
    let area = format!("<textarea name=\"text\" rows=\"4\" required aria-label=\"{label}\">");
    let text = area + "\n" + text + "</textarea>";
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
