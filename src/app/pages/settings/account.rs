//! Leaving: for now, or for good.

use leptos::{prelude::*, task::spawn_local};

use super::style;
use crate::{
    api::account::DeleteAccount as Delete,
    components::{
        button,
        field::{Field, FormMessage},
        icon::Icon,
    },
    state::{chat::ChatState, session},
};

/// A plain form; once the page is alive it also forgets what this device keeps.
#[component]
pub fn SignOut() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let submit = move |event: leptos::ev::SubmitEvent| {
        let Some(me) = untrack(|| chat.me()) else { return };
        event.prevent_default();
        spawn_local(session::sign_out(me.id));
    };
    view! {
        <form method="post" action="/auth/logout" on:submit=submit>
            <button type="submit" class=button::GHOST>
                <Icon icon=Icon::SignOut class="size-4.5" />
                "Sign out"
            </button>
        </form>
    }
}

#[component]
pub fn DeleteAccount() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let delete = ServerAction::<Delete>::new();
    let value = delete.value();
    let failed = Signal::derive(move || {
        value.read().as_ref().and_then(|done| done.as_ref().err().map(ToString::to_string))
    });
    Effect::new(move |_| {
        if matches!(value.read().as_ref(), Some(Ok(()))) {
            let me = untrack(|| chat.me());
            spawn_local(async move {
                if let Some(me) = me {
                    session::forget(me.id).await;
                }
                let _ = location().set_href("/auth/register");
            });
        }
    });
    view! {
        <p>"Your account goes, and every conversation in it. This cannot be undone."</p>
        <FormMessage text=failed />
        <ActionForm action=delete attr:class=style::form>
            <Field
                label="Your password"
                name="password"
                kind="password"
                autocomplete="current-password"
            />
            <div>
                <button type="submit" class=button::DANGER disabled=move || delete.pending().get()>
                    "Delete my account"
                </button>
            </div>
        </ActionForm>
    }
}
