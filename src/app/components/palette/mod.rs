//! Ctrl+K: chats, messages, models and actions by their words. Its code is a file of its own, fetched when it is first
//! opened.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

mod acting;
mod actions;
mod entries;
mod panel;

use leptos::{ev, prelude::*};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{
    dialog::late::{Draw, Late, LateDialog},
    drawer::Drawers,
    icon::Icon,
};

stylance::import_style!(style, "palette.module.css");

const DIALOG: &str = "palette";

#[wasm_split(palette, fallible)]
fn drawing() -> Result<Draw, SplitLoaderError> {
    Ok(panel::draw)
}

/// One a page, in its context.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    dialog: Late,
    drawers: Drawers,
}

impl Palette {
    /// Makes it and puts it into the context of the page.
    pub fn provide() {
        let dialog = Late::new(DIALOG, || Box::pin(drawing()));
        let palette = Self { dialog, drawers: expect_context() };
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
        }
    }

    pub fn show(self) {
        self.drawers.close();
        self.dialog.show();
    }
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
            aria-label="Find anything"
            title="Find anything (Ctrl+K)"
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
    view! { <LateDialog late=palette.dialog label="Find anything" class=style::dialog /> }
}
