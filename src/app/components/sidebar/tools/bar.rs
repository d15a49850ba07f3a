//! What is done to all chats that are marked.

use adda_protocol::{ConversationId, dto::ChangeConversations};
use leptos::prelude::*;

use super::{Ask, Tools, focus_row};
use crate::{
    components::{button, icon::Icon, sidebar::style},
    i18n::{counted, text},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Pin,
    Category,
    Archive,
    Delete,
}

impl Act {
    const ALL: [Self; 4] = [Self::Pin, Self::Category, Self::Archive, Self::Delete];

    fn words(self, away: bool) -> (Icon, &'static str) {
        match self {
            Self::Pin => (Icon::Pin, text!(list.pin_selected)),
            Self::Category => (Icon::Tag, text!(list.category_selected)),
            Self::Archive if away => (Icon::Return, text!(list.unarchive_selected)),
            Self::Archive => (Icon::Archive, text!(list.archive_selected)),
            Self::Delete => (Icon::Trash, text!(list.delete_selected)),
        }
    }

    fn run(self, tools: Tools, away: bool) {
        let ids = tools.marked.get_untracked().unwrap_or_default();
        match self {
            Self::Category => return tools.put(Ask::Category(ids)),
            Self::Pin => tools.chat.change_conversations(ChangeConversations {
                ids,
                pinned: Some(true),
                ..Default::default()
            }),
            Self::Archive => tools.chat.archive(ids, !away),
            Self::Delete => tools.chat.delete_all(ids, false),
        }
        tools.mark(None);
        focus_row(None);
    }
}

pub fn bar(tools: Tools) -> AnyView {
    let chat = tools.chat;
    let count = move || tools.marked.read().as_ref().map_or(0, Vec::len);
    let away = move || chat.wanted().read().archived;
    let end = move |_| {
        let first = tools.marked.get_untracked().and_then(|marked| marked.first().copied());
        tools.mark(None);
        focus_row(first);
    };
    let act = move |act: Act| {
        let words = move || act.words(away()).1;
        let run = move |_| act.run(tools, chat.wanted().read_untracked().archived);
        view! {
            <button
                type="button"
                class=button::ICON
                aria-label=words
                title=words
                data-danger=(act == Act::Delete).then_some("")
                disabled=move || count() == 0
                on:click=run
            >
                {move || view! { <Icon icon=act.words(away()).0 /> }}
            </button>
        }
    };
    view! {
        <div class=style::bar role="toolbar" aria-label=text!(list.selected_chats)>
            <button type="button" class=button::ICON aria-label=text!(list.end_selection) title=text!(list.end_selection) on:click=end>
                <Icon icon=Icon::Close />
            </button>
            <span class=style::count role="status">
                {move || counted!(list.selected, count = count())}
            </span>
            {Act::ALL.map(act).collect_view()}
        </div>
    }
    .into_any()
}

pub fn tick(tools: Tools, id: ConversationId, title: Memo<String>) -> AnyView {
    view! {
        <label class=style::cover>
            <input type="checkbox" aria-label=title prop:checked=move || tools.is_marked(id) />
        </label>
    }
    .into_any()
}

/// Marks all from the last one marked to this one.
pub fn range(tools: Tools, id: ConversationId) {
    let shown = tools.chat.shown_conversations().get_untracked();
    let place = |id| shown.iter().position(|entry| entry.id == id);
    let last = tools.last.get_value().and_then(place);
    let (Some(from), Some(to)) = (last, place(id)) else { return tools.toggle(id, false) };
    let between = &shown[from.min(to)..=from.max(to)];
    tools.marked.update(|marked| {
        let Some(marked) = marked else { return };
        for entry in between {
            if !marked.contains(&entry.id) {
                marked.push(entry.id);
            }
        }
    });
    tools.last.set_value(Some(id));
}
