//! What is shared: what it shows, when it ends, and taking it back.

use adda_protocol::dto::Share;
use leptos::{either::Either, prelude::*};

use super::style;
use crate::{
    components::{button, local_time::Time, sidebar::title},
    i18n::{counted, text},
    pages::settings::frame::style as frame,
};

#[component]
pub fn List(shares: Vec<Share>) -> impl IntoView {
    if shares.is_empty() {
        return Either::Left(view! {
            <p class=frame::quiet>{text!(data.shares.nothing)}</p>
        });
    }
    let rows = shares.into_iter().map(|share| view! { <Row share /> });
    Either::Right(view! { <ul class=style::list>{rows.collect_view()}</ul> })
}

#[component]
fn Row(share: Share) -> impl IntoView {
    let Share { id, conversation, title: name, messages, created_at, expires_at } = share;
    let count = counted!(data.messages, count = messages);
    let ends = match expires_at {
        Some(at) => Either::Left(view! {
            {text!(data.shares.until_before)}
            <Time at short=true class="" />
            {text!(data.shares.until_after)}
        }),
        None => Either::Right(text!(data.shares.for_ever)),
    };
    let name = title(&name);
    let label = text!(data.shares.take_back_named, name = name.clone());
    view! {
        <li class=style::row>
            <div class=style::what>
                <a href=format!("/c/{conversation}") dir="auto">{name}</a>
                <small>
                    {count} {text!(data.shares.shared_before)}
                    <Time at=created_at short=true class="" /> {text!(data.shares.shared_after)} {ends}
                </small>
            </div>
            <form method="post" action=format!("/settings/shares/{id}/end")>
                <button type="submit" class=button::SMALL aria-label=label data-busy=text!(data.shares.taking_back)>
                    {text!(data.shares.take_back)}
                </button>
            </form>
        </li>
    }
}
