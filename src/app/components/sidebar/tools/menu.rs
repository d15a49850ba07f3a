//! The menu of one chat.

use adda_protocol::{
    ConversationId,
    dto::{ChangeConversations, Conversation},
};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{Ask, MenuAt, Tools, focus_opener, focus_row};
use crate::{
    browser::scroll::{window_height, window_width},
    components::{
        icon::Icon,
        sidebar::{item::title, style},
    },
    i18n::text,
};

/// Room the menu keeps to the window's edges, in CSS pixels.
const EDGE: f64 = 8.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Pin(bool),
    Read,
    Category,
    Rename,
    Select,
    Archive(bool),
    Delete,
}

impl Act {
    /// What can be done to a chat that stands so.
    fn all(item: &Conversation) -> Vec<Self> {
        let read = (item.unread > 0).then_some(Self::Read);
        let first = [Self::Pin(!item.pinned)].into_iter().chain(read);
        let rest = [Self::Category, Self::Rename, Self::Select, Self::Archive(!item.archived)];
        first.chain(rest).chain([Self::Delete]).collect()
    }

    fn words(self) -> (Icon, &'static str) {
        match self {
            Self::Pin(true) => (Icon::Pin, text!(list.pin)),
            Self::Pin(false) => (Icon::Pin, text!(list.unpin)),
            Self::Read => (Icon::Check, text!(list.mark_read)),
            Self::Category => (Icon::Tag, text!(list.category)),
            Self::Rename => (Icon::Edit, text!(list.rename_one)),
            Self::Select => (Icon::Select, text!(list.select)),
            Self::Archive(true) => (Icon::Archive, text!(list.archive)),
            Self::Archive(false) => (Icon::Return, text!(list.unarchive)),
            Self::Delete => (Icon::Trash, text!(common.delete)),
        }
    }

    fn run(self, tools: Tools, id: ConversationId) {
        let chat = tools.chat;
        let change = ChangeConversations { ids: vec![id], ..Default::default() };
        // The row may go; the focus then goes to its neighbour.
        let next = beside(tools, id);
        match self {
            Self::Pin(pinned) => {
                chat.change_conversations(ChangeConversations { pinned: Some(pinned), ..change });
                focus_row(Some(id));
            }
            Self::Read => {
                chat.change_conversations(ChangeConversations { read: Some(true), ..change });
                focus_row(Some(id));
            }
            Self::Archive(archived) => {
                chat.archive(vec![id], archived);
                focus_row(next);
            }
            Self::Delete => {
                chat.delete_all(vec![id], false);
                focus_row(next);
            }
            Self::Select => {
                tools.mark(Some(vec![id]));
                focus_row(Some(id));
            }
            Self::Category => tools.put(Ask::Category(vec![id])),
            Self::Rename => tools.put(Ask::Rename(id)),
        }
    }
}

/// The chat after this one, or before it at the end.
fn beside(tools: Tools, id: ConversationId) -> Option<ConversationId> {
    let shown = tools.chat.shown_conversations().get_untracked();
    let at = shown.iter().position(|entry| entry.id == id)?;
    let next = shown.get(at + 1).or_else(|| at.checked_sub(1).and_then(|at| shown.get(at)));
    next.map(|entry| entry.id)
}

pub fn menu(tools: Tools, at: MenuAt) -> AnyView {
    let Some(row) = tools.chat.listed(at.id) else { return ().into_any() };
    let item = row.get_untracked();
    let label = text!(list.options, title = title(&item.title));
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(menu) = place.get() {
            stand(&menu, at);
            step(&menu, |_, _| 0);
        }
    });
    let close = move || tools.menu.set(None);
    let give_up = move || {
        close();
        focus_opener(at.id);
    };
    let pressed = move |event: KeyboardEvent| {
        if event.key() == "Escape" || event.key() == "Tab" {
            event.prevent_default();
            event.stop_propagation();
            give_up();
        } else if let Some(menu) = place.get_untracked() {
            go(&event, &menu);
        }
    };
    let entry = move |act: Act| {
        let (icon, words) = act.words();
        let run = move |_| {
            close();
            act.run(tools, at.id);
        };
        let danger = (act == Act::Delete).then_some("");
        view! {
            <button type="button" role="menuitem" tabindex="-1" class=style::entry data-danger=danger on:click=run>
                <Icon icon class="size-4.5" />
                {words}
            </button>
        }
    };
    view! {
        <div class=style::veil on:click=move |_| give_up()></div>
        <div class=style::menu role="menu" aria-label=label node_ref=place on:keydown=pressed>
            {Act::all(&item).into_iter().map(entry).collect_view()}
        </div>
    }
    .into_any()
}

/// Below its opener, or above it where there is no room. On a narrow screen the style sheet has its own place for it.
fn stand(menu: &HtmlElement, at: MenuAt) {
    let (width, height) = (f64::from(menu.offset_width()), f64::from(menu.offset_height()));
    let left = (at.right - width).min(window_width() - width - EDGE).max(EDGE);
    let below = at.bottom + 4.0;
    let fits = below + height + EDGE <= window_height();
    let top = if fits { below } else { (at.top - height - 4.0).max(EDGE) };
    let style = menu.style();
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
}

fn go(event: &KeyboardEvent, menu: &Element) {
    let to: fn(u32, u32) -> u32 = match event.key().as_str() {
        "ArrowDown" => |now, count| (now + 1) % count,
        "ArrowUp" => |now, count| (now + count - 1) % count,
        "Home" => |_, _| 0,
        "End" => |_, count| count - 1,
        _ => return,
    };
    event.prevent_default();
    step(menu, to);
}

/// Gives the focus to another entry, told the place of the one that has it and how many there are.
fn step(menu: &Element, to: impl Fn(u32, u32) -> u32) {
    let entries = menu.children();
    let count = entries.length();
    let active = document().active_element();
    let now = (0..count).find(|at| entries.item(*at) == active).unwrap_or(0);
    let next = (count > 0).then(|| entries.item(to(now, count))).flatten();
    if let Some(entry) = next.and_then(|entry| entry.dyn_into::<HtmlElement>().ok()) {
        let _ = entry.focus();
    }
}
