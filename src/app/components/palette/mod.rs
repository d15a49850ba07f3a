//! Ctrl+K: chats, messages, models and actions by their words. Its code is a file of its own, fetched when it is first
//! opened.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

mod acting;
mod actions;
mod entries;
pub mod panel;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::Element;

use super::{
    dialog::late::{Draw, Late, LateDialog},
    drawer::Drawers,
    icon::Icon,
};
use crate::i18n::text;

stylance::import_style!(pub style, "palette.module.css");

const DIALOG: &str = "palette";

#[wasm_split(palette, fallible)]
fn drawing() -> Result<Draw, SplitLoaderError> {
    Ok(panel::draw)
}

/// One a page, in its context.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    dialog: Late,
    /// What was typed before there was a field for it.
    early: StoredValue<String>,
    drawers: Drawers,
}

impl Palette {
    /// Makes it and puts it into the context of the page.
    pub fn provide() {
        let dialog = Late::new(DIALOG, || Box::pin(drawing()));
        let early = StoredValue::default();
        let palette = Self { dialog, early, drawers: expect_context() };
        provide_context(palette);
        Effect::new(move |_| {
            let listener = window_event_listener(ev::keydown, move |event| palette.pressed(&event));
            on_cleanup(move || listener.remove());
        });
    }

    fn pressed(self, event: &ev::KeyboardEvent) {
        let key = event.key().eq_ignore_ascii_case("k");
        if key && (event.ctrl_key() || event.meta_key()) && !event.shift_key() && !event.alt_key() {
            event.prevent_default();
            if self.dialog.is_open() { self.dialog.close() } else { self.show() }
        } else if self.dialog.is_open() && !is_in_a_field(event) {
            self.keep(event);
        }
    }

    /// Somebody who knows what they look for types on at once: the field may still be on its way.
    fn keep(self, event: &ev::KeyboardEvent) {
        let key = event.key();
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
            return;
        }
        if key == "Backspace" {
            event.prevent_default();
            self.early.update_value(|early| {
                let _ = early.pop();
            });
        } else if key.chars().count() == 1 && !is_on_a_button(event, &key) {
            event.prevent_default();
            self.early.update_value(|early| early.push_str(&key));
        }
    }

    /// What was typed already, given once.
    fn take_early(self) -> String {
        self.early.try_update_value(std::mem::take).unwrap_or_default()
    }

    pub fn show(self) {
        self.early.set_value(String::new());
        self.drawers.close();
        self.dialog.show();
    }
}

fn target(event: &ev::KeyboardEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn is_in_a_field(event: &ev::KeyboardEvent) -> bool {
    target(event).is_some_and(|at| at.matches("dialog input").unwrap_or_default())
}

/// There a space presses it.
fn is_on_a_button(event: &ev::KeyboardEvent, key: &str) -> bool {
    key == " " && target(event).is_some_and(|at| at.matches("dialog button").unwrap_or_default())
}

/// The way to it without a keyboard.
#[component]
pub fn PaletteButton() -> impl IntoView {
    let palette = expect_context::<Palette>();
    view! {
        <button
            type="button"
            class=style::button
            data-needs-script
            aria-haspopup="dialog"
            aria-keyshortcuts="Control+K"
            aria-label=text!(palette.label)
            title=text!(palette.title)
            on:pointerenter=move |_| palette.dialog.fetch()
            on:click=move |_| palette.show()
        >
            <Icon icon=Icon::Search class="size-4.5" />
            <kbd aria-hidden="true">"Ctrl K"</kbd>
        </button>
    }
}

#[component]
pub fn PaletteDialog() -> impl IntoView {
    let palette = expect_context::<Palette>();
    view! { <LateDialog late=palette.dialog label=text!(palette.label) class=style::dialog /> }
}
