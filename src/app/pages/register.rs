//! `/auth/register`.

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
pub fn RegisterPage() -> impl IntoView {
    let next = next();
    view! {
        <PageTitle text="Make an account" />
        <Sheet heading="Make an account">
            <p class=style::lead>"One place for your conversations, on every device."</p>
            <FormMessage text=sentence() />
            <form method="post" action="/auth/register" class=style::form>
                <input type="hidden" name="next" value=next />
                <Field
                    label="Name"
                    name="name"
                    autocomplete="name"
                    value=query("name").get_untracked().unwrap_or_default()
                    required=false
                    max=limits::NAME_CHARS
                    hint="What others see. You can leave it empty."
                />
                <Field
                    label="E-mail"
                    name="email"
                    kind="email"
                    autocomplete="username"
                    value=query("email").get_untracked().unwrap_or_default()
                    max=limits::EMAIL_BYTES
                />
                <Field
                    label="Password"
                    name="password"
                    kind="password"
                    autocomplete="new-password"
                    min=limits::PASSWORD_MIN_CHARS
                    hint="At least 8 characters. A few words are better than one."
                />
                <button type="submit" class=button::PRIMARY>
                    "Make an account"
                </button>
            </form>
            <p class=style::aside>
                "Already have one? " <a href=move || with_next("/auth/login", &next.read())>"Sign in"</a>
            </p>
        </Sheet>
    }
}
