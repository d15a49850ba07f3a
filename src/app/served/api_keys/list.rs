//! The keys there are.

use adda_protocol::{
    Millis,
    dto::{ApiKey, Scope},
};
use leptos::{either::Either, prelude::*};

use super::style;
use crate::{
    components::{button, local_time::Time, names::clean},
    i18n::text,
    pages::settings::frame::style as frame,
};

#[component]
pub fn List(keys: Vec<ApiKey>, now: Millis) -> impl IntoView {
    if keys.is_empty() {
        return Either::Left(view! {
            <p class=frame::quiet>{text!(api_keys.none)}</p>
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
    let shown = if name.trim().is_empty() { text!(api_keys.nameless).to_owned() } else { name };
    let used = match last_used_at {
        Some(at) => Either::Left(view! {
            {text!(api_keys.used_before)}
            <Time at short=true class="" />
            {text!(api_keys.used_after)}
        }),
        None => Either::Right(text!(api_keys.never_used)),
    };
    let ends = match expires_at {
        Some(at) => {
            let (before, after) = if over {
                (text!(api_keys.expired_before), text!(api_keys.expired_after))
            } else {
                (text!(api_keys.until_before), text!(api_keys.until_after))
            };
            Either::Left(view! { <b>{before} <Time at short=true class="" /> {after}</b> })
        }
        None => Either::Right(text!(api_keys.until_revoked)),
    };
    view! {
        <li class=style::row data-over=over.then_some("")>
            <div class=style::key>
                <strong>{shown}</strong>
                <span class=style::marks>
                    <code>"adda_…" {clean(&last4)}</code>
                    {scopes.into_iter().map(|scope| view! { <span class=style::scope>{word(scope)}</span> }).collect_view()}
                </span>
                <small>{text!(api_keys.made_before)} <Time at=created_at short=true class="" /> {used} {ends}</small>
            </div>
            <details class=style::revoke>
                <summary class=button::SMALL>{text!(api_keys.revoke)}</summary>
                <form method="post" action=format!("/settings/api-keys/{id}/revoke")>
                    <p class=frame::quiet>{text!(api_keys.revoke_about)}</p>
                    <button type="submit" class=button::DANGER>{text!(api_keys.revoke_this)}</button>
                </form>
            </details>
        </li>
    }
}

fn word(scope: Scope) -> &'static str {
    match scope {
        Scope::Read => text!(api_keys.scope_read),
        Scope::Chat => text!(api_keys.scope_chat),
    }
}
