//! `/auth/login`.

use adda_protocol::limits;
use leptos::prelude::*;

use super::{
    form_error::{next, query, sentence, with_next},
    sheet::{Sheet, style},
};
use crate::components::{
    button,
    field::{Field, FormMessage},
    page_title::PageTitle,
};

/// A plain form: it works with and without the page's script.
#[component]
pub fn LoginPage() -> impl IntoView {
    let next = next();
    view! {
        <PageTitle text="Sign in" />
        <Sheet heading="Welcome back">
            <p class=style::lead>"Sign in to go on with your conversations."</p>
            <FormMessage text=sentence() />
            <form method="post" action="/auth/login" class=style::form>
                <input type="hidden" name="next" value=next />
                <Field
                    label="E-mail"
                    name="email"
                    kind="email"
                    autocomplete="username"
                    value=query("email").get_untracked().unwrap_or_default()
                    max=limits::EMAIL_BYTES
                />
                <Field label="Password" name="password" kind="password" autocomplete="current-password" />
                <button type="submit" class=button::PRIMARY>
                    "Sign in"
                </button>
            </form>
            <p class=style::aside>
                "New here? " <a href=move || with_next("/auth/register", &next.read())>"Make an account"</a>
            </p>
        </Sheet>
    }
}
