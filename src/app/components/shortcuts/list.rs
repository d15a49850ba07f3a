//! The list of all shortcuts.

use leptos::{html, prelude::*};

use super::{
    SIGNS_OFF,
    table::{ANYWHERE, MESSAGE_BOX, Shortcut},
};
use crate::{
    browser::{platform, storage},
    components::{button, dialog, field, icon::Icon},
    i18n::text,
};

stylance::import_style!(style, "list.module.css");

#[component]
pub fn List(open: RwSignal<bool>) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    dialog::show_when_there(element);
    let close = move |_| dialog::close_frame(element);
    let signs_off = storage::get(SIGNS_OFF).is_some();
    view! {
        <dialog
            class=stylance::classes!(dialog::style::dialog, style::list)
            aria-labelledby="shortcuts-heading"
            node_ref=element
            on:close=move |_| open.set(false)
        >
            <div class=style::top>
                <h2 id="shortcuts-heading">{text!(shortcuts.heading)}</h2>
                <button type="button" class=button::ICON aria-label=text!(common.close) on:click=close>
                    <Icon icon=Icon::Close />
                </button>
            </div>
            <Group heading=text!(shortcuts.anywhere) shortcuts=ANYWHERE />
            <Group heading=text!(shortcuts.in_box) shortcuts=MESSAGE_BOX />
            <label class=field::TICK>
                <input
                    type="checkbox"
                    checked=!signs_off
                    on:change:target=move |event| {
                        storage::set(SIGNS_OFF, if event.target().checked() { "" } else { "1" });
                    }
                />
                <span>{text!(shortcuts.signs)} <small>{text!(shortcuts.signs_why)}</small></span>
            </label>
        </dialog>
    }
}

#[component]
fn Group(heading: &'static str, shortcuts: &'static [Shortcut]) -> impl IntoView {
    let control = if platform::is_mac() { "⌘" } else { "Ctrl" };
    let rows = shortcuts.iter().map(move |shortcut| {
        let keys = shortcut.keys.iter().map(|key| {
            let key = if *key == "Ctrl" { control } else { *key };
            view! { <kbd>{key}</kbd> }
        });
        view! {
            <div>
                <dt>{(shortcut.does)()}</dt>
                <dd>{keys.collect_view()}</dd>
            </div>
        }
    });
    view! {
        <h3 class=style::heading>{heading}</h3>
        <dl class=style::rows>{rows.collect_view()}</dl>
    }
}
