//! Changing the password.

use adda_protocol::limits;
use leptos::prelude::*;

use super::style;
use crate::{
    api::account::ChangePassword as Change,
    components::{
        button,
        field::{Field, FormMessage},
    },
};

#[component]
pub fn ChangePassword() -> impl IntoView {
    let change = ServerAction::<Change>::new();
    let value = change.value();
    let failed = Signal::derive(move || {
        value.read().as_ref().and_then(|done| done.as_ref().err().map(ToString::to_string))
    });
    let done = Signal::derive(move || {
        let done = matches!(value.read().as_ref(), Some(Ok(())));
        done.then(|| "The password is changed. Everywhere else you are signed out now.".to_owned())
    });
    view! {
        <p>"Changing it signs you out everywhere else."</p>
        <FormMessage text=failed />
        <FormMessage text=done good=true />
        <ActionForm action=change attr:class=style::form>
            <Field
                label="Current password"
                name="current"
                kind="password"
                autocomplete="current-password"
            />
            <Field
                label="New password"
                name="new"
                kind="password"
                autocomplete="new-password"
                min=limits::PASSWORD_MIN_CHARS
            />
            <div>
                <button type="submit" class=button::GHOST disabled=move || change.pending().get()>
                    "Change password"
                </button>
            </div>
        </ActionForm>
    }
}
