//! What makes the page an app of the device: it starts without a network, takes what other apps share, keeps above the
//! keyboard on the screen, and says when there is a newer one. A file of its own, fetched once the page is alive.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

mod offline;
mod shared;
mod updates;

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::part::Part;
use crate::{browser::viewport, state::chat::ChatState};

type Start = fn(ChatState);

#[wasm_split(install, fallible)]
fn starting() -> Result<Start, SplitLoaderError> {
    Ok(start)
}

fn start(chat: ChatState) {
    viewport::follow();
    offline::start(chat);
    shared::take(chat);
    updates::follow(chat);
}

/// Fetches it and begins, once for a page.
pub fn follow(chat: ChatState) {
    let part: Part<Start> = Part::new(|| Box::pin(starting()));
    Effect::new(move |_| {
        if let Some(start) = part.get() {
            start(chat);
        }
    });
}
