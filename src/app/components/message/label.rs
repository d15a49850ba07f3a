//! Who wrote a message, and when.

use adda_protocol::{Author, AuthorKind};
use leptos::prelude::*;

use super::{
    Parts,
    actions::{Actions, Near},
    style,
};
use crate::{
    components::{avatar, icon::Icon, local_time::Time, names::clean},
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
    let author = stylance::classes!(style::author, avatar::person(&author.id));
    view! {
        <header class=style::label>
            <h2 class=author>{name}</h2>
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
