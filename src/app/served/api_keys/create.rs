//! Making a key.

use adda_protocol::limits;
use leptos::prelude::*;

use super::style;
use crate::{
    components::{
        button,
        field::{self, Field},
        icon::Icon,
    },
    i18n::text,
};

const USUAL: &str = "90";

/// Days a key may live, as they are offered.
fn lives() -> [(&'static str, &'static str); 4] {
    [
        ("30", text!(api_keys.days_30)),
        ("90", text!(api_keys.days_90)),
        ("365", text!(api_keys.year)),
        ("", text!(api_keys.no_end)),
    ]
}

#[component]
pub fn Create(open: bool) -> impl IntoView {
    let lives = lives()
        .map(|(days, name)| view! { <option value=days selected=days == USUAL>{name}</option> });
    view! {
        <details open=open class=style::create>
            <summary class=button::SMALL>
                <Icon icon=Icon::Plus class="size-4" />
                {text!(api_keys.make)}
            </summary>
            <form method="post" action="/settings/api-keys" class=style::form>
                <Field
                    label=text!(common.name)
                    name="name"
                    autocomplete="off"
                    max=limits::NAME_CHARS
                    hint=text!(api_keys.name_hint)
                />
                <fieldset class=style::scopes>
                    <legend>{text!(api_keys.may)}</legend>
                    <Scope word="chat" name=text!(api_keys.chat) about=text!(api_keys.chat_about) checked=true />
                    <Scope word="read" name=text!(api_keys.read) about=text!(api_keys.read_about) checked=false />
                </fieldset>
                <label class=field::LABEL>
                    <span>{text!(api_keys.works_for)}</span>
                    <select name="expires_in_days" class=field::INPUT>{lives}</select>
                </label>
                <div><button type="submit" class=button::PRIMARY data-busy=text!(api_keys.making)>{text!(api_keys.make_this)}</button></div>
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
