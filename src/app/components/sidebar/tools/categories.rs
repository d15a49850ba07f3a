//! Which chats are shown: of which category, or those put away.

use adda_protocol::dto::{CATEGORIES, Listing};
use leptos::prelude::*;

use super::Tools;
use crate::{
    components::{button, icon::Icon, names::clean, sidebar::style},
    i18n::text,
    state::chat::ChatState,
};

/// A category as people read it: those that are always there have names in the reader's language.
pub fn category_name(category: &str) -> String {
    let category = clean(category);
    let name = match category.as_str() {
        "general" => text!(list.categories.general),
        "tax" => text!(list.categories.tax),
        "investing" => text!(list.categories.investing),
        "budgeting" => text!(list.categories.budgeting),
        "banking" => text!(list.categories.banking),
        "insurance" => text!(list.categories.insurance),
        _ => return category,
    };
    name.to_owned()
}

/// One button for each category in use, where there are some to choose from.
pub fn categories(tools: Tools) -> AnyView {
    let chat = tools.chat;
    let wanted = chat.wanted();
    let want = move |category: Option<String>| {
        chat.want_conversations(Listing { category, ..wanted.get_untracked() });
    };
    let chip = move |category: Option<String>| {
        let name = category.as_deref().map_or_else(|| text!(list.all).to_owned(), category_name);
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
                <div class=style::chips role="group" aria-label=text!(list.categories_label)>
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
            aria-label=text!(list.archived)
            title=move || if away() { text!(list.back) } else { text!(list.archived) }
            aria-pressed=move || away().to_string()
            on:click=turn
        >
            <Icon icon=Icon::Archive />
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_that_are_always_there_have_names() {
        for category in CATEGORIES {
            assert_ne!(category_name(category), category);
        }
        assert_eq!(category_name("tax"), "Tax");
        assert_eq!(category_name("my own"), "my own");
    }
}
