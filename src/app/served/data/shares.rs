//! What is shared: what it shows, when it ends, and taking it back.

use adda_protocol::dto::Share;
use leptos::{either::Either, prelude::*};

use super::style;
use crate::{
    components::{button, local_time::Time, sidebar::title},
    pages::settings::frame::style as frame,
};

#[component]
pub fn List(shares: Vec<Share>) -> impl IntoView {
    if shares.is_empty() {
        return Either::Left(view! {
            <p class=frame::quiet>"Nothing. In a chat, “Share” makes a link by which others can read it as it is then."</p>
        });
    }
    let rows = shares.into_iter().map(|share| view! { <Row share /> });
    Either::Right(view! { <ul class=style::list>{rows.collect_view()}</ul> })
}

#[component]
fn Row(share: Share) -> impl IntoView {
    let Share { id, conversation, title: name, messages, created_at, expires_at } = share;
    let count = if messages == 1 { "1 message".to_owned() } else { format!("{messages} messages") };
    let ends = match expires_at {
        Some(at) => Either::Left(view! { "works until " <Time at short=true class="" /> }),
        None => Either::Right("works until you take it back"),
    };
    let name = title(&name);
    let label = format!("Take back the link to {name}");
    view! {
        <li class=style::row>
            <div class=style::what>
                <a href=format!("/c/{conversation}") dir="auto">{name}</a>
                <small>{count} ", shared " <Time at=created_at short=true class="" /> ", " {ends}</small>
            </div>
            <form method="post" action=format!("/settings/shares/{id}/end")>
                <button type="submit" class=button::SMALL aria-label=label data-busy="Taking back…">"Take back"</button>
            </form>
        </li>
    }
}
