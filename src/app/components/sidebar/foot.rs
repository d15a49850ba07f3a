//! Who is signed in, and the settings.

use leptos::prelude::*;

use super::style;
use crate::{
    components::{avatar::Avatar, button, icon::Icon, names::clean, theme::ThemeSwitch},
    i18n::text,
    state::{administrator::is_administrator, chat::ChatState},
};

#[component]
pub fn Foot() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let person = move || {
        chat.me().map(|me| {
            view! {
                <Avatar author=me.as_author() picture=me.picture />
                <span class=style::who>
                    <strong>{clean(&me.name)}</strong>
                    <span>{clean(&me.email)}</span>
                </span>
            }
        })
    };
    view! {
        <div class=style::foot>
            {person}
            <ThemeSwitch />
            {is_administrator().then(|| {
                view! {
                    <a href="/admin" rel="external" class=button::ICON aria-label=text!(list.server) title=text!(list.server_title)>
                        <Icon icon=Icon::Server />
                    </a>
                }
            })}
            <a href="/settings" class=button::ICON aria-label=text!(common.settings) title=text!(common.settings)>
                <Icon icon=Icon::Settings />
            </a>
        </div>
    }
}
