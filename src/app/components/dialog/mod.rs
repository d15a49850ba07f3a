//! Dialogs: the browser's own, which trap the focus, give it back, and close on Escape.

pub mod late;

use leptos::{html, prelude::*};
use web_sys::HtmlDialogElement;

use super::{button, icon::Icon};
use crate::i18n::text;

stylance::import_style!(pub style, "dialog.module.css");

/// A button that opens the dialog named `target`: by the page's script, or by the browser where there is none.
#[component]
pub fn DialogButton(target: &'static str, label: &'static str, icon: Icon) -> impl IntoView {
    let open = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        show(target);
    };
    view! {
        <button
            type="button"
            class=button::ICON
            commandfor=target
            command="show-modal"
            aria-haspopup="dialog"
            aria-label=label
            title=label
            on:click=open
        >
            <Icon icon />
        </button>
    }
}

/// A dialog with a heading. Its form posts to `action`; `on_submit` takes over once the page is alive.
#[component]
pub fn FormDialog(
    id: &'static str,
    heading: &'static str,
    confirm: &'static str,
    #[prop(optional)] dangerous: bool,
    #[prop(into)] action: Signal<Option<String>>,
    on_submit: Callback<()>,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let close = move || close_frame(dialog);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        on_submit.run(());
        close();
    };
    let heading_id = format!("{id}-heading");
    let labelled_by = heading_id.clone();
    view! {
        <dialog id=id class=style::dialog aria-labelledby=labelled_by node_ref=dialog>
            <form method="post" action=move || action.get() on:submit=submit class=style::form>
                <h2 id=heading_id>{heading}</h2>
                {children()}
                <div class=style::buttons>
                    // First, though it stands last: the Enter key presses the first.
                    <button type="submit" class=if dangerous { button::DANGER } else { button::PRIMARY }>
                        {confirm}
                    </button>
                    <button type="submit" class=button::GHOST formmethod="dialog" formnovalidate on:click=move |event| {
                        event.prevent_default();
                        close();
                    }>{text!(common.cancel)}</button>
                </div>
            </form>
        </dialog>
    }
}

/// Of a dialog that is drawn when it is needed: shows it as soon as it is there.
pub fn show_when_there(frame: NodeRef<html::Dialog>) {
    Effect::new(move |_| {
        if let Some(frame) = frame.get() {
            let _ = frame.show_modal();
        }
    });
}

pub fn close_frame(frame: NodeRef<html::Dialog>) {
    if let Some(frame) = frame.get_untracked() {
        frame.close();
    }
}

/// Whether it is the ground around the dialog that was pressed: it counts as the dialog itself.
pub fn is_ground(frame: NodeRef<html::Dialog>, event: &leptos::ev::MouseEvent) -> bool {
    let ground = frame.get_untracked().map(web_sys::EventTarget::from);
    event.target().is_some() && event.target() == ground
}

/// Opens the dialog with this id.
pub fn show(id: &str) {
    if let Some(dialog) = find(id) {
        let _ = dialog.show_modal();
    }
}

/// Closes the dialog with this id.
pub fn close(id: &str) {
    if let Some(dialog) = find(id) {
        dialog.close();
    }
}

fn find(id: &str) -> Option<HtmlDialogElement> {
    use wasm_bindgen::JsCast;
    document().get_element_by_id(id)?.dyn_into().ok()
}
