//! Several models asked the same at once: the way to it, the choice of models, and their answers side by side. The choice
//! and the columns are a file of their own each, fetched when they are first needed.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

mod choice;
mod choosing;
mod columns;
mod models;
mod panel;
mod slots;

use adda_protocol::{
    dto::{ModelInfo, ModelState},
    limits::COMPARED,
};
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{IN_BROWSER, button, icon::Icon, markdown::Renderer, part::Part};
use crate::{i18n::text, state::chat::ChatState};

stylance::import_style!(style, "compare.module.css");

type Draw = fn(ChatState) -> AnyView;

#[wasm_split(compare, fallible)]
fn choosing() -> Result<Draw, SplitLoaderError> {
    Ok(panel::draw)
}

#[wasm_split(beside, fallible)]
fn reading() -> Result<Draw, SplitLoaderError> {
    Ok(columns::draw)
}

/// A handle to both. One a page, provided as context.
#[derive(Clone, Copy, Debug)]
pub struct Comparison {
    panel: Part<Draw>,
    columns: Part<Draw>,
}

impl Comparison {
    pub fn provide() {
        provide_context(Self {
            panel: Part::new(|| Box::pin(choosing())),
            columns: Part::new(|| Box::pin(reading())),
        });
    }

    fn expect() -> Self {
        expect_context()
    }

    /// Somebody is about to need them.
    fn fetch(self) {
        self.panel.fetch();
        self.columns.fetch();
    }
}

/// Begins the choice of models. Nothing where there are no two to choose from.
#[component]
pub fn CompareButton() -> impl IntoView {
    let (chat, comparison) = (expect_context::<ChatState>(), Comparison::expect());
    let models = chat.models();
    let few = move || {
        let ready = |model: &&ModelInfo| model.state == ModelState::Ready;
        models.read().iter().filter(ready).count() < *COMPARED.start()
    };
    view! {
        <button
            type="button"
            class=button::ICON
            hidden=few
            data-needs-script
            aria-haspopup="dialog"
            aria-label=text!(compare.several)
            title=text!(compare.several)
            on:pointerenter=move |_| comparison.fetch()
            on:focus=move |_| comparison.fetch()
            on:click=move |_| chat.comparing().set(true)
        >
            <Icon icon=Icon::Columns />
        </button>
    }
}

/// The choice of models, while it is made.
#[component]
pub fn CompareDialog() -> impl IntoView {
    let (chat, comparison) = (expect_context::<ChatState>(), Comparison::expect());
    move || {
        let panel = chat.comparing().get().then(|| comparison.panel.get()).flatten();
        panel.map(|draw| draw(chat))
    }
}

/// Answers side by side, after the thread. What the page came with, the server has drawn; it stands until the browser has
/// all it takes to draw the same.
#[component]
pub fn Beside() -> impl IntoView {
    let (chat, comparison) = (expect_context::<ChatState>(), Comparison::expect());
    let renderer = Renderer::expect();
    let any = Memo::new(move |_| !chat.beside().read().is_empty());
    let drawn = move || match comparison.columns.get().zip(renderer.get()) {
        Some((draw, _)) if IN_BROWSER => draw(chat),
        other => {
            let html = other.filter(|_| !IN_BROWSER).map(|(draw, _)| draw(chat).to_html());
            view! { <div inner_html=html.unwrap_or_default()></div> }.into_any()
        }
    };
    move || any.get().then(drawn)
}
