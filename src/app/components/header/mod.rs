//! Above the thread: its title, and what can be done with the whole conversation.

use adda_protocol::limits;
use leptos::{html, prelude::*};

use super::{
    button,
    dialog::{DialogButton, FormDialog},
    drawer::Drawers,
    field::{self, TitleField},
    icon::Icon,
    names::clean,
    page_title::PageTitle,
};
use crate::{i18n::text, state::chat::ChatState};

stylance::import_style!(style, "header.module.css");

const RENAME: &str = "rename-chat";
const DELETE: &str = "delete-chat";

#[component]
pub fn Header() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let drawers = expect_context::<Drawers>();
    let open = Memo::new(move |_| chat.current().read().is_some());
    // The title of the document is read where the page's language is not known any more.
    let unnamed = text!(common.new_chat);
    let title = move || {
        let title = chat.current().read().as_ref().map(|current| clean(&current.title));
        title.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| unnamed.to_owned())
    };
    let press = move |event: leptos::ev::MouseEvent, action: fn(&Drawers)| {
        event.prevent_default();
        action(&drawers);
    };
    view! {
        <PageTitle text=Signal::derive(title) />
        <header class=style::header data-screen-only>
            <a
                href="#list"
                class=stylance::classes!(button::ICON, style::menu)
                data-opens="list"
                data-folded=move || drawers.list_folded.get().then_some("")
                aria-label=text!(header.list)
                on:click=move |event| press(event, Drawers::open_list)
            >
                <Icon icon=Icon::Menu />
            </a>
            <h1 class=style::title>{title}</h1>
            <Show when=move || open.get()>
                <a href=path(chat, "share") rel="external" class=button::ICON aria-label=text!(header.share) title=text!(header.share_title)>
                    <Icon icon=Icon::Share />
                </a>
                <DialogButton target=RENAME label=text!(header.rename) icon=Icon::Edit />
                <DialogButton target=DELETE label=text!(header.delete) icon=Icon::Trash />
                <a
                    href="#details"
                    class=button::ICON
                    data-opens="details"
                    aria-label=text!(header.details)
                    title=text!(header.details_title)
                    on:click=move |event| press(event, Drawers::toggle_details)
                >
                    <Icon icon=Icon::Panel />
                </a>
                <Rename />
                <Delete />
            </Show>
        </header>
    }
}

/// Where a form about the open chat goes.
fn path(chat: ChatState, last: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || chat.current().get().map(|current| format!("/c/{}/{last}", current.id)))
}

#[component]
fn Rename() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let input = NodeRef::<html::Input>::new();
    let title = move || chat.current().get().map(|current| current.title).unwrap_or_default();
    let rename = Callback::new(move |()| {
        let current = chat.current().get_untracked();
        if let (Some(current), Some(input)) = (current, input.get_untracked()) {
            chat.rename(current.id, input.value());
        }
    });
    view! {
        <FormDialog id=RENAME heading=text!(header.rename) confirm=text!(common.rename) action=path(chat, "rename") on_submit=rename>
            <TitleField value=Signal::derive(title) input />
        </FormDialog>
    }
}

#[component]
fn Delete() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let forget = NodeRef::<html::Input>::new();
    let remembers = Memo::new(move |_| chat.privacy().read().is_some_and(|allowed| allowed.memory));
    let delete = Callback::new(move |()| {
        if let Some(current) = chat.current().get_untracked() {
            let forget = forget.get_untracked().is_some_and(|tick| tick.checked());
            chat.delete(current.id, forget);
        }
    });
    view! {
        <FormDialog
            id=DELETE
            heading=text!(header.delete_heading)
            confirm=text!(common.delete)
            dangerous=true
            action=path(chat, "delete")
            on_submit=delete
        >
            <p>{text!(header.delete_about)}</p>
            <input type="hidden" name="undo" value=limits::UNDO_SECONDS.to_string() />
            <Show when=move || remembers.get()>
                <label class=field::TICK>
                    <input type="checkbox" name="forget" value="on" node_ref=forget />
                    {text!(header.forget)}
                </label>
            </Show>
        </FormDialog>
    }
}
