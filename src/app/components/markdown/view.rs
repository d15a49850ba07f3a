//! Markdown on the page. A text that is being written is drawn block by block, and a block that is finished is
//! never drawn again: what is on the screen does not flicker, and a selection in it stays.

use adda_protocol::MessageId;
use leptos::{either::Either, html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use super::{
    Style,
    outline::Outline,
    render::{About, plain},
    renderer::Renderer,
};
use crate::{browser::clipboard, i18n::text};

stylance::import_style!(pub style, "markdown.module.css");

/// How long a button says that it has copied.
const COPIED_FOR: std::time::Duration = std::time::Duration::from_millis(1_600);

/// A text and whether it is still growing.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    pub text: Memo<String>,
    pub growing: Memo<bool>,
    pub style: Style,
    /// The message, and which of its texts this is: part of the ids in it.
    pub message: Memo<MessageId>,
    pub which: &'static str,
}

impl Source {
    pub(super) fn name(self) -> String {
        format!("{}{}", self.which, self.message.get())
    }
}

/// Draws a text; in one piece where it was finished from the start.
#[component]
pub fn Markdown(source: Source) -> impl IntoView {
    let growing = source.growing;
    // Once in blocks, always in blocks: changing at the end would draw everything again.
    let in_blocks = Memo::new(move |was: Option<&bool>| {
        was == Some(&true) || growing.get() && Renderer::expect().draws_blocks()
    });
    view! {
        <div class=style::prose data-growing=move || growing.get().then_some("")>
            {move || {
                if in_blocks.get() {
                    Either::Left(view! { <Blocks source /> })
                } else {
                    Either::Right(view! { <Piece source /> })
                }
            }}
        </div>
    }
}

#[component]
fn Blocks(source: Source) -> impl IntoView {
    let renderer = Renderer::expect();
    let (root, growing) = (NodeRef::<html::Div>::new(), StoredValue::new_local(None));
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            growing.update_value(|growing| renderer.grow(growing, &root, source));
        }
    });
    view! { <div node_ref=root></div> }
}

/// A text as HTML. Until there is a parser, what stands there stays, and what is new is shown as it was written.
#[component]
fn Piece(source: Source) -> impl IntoView {
    let renderer = Renderer::expect();
    // What is folded from the start stays open once somebody has seen it grow.
    let folds = !source.growing.get_untracked();
    let html = Memo::new(move |before: Option<&String>| {
        let text = source.text.read();
        if before.is_none() && renderer.takes_over() {
            return String::new();
        }
        let notes = renderer.get().map(|functions| (functions.notes)(&text)).unwrap_or_default();
        let about = About { name: source.name(), notes, folds, outline: Outline::default() };
        let drawn = renderer.draw(&text, source.style, &about);
        drawn.unwrap_or_else(|| before.cloned().unwrap_or_else(|| plain(&text)))
    });
    let element = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        html.track();
        if let Some(element) = element.get().filter(|_| !source.growing.get()) {
            renderer.color(&element);
        }
    });
    view! { <div class=style::block node_ref=element inner_html=move || html.get()></div> }
}

/// Copies the code a pressed "Copy" stands above. One handler on an ancestor serves all code in it.
pub fn copy_code(event: &leptos::ev::MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(button) = target.and_then(|at| at.closest("[data-copy]").ok().flatten()) else {
        return;
    };
    let code = button.closest("figure").ok().flatten();
    let code = code.and_then(|figure| figure.query_selector("code").ok().flatten());
    let Some(text) = code.and_then(|code| code.text_content()) else { return };
    spawn_local(async move {
        let word = if clipboard::copy(&text).await {
            text!(common.copied)
        } else {
            text!(markdown.not_allowed)
        };
        button.set_text_content(Some(word));
        set_timeout(move || button.set_text_content(Some(text!(common.copy))), COPIED_FOR);
    });
}
