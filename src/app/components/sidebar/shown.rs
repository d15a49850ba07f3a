//! The list with something open over it, as if somebody had pressed for it: for the gallery of debug builds.

use adda_protocol::ConversationId;
use leptos::prelude::*;

use super::{
    list::{Coming, List},
    style,
    tools::{Ask, MenuAt, OpenTools, Tools},
};
use crate::{i18n::text, state::chat::ChatState};

/// What is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    /// The menu of a chat.
    Menu(ConversationId),
    /// The bar for chats that are marked.
    Bar(Vec<ConversationId>),
    /// The question which category chats are of.
    Category(ConversationId),
    /// Nothing; more chats are on their way.
    Nothing,
}

#[component]
pub fn ListWith(open: Open) -> impl IntoView {
    let tools = Tools::provide(expect_context::<ChatState>());
    let comes = open == Open::Nothing;
    match open {
        Open::Menu(id) => {
            tools.menu.set(Some(MenuAt { id, top: 0.0, bottom: 0.0, right: 0.0 }));
        }
        Open::Bar(ids) => tools.mark(Some(ids)),
        Open::Category(id) => tools.ask.set(Some(Ask::Category(vec![id]))),
        Open::Nothing => {}
    }
    view! {
        <nav class=style::sidebar aria-label=text!(list.label) data-open>
            <List />
            {comes.then(|| view! { <Coming /> })}
            <OpenTools />
        </nav>
    }
}
