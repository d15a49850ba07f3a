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
        (Some(_), _) => ("own", "Your key"),
        (None, true) => ("server", "The server's key"),
        (None, false) => ("none", "No key"),
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
        "added" => "Your key is stored. Test it to be sure that the service accepts it.",
        "tested" => "The service accepts this key.",
        "renamed" => "The key has its new name.",
        "removed" => "Your key is removed from this server.",
        _ => "Done.",
    }
}

#[component]
fn Own(key: ProviderKey, title: String) -> impl IntoView {
    let ProviderKey { id, label, last4, created_at, last_used_at, .. } = key;
    let label = clean(&label);
    // Without a name of its own it is called as the service.
    let named = (label != title).then(|| view! { <strong>{label.clone()}</strong> });
    let last4 = clean(&last4);
    let ending =
        (!last4.is_empty()).then(|| view! { <span>"ending in " <code>{last4}</code></span> });
    let used = match last_used_at {
        Some(at) => Either::Left(view! { ", last used " <Time at short=true class="" /> }),
        None => Either::Right(", not used yet"),
    };
    let path = move |action: &str| format!("/settings/keys/{id}/{action}");
    view! {
        <div class=style::own>
            <Icon icon=Icon::Key />
            <span class=style::key>
                {named}
                {ending}
                <small>"added " <Time at=created_at short=true class="" /> {used}</small>
            </span>
            <form method="post" action=path("test")>
                <button type="submit" class=button::SMALL data-busy="Testing…">"Test"</button>
            </form>
        </div>
        <div class=style::more>
            <details name=format!("key-{id}")>
                <summary class=button::QUIET>"Rename"</summary>
                <form method="post" action=path("rename") class=style::form>
                    <Field label="Name" name="label" autocomplete="off" value=label required=false max=limits::NAME_CHARS />
                    <div><button type="submit" class=button::GHOST>"Save"</button></div>
                </form>
            </details>
            <details name=format!("key-{id}")>
                <summary class=button::QUIET>"Remove"</summary>
                <form method="post" action=path("remove") class=style::form>
                    <p class=frame::quiet>"Answers that need it stop at once. The key itself stays valid at the service until you revoke it there."</p>
                    <div><button type="submit" class=button::DANGER>"Remove this key"</button></div>
                </form>
            </details>
        </div>
    }
}

/// Open where the last try failed.
#[component]
fn Add(name: String, title: String, server_key: bool, open: bool) -> impl IntoView {
    let words = if server_key {
        "Answers use the server's key. With one of your own, the service bills you instead."
    } else {
        "Its models answer once you add a key."
    };
    view! {
        <p>{words}</p>
        <details open=open class=style::add>
            <summary class=button::SMALL>
                <Icon icon=Icon::Plus class="size-4" />
                "Add a key"
            </summary>
            <form method="post" action="/settings/keys" class=style::form autocomplete="off">
                <input type="hidden" name="provider" value=name />
                <label class=field::LABEL>
                    <span>{format!("Key of {title}")}</span>
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
                        placeholder="Paste it here"
                    />
                </label>
                <Field
                    label="Name"
                    name="label"
                    autocomplete="off"
                    required=false
                    max=limits::NAME_CHARS
                    hint="For you, such as “work”. You can leave it empty."
                />
                <div><button type="submit" class=button::PRIMARY data-busy="Adding…">"Add the key"</button></div>
            </form>
        </details>
    }
}

/// What an error of a key comes to.
fn trouble(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::ProviderAuth => "The service does not accept this key.",
        ErrorCode::Invalid => {
            "This does not look like a key: one word, without spaces or line breaks."
        }
        code => code.sentence(),
    }
}
