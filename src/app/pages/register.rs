//! `/auth/register`.

use adda_protocol::limits;
use leptos::prelude::*;

use super::{
    form_error::{next, query, sentence, with_next},
    sheet::{Sheet, style},
};
use crate::{
    components::{
        button,
        field::{Field, FormMessage},
        page_title::PageTitle,
    },
    i18n::text,
};

/// A plain form: it works with and without the page's script.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let next = next();
    view! {
        <PageTitle text=text!(account.register) />
        <Sheet heading=text!(account.register)>
            <p class=style::lead>{text!(account.register_lead)}</p>
            <FormMessage text=sentence() />
            <form method="post" action="/auth/register" class=style::form>
                <input type="hidden" name="next" value=next />
                <Field
                    label=text!(account.name)
                    name="name"
                    autocomplete="name"
                    value=query("name").get_untracked().unwrap_or_default()
                    required=false
                    max=limits::NAME_CHARS
                    hint=text!(account.name_hint)
                />
                <Field
                    label=text!(account.email)
                    name="email"
                    kind="email"
                    autocomplete="username"
                    value=query("email").get_untracked().unwrap_or_default()
                    max=limits::EMAIL_BYTES
                />
                <Field
                    label=text!(account.password)
                    name="password"
                    kind="password"
                    autocomplete="new-password"
                    min=limits::PASSWORD_MIN_CHARS
                    hint=text!(account.password_hint)
                />
                <button type="submit" class=button::PRIMARY>
                    {text!(account.register)}
                </button>
            </form>
            <p class=style::aside>
                {text!(account.have_before)}
                <a href=move || with_next("/auth/login", &next.read())>{text!(account.sign_in)}</a>
                {text!(account.have_after)}
            </p>
        </Sheet>
    }
}
