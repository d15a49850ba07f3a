//! The round mark beside a message: initials of a person, the spark of an AI.

use adda_protocol::{Author, AuthorKind, PictureId};
use leptos::{either::Either, prelude::*};
use stylance::classes;

use super::{
    icon::Icon,
    names::{initials, stable_index},
};

stylance::import_style!(style, "avatar.module.css");

/// Classes, not colours: the page's policy forbids inline styles.
const PEOPLE: [&str; 12] = [
    style::p0,
    style::p1,
    style::p2,
    style::p3,
    style::p4,
    style::p5,
    style::p6,
    style::p7,
    style::p8,
    style::p9,
    style::p10,
    style::p11,
];

/// Decoration: the author's name stands beside it as text. A picture covers the letters, which stay where it does not come.
#[component]
pub fn Avatar(
    author: Author,
    #[prop(optional_no_strip)] picture: Option<PictureId>,
    #[prop(optional)] large: bool,
) -> impl IntoView {
    let ai = author.kind == AuthorKind::Ai;
    let person = PEOPLE.get(stable_index(&author.id, PEOPLE.len())).copied().unwrap_or(style::p0);
    let kind = if ai { style::ai } else { person };
    let class = classes!(style::avatar, kind, large.then_some(style::large));
    let inner = if ai {
        Either::Left(view! { <Icon icon=Icon::Spark class=style::spark /> })
    } else {
        Either::Right(initials(&author.name))
    };
    let picture = picture.map(|id| {
        let size = if large { "?size=large" } else { "" };
        view! { <img class=style::picture src=format!("/avatars/{id}{size}") alt="" decoding="async" /> }
    });
    view! {
        <span class=class aria-hidden="true">
            {inner}
            {picture}
        </span>
    }
}
