//! Changing the password.

use adda_protocol::{dto::Password, limits};
use leptos::{ev::SubmitEvent, prelude::*};

use super::style;
use crate::{
    api::account::change_password,
    browser::forms::field,
    components::{
        button,
        field::{Field, FormMessage},
    },
    i18n::text,
    pages::form_error::{failed, succeeded},
    state::submission::Submission,
};

#[component]
pub fn ChangePassword() -> impl IntoView {
    let change = Submission::new();
    let changed = succeeded("password", change);
    let words = text!(settings.password.changed);
    let done = Signal::derive(move || changed.get().then(|| words.to_owned()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (current, new) = (field(&event, "current"), field(&event, "new"));
        change.send(change_password(Password(current), Password(new)), || ());
    };
    view! {
        <p>{text!(settings.password.about)}</p>
        <FormMessage text=failed("password", change) />
        <FormMessage text=done good=true />
        <form method="post" action="/settings/password" class=style::form on:submit=submit>
            <Field
                label=text!(settings.password.current)
                name="current"
                kind="password"
                autocomplete="current-password"
            />
            <Field
                label=text!(settings.password.new)
                name="new"
                kind="password"
                autocomplete="new-password"
                min=limits::PASSWORD_MIN_CHARS
            />
            <div>
                <button type="submit" class=button::GHOST disabled=change.pending()>
                    {text!(settings.password.change)}
                </button>
            </div>
        </form>
    }
}
