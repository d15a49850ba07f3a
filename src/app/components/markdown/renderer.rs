//! The Markdown parser is a file of its own, fetched when the browser first has something to draw: what the page came
//! with, the server has drawn.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

use adda_client::{Block, extend_blocks};
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{Style, render};
use crate::components::{IN_BROWSER, part::Part};

/// Everything that only these functions reach is built into the file `markdown`.
#[derive(Clone, Copy, Debug)]
pub struct Functions {
    pub html: fn(&str, Style) -> String,
    pub extend: fn(&mut Vec<Block>, &str),
}

#[wasm_split(markdown, fallible)]
fn functions() -> Result<Functions, SplitLoaderError> {
    Ok(Functions { html: render::to_html, extend: extend_blocks })
}

/// A handle to the parser. One a page, provided as context.
#[derive(Clone, Copy, Debug)]
pub struct Renderer {
    functions: Part<Functions>,
    /// Whether the browser has taken over the page; before, what stands there is the server's drawing.
    alive: RwSignal<bool>,
}

impl Renderer {
    pub fn provide() {
        let functions = Part::new(|| Box::pin(functions()));
        let alive = RwSignal::new(!IN_BROWSER);
        Effect::new(move |_| alive.set(true));
        provide_context(Self { functions, alive });
    }

    pub fn expect() -> Self {
        expect_context()
    }

    /// Whether the page is still the server's drawing, which the browser is about to take over.
    pub fn takes_over(self) -> bool {
        !self.alive.get_untracked()
    }

    /// Whether a growing text is drawn block by block: the server draws it once, in one piece.
    pub fn draws_blocks(self) -> bool {
        IN_BROWSER && self.functions.is_here()
    }

    /// The parser, where it is there. Otherwise it is fetched, and who asked is told.
    pub fn get(self) -> Option<Functions> {
        self.functions.get()
    }

    pub fn fetch(self) {
        self.functions.fetch();
    }
}
