//! The Markdown parser comes in a file of its own, fetched when the browser first has something to draw: what the page
//! came with, the server has drawn.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

use std::future::Future as _;

use adda_client::{Block, extend_blocks};
use leptos::{prelude::*, task::spawn_local};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{Style, render};

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

/// A handle to the parser, there or not yet. One a page, provided as context.
#[derive(Clone, Copy, Debug)]
pub struct Renderer {
    functions: RwSignal<Option<Functions>>,
    /// Whether the browser has taken over the page; before, what stands there is the server's drawing.
    alive: RwSignal<bool>,
    asked: StoredValue<bool>,
}

impl Renderer {
    pub fn provide() {
        let here = if Self::IN_BROWSER { None } else { at_once() };
        let renderer = Self {
            functions: RwSignal::new(here),
            alive: RwSignal::new(!Self::IN_BROWSER),
            asked: StoredValue::new(false),
        };
        Effect::new(move |_| renderer.alive.set(true));
        provide_context(renderer);
    }

    pub fn expect() -> Self {
        expect_context()
    }

    const IN_BROWSER: bool = cfg!(target_family = "wasm");

    /// Whether the page is still the server's drawing, which the browser is about to take over.
    pub fn takes_over(self) -> bool {
        !self.alive.get_untracked()
    }

    /// Whether a growing text is drawn block by block: the server draws it once, in one piece.
    pub fn draws_blocks(self) -> bool {
        Self::IN_BROWSER && self.functions.read().is_some()
    }

    /// The parser, where it is there. Otherwise it is fetched, and who asked is told.
    pub fn get(self) -> Option<Functions> {
        let functions = self.functions.get();
        if functions.is_none() {
            self.fetch();
        }
        functions
    }

    /// Fetches the parser. Where that fails, it is tried again with the next text.
    pub fn fetch(self) {
        if self.asked.get_value() || self.functions.read_untracked().is_some() {
            return;
        }
        self.asked.set_value(true);
        spawn_local(async move {
            match functions().await {
                Ok(functions) => self.functions.try_set(Some(functions)).map_or((), drop),
                Err(_) => self.asked.try_set_value(false).map_or((), drop),
            }
        });
    }
}

/// Outside the browser nothing is fetched.
fn at_once() -> Option<Functions> {
    let mut ready = std::pin::pin!(functions());
    let mut nobody = std::task::Context::from_waker(std::task::Waker::noop());
    match ready.as_mut().poll(&mut nobody) {
        std::task::Poll::Ready(functions) => functions.ok(),
        std::task::Poll::Pending => None,
    }
}
