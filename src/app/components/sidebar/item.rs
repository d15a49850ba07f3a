//! One conversation of the list. What is pressed in it, the list hears.

use adda_protocol::{ConversationId, dto::Conversation, limits};
use leptos::prelude::*;

use super::{
    style,
    tools::{Tools, tick},
};
use crate::{
    components::{icon::Icon, local_time::Time, names::clean},
    i18n::text,
    state::chat::ChatState,
};

#[component]
pub fn Item(id: ConversationId) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let tools = expect_context::<Tools>();
    let row = chat.listed(id).map(RwSignal::from)?;
    let title = Memo::new(move |_| title(&row.read().title));
    let here = Memo::new(move |_| chat.is_named(id));
    let marking = move || tools.is_marking();
    Some(view! {
        <li class=style::row data-chat=id.to_string() data-marked=move || tools.is_marked(id).then_some("")>
            <a
                href=format!("/c/{id}")
                class=style::item
                aria-current=move || here.get().then_some("page")
                inert=marking
            >
                <span class=style::title>{title}</span>
                <Marks row here />
            </a>
            <a
                href=format!("/chats?id={id}")
                class=style::more
                role="button"
                aria-haspopup="menu"
                aria-label=move || text!(list.options, title = title.get())
                data-menu
                inert=marking
            >
                <Icon icon=Icon::More class="size-4.5" />
            </a>
            {tick(tools, id, title)}
        </li>
    })
}

/// What stands behind the title: something not sent, something not read, or when it last changed.
#[component]
fn Marks(row: RwSignal<Conversation>, here: Memo<bool>) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let id = row.read_untracked().id;
    let unread = Memo::new(move |_| if here.get() { 0 } else { row.read().unread });
    let draft = Memo::new(move |_| !here.get() && chat.has_draft(id));
    let at = Memo::new(move |_| row.read().updated_at);
    let news = move || {
        let count = unread.get();
        (count > 0).then(|| {
            let many = if count >= limits::UNREAD { "99+".to_owned() } else { count.to_string() };
            view! {
                <span class=style::unread>
                    {many}
                    <span class="sr-only">{text!(list.unread)}</span>
                </span>
            }
        })
    };
    view! {
        {move || draft.get().then(|| view! { <span class=style::draft>{text!(list.draft)}</span> })}
        {news}
        {move || view! { <Time at=at.get() short=true class=style::time /> }}
    }
}

/// What stands for a conversation that has no title yet.
pub fn title(title: &str) -> String {
    let title = clean(title);
    if title.trim().is_empty() { text!(common.new_chat).to_owned() } else { title }
}
