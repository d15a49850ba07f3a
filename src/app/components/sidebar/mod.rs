//! The list of conversations, and the way to the settings.

mod foot;
mod group;
mod item;
mod list;
#[cfg(debug_assertions)]
pub mod shown;
mod tools;
mod window;

use leptos::prelude::*;

use self::{
    foot::Foot,
    list::List,
    tools::{Buttons, Chips, OpenTools, Tools},
};
pub use self::{item::title, tools::category_name};
use super::{brand::Brand, button, drawer::Drawers, icon::Icon, palette::PaletteButton};
use crate::{i18n::text, state::chat::ChatState};

stylance::import_style!(style, "sidebar.module.css");

#[component]
pub fn Sidebar() -> impl IntoView {
    let drawers = expect_context::<Drawers>();
    let filter = RwSignal::new(String::new());
    Tools::provide(expect_context::<ChatState>());
    let close = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        drawers.close();
    };
    view! {
        <nav
            id="list"
            class=style::sidebar
            aria-label=text!(list.label)
            data-open=move || drawers.list.get().then_some("")
            data-screen-only
        >
            <div class=style::top>
                <Brand />
                <PaletteButton />
                <a href="#" class=stylance::classes!(button::ICON, style::close) aria-label=text!(list.close) on:click=close>
                    <Icon icon=Icon::Close />
                </a>
            </div>
            <NewChat />
            <div class=style::find>
                <Filter filter />
                <Buttons filter />
            </div>
            <Chips />
            <List />
            <OpenTools />
            <Foot />
        </nav>
        <a href="#" class=style::backdrop tabindex="-1" aria-hidden="true" data-open=move || drawers.list.get().then_some("") on:click=close></a>
    }
}

#[component]
fn NewChat() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let drawers = expect_context::<Drawers>();
    let open = move |event: leptos::ev::MouseEvent| {
        // With a key held the browser opens a tab of its own.
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        drawers.close();
        chat.new_chat();
    };
    view! {
        <a href="/" class=stylance::classes!(button::PRIMARY, style::new) on:click=open>
            <Icon icon=Icon::Plus class="size-4.5" />
            {text!(common.new_chat)}
        </a>
    }
}

/// Narrows the list to titles that contain what is typed; Enter searches all messages for it.
#[component]
fn Filter(filter: RwSignal<String>) -> impl IntoView {
    view! {
        <form method="get" action="/search" role="search" class=style::filter>
            <Icon icon=Icon::Search class="size-4" />
            <input
                type="search"
                name="q"
                aria-label=text!(list.find)
                placeholder=text!(list.find)
                title=text!(list.find_title)
                autocomplete="off"
                enterkeyhint="search"
                on:input:target=move |event| filter.set(event.target().value())
            />
        </form>
    }
}
