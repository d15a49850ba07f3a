//! `/auth/login`.

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
    state::session,
};

/// A plain form: it works with and without the page's script.
#[component]
pub fn LoginPage() -> impl IntoView {
    let next = next();
    Effect::new(|_| session::finish_leaving());
    view! {
        <PageTitle text=text!(account.sign_in) />
        <Sheet heading=text!(account.welcome)>
            <p class=style::lead>{text!(account.sign_in_lead)}</p>
            <FormMessage text=sentence() />
            <form method="post" action="/auth/login" class=style::form>
                <input type="hidden" name="next" value=next />
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
                    autocomplete="current-password"
                />
                <button type="submit" class=button::PRIMARY>
                    {text!(account.sign_in)}
                </button>
            </form>
            <p class=style::aside>
                {text!(account.new_before)}
                <a href=move || with_next("/auth/register", &next.read())>{text!(account.register)}</a>
                {text!(account.new_after)}
            </p>
        </Sheet>
    }
}
