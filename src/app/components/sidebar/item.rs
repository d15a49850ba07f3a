//! One conversation of the list.

use adda_protocol::dto::Conversation;
use leptos::prelude::*;

use super::style;
use crate::{
    components::{drawer::Drawers, local_time::Time, names::clean},
    state::chat::ChatState,
};

#[component]
pub fn Item(item: Conversation) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let drawers = expect_context::<Drawers>();
    let id = item.id;
    let here = Memo::new(move |_| chat.current().read().as_ref().is_some_and(|open| open.id == id));
    let open = move |event: leptos::ev::MouseEvent| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        drawers.close();
        chat.open(id);
    };
    let title = title(&item.title);
    view! {
        <li>
            <a
                href=format!("/c/{id}")
                class=style::item
                aria-current=move || here.get().then_some("page")
                on:click=open
            >
                <span class=style::title>{title}</span>
                <Time at=item.updated_at short=true class=style::time />
            </a>
        </li>
    }
}

/// What stands for a conversation that has no title yet.
pub fn title(title: &str) -> String {
    let title = clean(title);
    if title.trim().is_empty() { "New chat".to_owned() } else { title }
}
