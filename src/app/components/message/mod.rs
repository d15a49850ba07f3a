//! One message: avatar, label, time, text, the state it is in, and what can be done with it.

mod actions;
mod held;
mod label;
mod parts;
mod plain;
mod reasoning;
mod receipt;
mod strip;
mod turn_form;

use adda_protocol::AuthorKind;
use leptos::{either::Either, prelude::*};
use stylance::classes;

use self::{
    actions::Near, label::Label, plain::Plain, reasoning::Reasoning, receipt::Receipt, strip::Strip,
};
pub use self::{
    actions::Reader,
    parts::Parts,
    turn_form::{Turn, TurnForm},
};
use super::{
    avatar::Avatar,
    markdown::{Markdown, Source, Style},
    versions::{Editor, Pager},
};
use crate::{
    i18n::text,
    state::chat::{ChatState, MessageKey},
};

stylance::import_style!(pub style, "message.module.css");

/// A row of the thread. Nothing for a key the thread no longer has.
#[component]
pub fn MessageRow(key: MessageKey) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    chat.message(&key).map(|view| view! { <Message parts=Parts::new(chat, key, view) /> })
}

#[component]
fn Message(parts: Parts) -> impl IntoView {
    let author = parts.author.get_untracked();
    let chat = expect_context::<ChatState>();
    let picture = parts.own.then(|| untrack(|| chat.me())).flatten().and_then(|me| me.picture);
    let side = match author.kind {
        AuthorKind::System => return Either::Left(view! { <Note parts /> }),
        AuthorKind::Ai => style::ai,
        AuthorKind::User if parts.own => style::own,
        AuthorKind::User => style::other,
    };
    let rules = if author.kind == AuthorKind::Ai { Style::AI } else { Style::PERSON };
    let Parts { text, growing, id: message, .. } = parts;
    let source = Source { text, growing, style: rules, message, which: "" };
    let has_text = Memo::new(move |_| !parts.text.read().is_empty());
    let has_thought = Memo::new(move |_| !parts.reasoning.read().is_empty());
    let chat = expect_context::<ChatState>();
    let editing = Memo::new(move |_| {
        *chat.editing().read() == Some(parts.key.get_value()) && !parts.deleted.get()
    });
    let near = Near::new(chat, parts);
    let waiting = move || parts.state.get().is_open() && !has_text.get() && !has_thought.get();
    Either::Right(view! {
        <article
            class=classes!(style::message, side)
            aria-label=label::author(parts)
            data-message-id=move || parts.id.get().to_string()
            data-state=move || parts.state.get().as_str()
            data-delivery=move || parts.delivery_word()
            on:pointerenter=move |_| near.point()
            on:focusin=move |_| near.focus()
        >
            <Avatar author=author.clone() picture />
            <div class=style::column>
                <Label parts near />
                <Show when=move || has_thought.get()>
                    <Reasoning parts />
                </Show>
                <Show when=move || editing.get() fallback=move || view! {
                    <Show when=move || has_text.get()>
                        <div class=style::bubble>
                            <Markdown source />
                        </div>
                    </Show>
                }>
                    <Editor parts />
                </Show>
                <Show when=waiting>
                    <Typing parts />
                </Show>
                <Show when=move || parts.deleted.get()>
                    <p class=style::gone tabindex="-1" data-way="deleted">
                        {text!(message.deleted)}
                    </p>
                </Show>
                <Strip parts />
                <Pager parts />
                <Plain parts last=near.last />
                <Receipt parts />
            </div>
        </article>
    })
}

/// Something that happened, told in the middle.
#[component]
fn Note(parts: Parts) -> impl IntoView {
    view! { <p class=style::note>{move || parts.text.get()}</p> }
}

/// Nothing written yet.
#[component]
fn Typing(parts: Parts) -> impl IntoView {
    let queued = move || parts.state.get() == adda_protocol::MessageState::Pending;
    let words = move || if queued() { text!(message.waits_turn) } else { text!(message.thinking) };
    view! {
        <div class=classes!(style::bubble, style::typing) data-queued=move || queued().then_some("")>
            <span class=style::dots aria-hidden="true">
                <i></i>
                <i></i>
                <i></i>
            </span>
            <span>{words}</span>
        </div>
    }
}
