//! Leaving: for now, or for good.

use adda_protocol::dto::Password;
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::style;
use crate::{
    api::account::delete_account,
    browser::forms::field,
    components::{
        button,
        field::{Field, FormMessage},
        icon::Icon,
    },
    i18n::text,
    pages::form_error::failed,
    state::{chat::ChatState, session, submission::Submission},
};

/// A plain form; once the page is alive it also forgets what this device keeps.
#[component]
pub fn SignOut() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        spawn_local(session::sign_out(untrack(|| chat.me()).map(|me| me.id)));
    };
    view! {
        <form method="post" action="/auth/logout" on:submit=submit>
            <button type="submit" class=button::GHOST>
                <Icon icon=Icon::SignOut class="size-4.5" />
                {text!(settings.sessions.sign_out)}
            </button>
        </form>
    }
}

/// A plain form too.
#[component]
pub fn DeleteAccount() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let delete = Submission::new();
    let user = StoredValue::new(None);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (known, password) = (untrack(|| chat.me()), Password(field(&event, "password")));
        let deletion = async move {
            // Once it is gone nobody can tell.
            user.set_value(session::whose(known.map(|me| me.id)).await);
            delete_account(password).await
        };
        delete.send(deletion, move || spawn_local(session::leave(user.get_value())));
    };
    view! {
        <p>{text!(settings.delete.about)}</p>
        <FormMessage text=failed("account", delete) />
        <form method="post" action="/settings/delete" class=style::form on:submit=submit>
            <Field
                label=text!(settings.delete.password)
                name="password"
                kind="password"
                autocomplete="current-password"
            />
            <div>
                <button type="submit" class=button::DANGER disabled=delete.pending()>
                    {text!(settings.delete.now)}
                </button>
            </div>
        </form>
    }
}
