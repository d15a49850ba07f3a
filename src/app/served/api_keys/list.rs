//! The keys there are.

use adda_protocol::{
    Millis,
    dto::{ApiKey, Scope},
};
use leptos::{either::Either, prelude::*};

use super::style;
use crate::{
    components::{button, local_time::Time, names::clean},
    pages::settings::frame::style as frame,
};

#[component]
pub fn List(keys: Vec<ApiKey>, now: Millis) -> impl IntoView {
    if keys.is_empty() {
        return Either::Left(view! {
            <p class=frame::quiet>"None yet. A key lets a script, an editor or any client of OpenAI’s API use this server."</p>
        });
    }
    let rows = keys.into_iter().map(|key| view! { <Row key now /> });
    Either::Right(view! { <ul class=style::list>{rows.collect_view()}</ul> })
}

#[component]
fn Row(key: ApiKey, now: Millis) -> impl IntoView {
    let ApiKey { id, name, last4, scopes, created_at, expires_at, last_used_at } = key;
    let over = expires_at.is_some_and(|at| at <= now);
    let name = clean(&name);
    let shown = if name.trim().is_empty() { "Without a name".to_owned() } else { name };
    let used = match last_used_at {
        Some(at) => Either::Left(view! { "last used " <Time at short=true class="" /> }),
        None => Either::Right("never used"),
    };
    let ends = match expires_at {
        Some(at) if over => {
            Either::Left(view! { <b>"expired " <Time at short=true class="" /></b> })
        }
        Some(at) => Either::Left(view! { <b>"works until " <Time at short=true class="" /></b> }),
        None => Either::Right("works until it is revoked"),
    };
    view! {
        <li class=style::row data-over=over.then_some("")>
            <div class=style::key>
                <strong>{shown}</strong>
                <span class=style::marks>
                    <code>"adda_…" {clean(&last4)}</code>
                    {scopes.into_iter().map(|scope| view! { <span class=style::scope>{word(scope)}</span> }).collect_view()}
                </span>
                <small>"made " <Time at=created_at short=true class="" /> ", " {used} ", " {ends}</small>
            </div>
            <details class=style::revoke>
                <summary class=button::SMALL>"Revoke"</summary>
                <form method="post" action=format!("/settings/api-keys/{id}/revoke")>
                    <p class=frame::quiet>"Programs that use it stop working at once."</p>
                    <button type="submit" class=button::DANGER>"Revoke this key"</button>
                </form>
            </details>
        </li>
    }
}

const fn word(scope: Scope) -> &'static str {
    match scope {
        Scope::Read => "read",
        Scope::Chat => "chat",
    }
}
