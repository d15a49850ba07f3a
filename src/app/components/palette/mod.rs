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

use leptos::{either::Either, ev, html, prelude::*};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{dialog, drawer::Drawers, icon::Icon, part::Part, skeleton::MessageSkeletons};

stylance::import_style!(style, "palette.module.css");

const DIALOG: &str = "palette";

type Draw = fn() -> AnyView;

#[wasm_split(palette, fallible)]
fn drawing() -> Result<Draw, SplitLoaderError> {
    Ok(panel::draw)
}

/// One a page, in its context.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    open: RwSignal<bool>,
    draw: Part<Draw>,
    drawers: Drawers,
}

impl Palette {
    /// Makes it and puts it into the context of the page.
    pub fn provide() {
        let drawers = expect_context();
        let draw = Part::new(|| Box::pin(drawing()));
        let palette = Self { open: RwSignal::new(false), draw, drawers };
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
            if self.open.get_untracked() { close() } else { self.show() }
        }
    }

    pub fn show(self) {
        self.drawers.close();
        self.draw.fetch();
        self.open.set(true);
        // With its content in it, so that the focus finds its place.
        request_animation_frame(|| dialog::show(DIALOG));
    }
}

/// The focus goes back where it was.
fn close() {
    dialog::close(DIALOG);
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
            on:pointerenter=move |_| palette.draw.fetch()
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
    let frame = NodeRef::<html::Dialog>::new();
    // The ground around the dialog counts as the dialog itself.
    let beside = move |event: ev::MouseEvent| {
        let ground = frame.get_untracked().map(leptos::web_sys::EventTarget::from);
        if event.target().is_some() && event.target() == ground {
            close();
        }
    };
    let content = move || match palette.draw.get() {
        Some(draw) => Either::Left(draw()),
        None => Either::Right(view! {
            <div class=style::loading>
                <MessageSkeletons />
            </div>
        }),
    };
    view! {
        <dialog
            id=DIALOG
            class=style::dialog
            aria-label="Find anything"
            node_ref=frame
            on:close=move |_| palette.open.set(false)
            on:click=beside
        >
            <Show when=move || palette.open.get()>{content}</Show>
        </dialog>
    }
}
