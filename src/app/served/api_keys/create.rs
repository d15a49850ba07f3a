//! Making a key.

use adda_protocol::limits;
use leptos::prelude::*;

use super::style;
use crate::components::{
    button,
    field::{self, Field},
    icon::Icon,
};

/// Days a key may live, as they are offered.
const LIVES: [(&str, &str); 4] =
    [("30", "30 days"), ("90", "90 days"), ("365", "a year"), ("", "until it is revoked")];
const USUAL: &str = "90";

#[component]
pub fn Create(open: bool) -> impl IntoView {
    let lives = LIVES
        .map(|(days, name)| view! { <option value=days selected=days == USUAL>{name}</option> });
    view! {
        <details open=open class=style::create>
            <summary class=button::SMALL>
                <Icon icon=Icon::Plus class="size-4" />
                "Make a key"
            </summary>
            <form method="post" action="/settings/api-keys" class=style::form>
                <Field
                    label="Name"
                    name="name"
                    autocomplete="off"
                    max=limits::NAME_CHARS
                    hint="What it is for, such as “notebook”."
                />
                <fieldset class=style::scopes>
                    <legend>"What it may do"</legend>
                    <Scope word="chat" name="Ask for answers" about="Completions and embeddings, counted as your usage." checked=true />
                    <Scope word="read" name="Read" about="Conversations, models and usage." checked=false />
                </fieldset>
                <label class=field::LABEL>
                    <span>"It works for"</span>
                    <select name="expires_in_days" class=field::INPUT>{lives}</select>
                </label>
                <div><button type="submit" class=button::PRIMARY data-busy="Making…">"Make the key"</button></div>
            </form>
        </details>
    }
}

#[component]
fn Scope(
    word: &'static str,
    name: &'static str,
    about: &'static str,
    checked: bool,
) -> impl IntoView {
    view! {
        <label class=field::TICK>
            <input type="checkbox" name=word value="on" checked=checked />
            <span>{name} <small>{about}</small></span>
        </label>
    }
}
