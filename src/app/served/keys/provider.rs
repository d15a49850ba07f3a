//! One AI service: whose key there is, and what can be done with one's own.

use adda_protocol::{
    ErrorCode,
    dto::{KeyProvider, ProviderKey},
    limits,
};
use leptos::{either::Either, prelude::*};

use super::style;
use crate::{
    components::{
        button,
        field::{self, Field},
        icon::Icon,
        local_time::Time,
        names::clean,
    },
    i18n::{self, text},
    pages::settings::frame::style as frame,
    served::outcome::Outcome,
};

#[component]
pub fn Provider(
    provider: KeyProvider,
    key: Option<ProviderKey>,
    outcome: Outcome,
) -> impl IntoView {
    let KeyProvider { name, title, server_key } = provider;
    let title = clean(&title);
    let state = match (&key, server_key) {
        (Some(_), _) => ("own", text!(keys.state_own)),
        (None, true) => ("server", text!(keys.state_server)),
        (None, false) => ("none", text!(keys.state_none)),
    };
    let outcome = outcome.about(&name);
    let said = outcome.message(said, trouble);
    let body = match key {
        Some(key) => Either::Left(view! { <Own key title=title.clone() /> }),
        None => Either::Right(
            view! { <Add name=name.clone() title=title.clone() server_key open=outcome.failed() /> },
        ),
    };
    let heading = format!("{name}-title");
    let labelled_by = heading.clone();
    view! {
        <section id=name class=frame::card aria-labelledby=labelled_by>
            <div class=style::head>
                <h2 id=heading>{title}</h2>
                <span class=style::state data-state=state.0>{state.1}</span>
            </div>
            {said}
            {body}
        </section>
    }
}

/// What the address says has happened here.
fn said(done: &str) -> &'static str {
    match done {
        "added" => text!(keys.was_added),
        "tested" => text!(keys.was_tested),
        "renamed" => text!(keys.was_renamed),
        "removed" => text!(keys.was_removed),
        _ => text!(common.done),
    }
}

#[component]
fn Own(key: ProviderKey, title: String) -> impl IntoView {
    let ProviderKey { id, label, last4, created_at, last_used_at, .. } = key;
    let label = clean(&label);
    // Without a name of its own it is called as the service.
    let named = (label != title).then(|| view! { <strong>{label.clone()}</strong> });
    let last4 = clean(&last4);
    let ending = (!last4.is_empty()).then(|| {
        view! { <span>{text!(keys.ending_before)} <code>{last4}</code> {text!(keys.ending_after)}</span> }
    });
    let used = match last_used_at {
        Some(at) => Either::Left(view! {
            {text!(keys.used_before)}
            <Time at short=true class="" />
            {text!(keys.used_after)}
        }),
        None => Either::Right(text!(keys.not_used)),
    };
    let path = move |action: &str| format!("/settings/keys/{id}/{action}");
    view! {
        <div class=style::own>
            <Icon icon=Icon::Key />
            <span class=style::key>
                {named}
                {ending}
                <small>{text!(keys.added_before)} <Time at=created_at short=true class="" /> {used}</small>
            </span>
            <form method="post" action=path("test")>
                <button type="submit" class=button::SMALL data-busy=text!(keys.testing)>{text!(keys.test)}</button>
            </form>
        </div>
        <div class=style::more>
            <details name=format!("key-{id}")>
                <summary class=button::QUIET>{text!(common.rename)}</summary>
                <form method="post" action=path("rename") class=style::form>
                    <Field label=text!(common.name) name="label" autocomplete="off" value=label required=false max=limits::NAME_CHARS />
                    <div><button type="submit" class=button::GHOST>{text!(common.save)}</button></div>
                </form>
            </details>
            <details name=format!("key-{id}")>
                <summary class=button::QUIET>{text!(keys.remove)}</summary>
                <form method="post" action=path("remove") class=style::form>
                    <p class=frame::quiet>{text!(keys.remove_about)}</p>
                    <div><button type="submit" class=button::DANGER>{text!(keys.remove_this)}</button></div>
                </form>
            </details>
        </div>
    }
}

/// Open where the last try failed.
#[component]
fn Add(name: String, title: String, server_key: bool, open: bool) -> impl IntoView {
    let words = if server_key { text!(keys.server_pays) } else { text!(keys.needs_key) };
    view! {
        <p>{words}</p>
        <details open=open class=style::add>
            <summary class=button::SMALL>
                <Icon icon=Icon::Plus class="size-4" />
                {text!(keys.add)}
            </summary>
            <form method="post" action="/settings/keys" class=style::form autocomplete="off">
                <input type="hidden" name="provider" value=name />
                <label class=field::LABEL>
                    <span>{text!(keys.key_of, title = title)}</span>
                    <input
                        class=field::INPUT
                        type="password"
                        name="key"
                        required
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        data-1p-ignore
                        data-lpignore="true"
                        placeholder=text!(keys.paste)
                    />
                </label>
                <Field
                    label=text!(common.name)
                    name="label"
                    autocomplete="off"
                    required=false
                    max=limits::NAME_CHARS
                    hint=text!(keys.name_hint)
                />
                <div><button type="submit" class=button::PRIMARY data-busy=text!(keys.adding)>{text!(keys.add_this)}</button></div>
            </form>
        </details>
    }
}

/// What an error of a key comes to.
fn trouble(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::ProviderAuth => text!(keys.refused),
        ErrorCode::Invalid => text!(keys.no_key),
        code => i18n::sentence(code),
    }
}
