//! The messages of a shared chat.

use adda_protocol::{Author, AuthorKind, dto::SharedMessage};
use leptos::prelude::*;
use stylance::classes;

use super::style;
use crate::{
    components::{
        avatar::Avatar,
        local_time::{date, iso},
        markdown::{Renderer, Style, style as markdown},
        message::style as message,
        names::clean,
    },
    i18n::text,
};

const DAY: i64 = 86_400_000;

#[component]
pub fn Thread(messages: Vec<SharedMessage>) -> impl IntoView {
    let rows = messages.into_iter().map(|shared| view! { <li><Row shared /></li> });
    view! { <ol class=style::list>{rows.collect_view()}</ol> }
}

#[component]
fn Row(shared: SharedMessage) -> impl IntoView {
    let SharedMessage { place, model, text, created_at } = shared;
    let (kind, side, rules) = match model {
        Some(_) => (AuthorKind::Ai, message::ai, Style::AI),
        None => (AuthorKind::User, message::own, Style::PERSON),
    };
    let name = model.as_deref().map(clean).filter(|name| !name.trim().is_empty());
    // Whoever asked stays unnamed.
    let person = text!(sharing.person);
    let label = if kind == AuthorKind::Ai { text!(message.assistant) } else { person };
    let author = Author { kind, id: String::new(), name: person.to_owned() };
    let html = Renderer::expect().draw_whole(&text, rules, &place.to_string());
    view! {
        <article id=format!("m-{place}") class=classes!(message::message, side) aria-label=label>
            <Avatar author />
            <div class=message::column>
                <header class=message::label>
                    <h2 class=message::author>{label}</h2>
                    {name.map(|name| view! { <span class=message::detail>{name}</span> })}
                    <time class=message::time datetime=iso(created_at)>
                        {date(created_at.div_euclid(DAY))}
                    </time>
                </header>
                <div class=message::bubble>
                    <div class=markdown::prose>
                        <div class=markdown::block inner_html=html></div>
                    </div>
                </div>
            </div>
        </article>
    }
}
