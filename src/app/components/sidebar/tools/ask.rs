//! Questions about chats of the list: another name, another category.

use adda_protocol::{
    ConversationId,
    dto::{CATEGORIES, ChangeConversations},
    limits,
};
use leptos::{html, prelude::*};

use super::{Ask, Tools, category_name, focus_row};
use crate::{
    components::{
        dialog::{self, FormDialog},
        field::{self, TitleField},
        sidebar::style,
    },
    i18n::text,
};

const RENAME: &str = "rename-listed";
const CATEGORY: &str = "category-of-chats";

pub fn ask(tools: Tools, ask: Ask) -> AnyView {
    match ask {
        Ask::Rename(id) => rename(tools, id),
        Ask::Category(ids) => category(tools, ids),
    }
}

fn open(id: &'static str, gives_back: Option<ConversationId>) {
    Effect::new(move |_| {
        // The dialog gives the focus back to where it was.
        focus_row(gives_back);
        request_animation_frame(move || request_animation_frame(move || dialog::show(id)));
    });
}

fn rename(tools: Tools, id: ConversationId) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let title = tools.chat.listed(id).map(|row| row.get_untracked().title).unwrap_or_default();
    let rename = Callback::new(move |()| {
        if let Some(input) = input.get_untracked() {
            tools.chat.rename(id, input.value());
        }
    });
    let action = Signal::stored(Some(format!("/c/{id}/rename")));
    open(RENAME, Some(id));
    view! {
        <FormDialog id=RENAME heading=text!(list.rename) confirm=text!(common.rename) action on_submit=rename>
            <TitleField value=Signal::stored(title) input />
        </FormDialog>
    }
    .into_any()
}

fn category(tools: Tools, ids: Vec<ConversationId>) -> AnyView {
    let chat = tools.chat;
    let chosen =
        ids.first().and_then(|id| chat.listed(*id)).map(|row| row.get_untracked().category);
    let chosen = RwSignal::new(chosen.unwrap_or_default());
    let own = NodeRef::<html::Input>::new();
    let mut all: Vec<String> = CATEGORIES.map(str::to_owned).into();
    let used = chat.categories().get_untracked();
    all.extend(used.into_iter().filter(|used| !CATEGORIES.contains(&used.as_str())));
    let first = ids.first().copied();
    let choose = Callback::new(move |()| {
        let named = own.get_untracked().map(|own| own.value().trim().to_owned());
        let named = named.filter(|named| !named.is_empty());
        let category = Some(named.unwrap_or_else(|| chosen.get_untracked()));
        let change = ChangeConversations { ids: ids.clone(), category, ..Default::default() };
        chat.change_conversations(change);
        tools.mark(None);
    });
    let choice = move |name: String| {
        let (value, is) = (name.clone(), name.clone());
        let choose = move |_| chosen.set(name.clone());
        view! {
            <label class=style::choice>
                <input type="radio" name="category" value=value.clone() checked=chosen.get_untracked() == is on:change=choose />
                {category_name(&value)}
            </label>
        }
    };
    open(CATEGORY, first);
    let action = Signal::stored(Some("/chats".to_owned()));
    view! {
        <FormDialog id=CATEGORY heading=text!(list.choose_category) confirm=text!(list.choose) action on_submit=choose>
            <fieldset class=style::choices>
                <legend class="sr-only">{text!(common.category)}</legend>
                {all.into_iter().map(choice).collect_view()}
            </fieldset>
            <label class=field::LABEL>
                {text!(list.own_category)}
                <input
                    class=field::INPUT
                    type="text"
                    name="own"
                    autocomplete="off"
                    maxlength=limits::CATEGORY_CHARS.to_string()
                    node_ref=own
                />
            </label>
        </FormDialog>
    }
    .into_any()
}
