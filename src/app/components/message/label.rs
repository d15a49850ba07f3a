//! Who wrote a message, and when.

use adda_protocol::{Author, AuthorKind};
use leptos::prelude::*;

use super::{
    Parts,
    actions::{Actions, Near},
    style,
};
use crate::{
    components::{
        icon::Icon,
        local_time::Time,
        names::{self, clean},
    },
    i18n::text,
    state::chat::Delivery,
};

/// The label above a bubble: a heading, by which those who only hear the page go from message to message. Names without case
/// are left as they are: upper case is a matter of looks.
#[component]
pub fn Label(parts: Parts, near: Near) -> impl IntoView {
    let author = parts.author.get_untracked();
    let name = self::author(parts);
    let detail = (author.kind == AuthorKind::Ai).then(|| clean(&author.name));
    let detail = detail
        .filter(|detail| !detail.is_empty() && !detail.eq_ignore_ascii_case(Author::ASSISTANT));
    let person = names::stable_index(&author.id, PERSON_CLASSES.len());
    let color = PERSON_CLASSES.get(person).copied().filter(|_| !parts.own && detail.is_none());
    view! {
        <header class=style::label>
            <h2 class=stylance::classes!(style::author, color)>{name}</h2>
            {detail.map(|detail| view! { <span class=style::detail>{detail}</span> })}
            <Time at=parts.created_at.get_untracked() class=style::time />
            <Underway parts />
            <Actions parts near />
        </header>
    }
}

/// What the author is called here.
pub fn author(parts: Parts) -> String {
    let author = parts.author.get_untracked();
    match author.kind {
        AuthorKind::Ai => text!(message.assistant).to_owned(),
        AuthorKind::User if parts.own => text!(message.you).to_owned(),
        _ => clean(&author.name),
    }
}

/// Other people's names carry the colour of their avatar.
const PERSON_CLASSES: [&str; 4] = [style::hue0, style::hue1, style::hue2, style::hue3];

/// A clock while a message is on its way.
#[component]
fn Underway(parts: Parts) -> impl IntoView {
    let words = move || {
        parts.delivery.with(|delivery| match delivery {
            Delivery::Queued => Some(text!(message.queued)),
            Delivery::Sending => Some(text!(message.sending)),
            _ => None,
        })
    };
    move || {
        words().map(|words| {
            view! {
                <span class=style::underway role="img" aria-label=words title=words>
                    <Icon icon=Icon::Clock class="size-3.5" />
                </span>
            }
        })
    }
}
