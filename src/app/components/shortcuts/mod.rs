//! Keyboard shortcuts, and the list of them. All but the listening lies in a file that is fetched once the page is alive.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

mod actions;
mod list;
mod table;

use std::{cell::Cell, rc::Rc};

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::KeyboardEvent;

use self::actions::Hands;
pub use self::list::List;
use super::{drawer::Drawers, part::Part};
use crate::{browser::storage, state::chat::ChatState};

/// Says that signs alone are no shortcuts: whoever speaks their text, or presses keys by accident, turns them off.
const SIGNS_OFF: &str = "adda.signs_off";

#[derive(Clone, Copy)]
struct Functions {
    press: fn(&KeyboardEvent, &Hands),
    list: fn(RwSignal<bool>) -> AnyView,
}

#[wasm_split(install, fallible)]
fn functions() -> Result<Functions, SplitLoaderError> {
    Ok(Functions { press, list: |open| list::List(list::ListProps { open }).into_any() })
}

/// Listens for as long as the page is shown.
#[component]
pub fn Shortcuts() -> impl IntoView {
    let part: Part<Functions> = Part::new(|| Box::pin(functions()));
    let listed = RwSignal::new(false);
    let chat = expect_context::<ChatState>();
    let hands = Hands { chat, drawers: expect_context::<Drawers>(), listed };
    // What was pressed before it was known what it does.
    let early = Rc::new(Cell::new(None));
    Effect::new(move |_| {
        let (functions, kept) = (part.get(), Rc::clone(&early));
        if let (Some(functions), Some(event)) = (functions, early.take()) {
            (functions.press)(&event, &hands);
        }
        let pressed = move |event: KeyboardEvent| match functions {
            Some(functions) => (functions.press)(&event, &hands),
            None => kept.set(Some(event)),
        };
        let listening = window_event_listener(ev::keydown, pressed);
        on_cleanup(move || listening.remove());
    });
    move || listed.get().then(|| part.get().map(|functions| (functions.list)(listed)))
}

fn press(event: &KeyboardEvent, hands: &Hands) {
    let busy = event.default_prevented() || event.is_composing() || is_dialog_open();
    let typing = is_typing(event) || storage::get(SIGNS_OFF).is_some();
    if let Some(act) = table::pressed(event, typing).filter(|_| !busy) {
        event.prevent_default();
        (act.run)(hands);
    }
}

fn is_dialog_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Whether the press is meant for a field.
fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.closest("input, textarea, select").ok().flatten().is_some())
}
