//! What narrows the list: to titles that contain what is typed, at once those that are here, then those the server finds.

use std::time::Duration;

use adda_protocol::{dto::Listing, limits};
use leptos::prelude::*;

use super::{Tools, categories::archive_switch};
use crate::{
    components::{button, icon::Icon},
    i18n::text,
};

/// Keys pressed faster than this are one question.
const PAUSE: Duration = Duration::from_millis(120);

pub fn find(tools: Tools, text: &str) {
    if let Some(wait) = tools.wait.get_value() {
        wait.clear();
    }
    let text: String = text.chars().take(limits::TITLE_CHARS).collect();
    let title = Some(text).filter(|text| !text.trim().is_empty());
    let want = move || {
        let wanted = tools.chat.wanted().get_untracked();
        tools.chat.want_conversations(Listing { title: title.clone(), ..wanted });
    };
    tools.wait.set_value(set_timeout_with_handle(want, PAUSE).ok());
}

/// Beside the box: marking chats, and what was put away.
pub fn buttons(tools: Tools) -> AnyView {
    let select = move |_| {
        let marked = (!tools.is_marking()).then(Vec::new);
        tools.mark(marked);
    };
    view! {
        <button
            type="button"
            class=button::ICON
            aria-label=text!(list.select_chats)
            title=text!(list.select_chats)
            aria-pressed=move || tools.is_marking().to_string()
            on:click=select
        >
            <Icon icon=Icon::Select />
        </button>
        {archive_switch(tools.chat)}
    }
    .into_any()
}
