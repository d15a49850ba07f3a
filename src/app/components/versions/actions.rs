//! What can be done with a message beside copying it.

use adda_protocol::AuthorKind;
use leptos::prelude::*;

use super::{aloud::Aloud, branch::GoOn, picture_button::PictureButton};
use crate::{
    browser::{focus, selection},
    components::{icon::Icon, message::Parts},
    i18n::text,
    state::chat::ChatState,
};

pub(super) fn view(chat: ChatState, parts: Parts) -> AnyView {
    let own = parts.own && parts.author.get_untracked().kind == AuthorKind::User;
    let editable = move || own && parts.is_delivered() && !parts.deleted.get();
    let again = Memo::new(move |_| {
        parts.answers.get() && parts.asked.get() && !parts.state.get().is_open()
    });
    let has_text = Memo::new(move |_| !parts.text.read().is_empty());
    let erasable = Memo::new(move |_| {
        parts.is_delivered() && !parts.state.get().is_open() && !parts.deleted.get()
    });
    view! {
        <Show when=editable>
            <Edit chat parts />
        </Show>
        <Show when=move || again.get()>
            <Again chat parts />
        </Show>
        <Show when=move || has_text.get()>
            <Quote chat parts />
            <Aloud parts />
        </Show>
        <Show when=move || erasable.get()>
            <GoOn chat parts />
            <Erase chat parts />
        </Show>
    }
    .into_any()
}

/// Opens the editor in the message's place.
#[component]
fn Edit(chat: ChatState, parts: Parts) -> impl IntoView {
    let edit = move |_| chat.editing().set(Some(parts.key.get_value()));
    view! {
        <PictureButton
            icon=Icon::Edit
            name=text!(versions.edit)
            title=text!(versions.edit_title)
            way="edit"
            press=edit
        />
    }
}

/// Another answer: by the same model, or by one that is chosen.
#[component]
fn Again(chat: ChatState, parts: Parts) -> impl IntoView {
    let again = move |_| chat.regenerate(parts.id.get_untracked(), None);
    let ask = move |_| chat.asking().set(Some(parts.id.get_untracked()));
    view! {
        <PictureButton
            icon=Icon::Retry
            name=text!(message.regenerate)
            title=text!(versions.regenerate_title)
            press=again
        />
        <PictureButton
            icon=Icon::Chevron
            name=text!(versions.other)
            title=text!(versions.other_title)
            asks=true
            press=ask
        />
    }
}

/// Puts what is selected of the message, or all of it, into the draft as a quotation.
#[component]
fn Quote(chat: ChatState, parts: Parts) -> impl IntoView {
    let quote = move |_| {
        let id = parts.id.get_untracked().to_string();
        let selected = selection::of_message().filter(|(message, _)| *message == id);
        match selected {
            Some((_, text)) => chat.quote(&text),
            None => chat.quote(&parts.text.get_untracked()),
        }
        focus::on("composer-text");
    };
    view! {
        <PictureButton
            icon=Icon::Quote
            name=text!(versions.quote)
            title=text!(versions.quote_title)
            keeps_selection=true
            press=quote
        />
    }
}

/// Asks whether the message is to be deleted.
#[component]
fn Erase(chat: ChatState, parts: Parts) -> impl IntoView {
    let ask = move |_| chat.ask_erase(parts.id.get_untracked());
    view! { <PictureButton icon=Icon::Trash name=text!(versions.erase) asks=true press=ask /> }
}
