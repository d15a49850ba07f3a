//! Which chats are shown: of which category, or those put away.

use adda_protocol::dto::{CATEGORIES, Listing};
use leptos::prelude::*;

use super::Tools;
use crate::{
    components::{button, icon::Icon, names::clean, sidebar::style},
    state::chat::ChatState,
};

/// A category as people read it: those that are always there begin with a capital.
pub fn category_name(category: &str) -> String {
    let category = clean(category);
    if !CATEGORIES.contains(&category.as_str()) {
        return category;
    }
    let mut letters = category.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// One button for each category in use, where there are some to choose from.
pub fn categories(tools: Tools) -> AnyView {
    let chat = tools.chat;
    let wanted = chat.wanted();
    let want = move |category: Option<String>| {
        chat.want_conversations(Listing { category, ..wanted.get_untracked() });
    };
    let chip = move |category: Option<String>| {
        let name = category.as_deref().map_or_else(|| "All".to_owned(), category_name);
        let is = category.clone();
        let pressed = move || (wanted.read().category == is).to_string();
        view! {
            <button type="button" class=style::chip aria-pressed=pressed on:click=move |_| want(category.clone())>
                {name}
            </button>
        }
    };
    let all = move || {
        let mut used = chat.categories().get();
        let place = |name: &String| CATEGORIES.iter().position(|known| known == name);
        used.sort_by_key(|name| place(name).unwrap_or(CATEGORIES.len()));
        let chips = (used.len() > 1).then(|| [None].into_iter().chain(used.into_iter().map(Some)));
        chips.map(|chips| {
            view! {
                <div class=style::chips role="group" aria-label="Categories">
                    {chips.map(chip).collect_view()}
                </div>
            }
        })
    };
    all.into_any()
}

/// Shows what was put away, and back.
pub fn archive_switch(chat: ChatState) -> impl IntoView {
    let wanted = chat.wanted();
    let away = move || wanted.read().archived;
    let turn = move |_| {
        let wanted = wanted.get_untracked();
        chat.want_conversations(Listing { archived: !wanted.archived, ..wanted });
    };
    view! {
        <button
            type="button"
            class=button::ICON
            aria-label="Archived chats"
            title=move || if away() { "Back to your chats" } else { "Archived chats" }
            aria-pressed=move || away().to_string()
            on:click=turn
        >
            <Icon icon=Icon::Archive />
        </button>
    }
}
