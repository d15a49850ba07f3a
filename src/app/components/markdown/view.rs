//! Markdown on the page. A text that is being written is drawn block by block, and a block that is finished is
//! never drawn again: what is on the screen does not flicker, and a selection in it stays.

use adda_client::Block;
use leptos::{either::Either, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use super::{Style, render::plain, renderer::Renderer};
use crate::browser::clipboard;

stylance::import_style!(pub style, "markdown.module.css");

/// How long a button says that it has copied.
const COPIED_FOR: std::time::Duration = std::time::Duration::from_millis(1_600);

/// A text and whether it is still growing.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    pub text: Memo<String>,
    pub growing: Memo<bool>,
    pub style: Style,
}

/// Draws a text; in one piece where it was finished from the start.
#[component]
pub fn Markdown(source: Source) -> impl IntoView {
    let Source { text, growing, style: rules } = source;
    // Once in blocks, always in blocks: changing at the end would draw everything again.
    let in_blocks = Memo::new(move |was: Option<&bool>| {
        was == Some(&true) || growing.get() && Renderer::expect().draws_blocks()
    });
    let class = style::prose;
    view! {
        <div class=class data-growing=move || growing.get().then_some("")>
            {move || {
                if in_blocks.get() {
                    Either::Left(view! { <Blocks text rules /> })
                } else {
                    Either::Right(view! { <Piece text rules /> })
                }
            }}
        </div>
    }
}

#[component]
fn Blocks(text: Memo<String>, rules: Style) -> impl IntoView {
    let renderer = Renderer::expect();
    let cut = Memo::new(move |before: Option<&Cut>| {
        let functions = renderer.get();
        functions
            .map(|functions| Cut::extend(before, &text.read(), functions.extend))
            .unwrap_or_default()
    });
    let count = Memo::new(move |_| cut.read().blocks.len());
    view! {
        <For
            each=move || 0..count.get()
            key=|place| *place
            children=move |place| {
                // Equal to what it was for a finished block, which then is not drawn again.
                let source = Memo::new(move |_| cut.read().block(place).to_owned());
                view! { <Piece text=source rules /> }
            }
        />
    }
}

/// A text as HTML. Until there is a parser, what stands there stays, and what is new is shown as it was written.
#[component]
fn Piece(text: Memo<String>, rules: Style) -> impl IntoView {
    let renderer = Renderer::expect();
    let html = Memo::new(move |before: Option<&String>| {
        let text = text.read();
        if before.is_none() && renderer.takes_over() {
            return String::new();
        }
        match renderer.get() {
            Some(functions) => (functions.html)(&text, rules),
            None => before.cloned().unwrap_or_else(|| plain(&text)),
        }
    });
    view! { <div class=style::block inner_html=move || html.get()></div> }
}

/// A text and its blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Cut {
    text: String,
    blocks: Vec<Block>,
}

impl Cut {
    /// Cuts `text`; where it goes on from what was before, only what is new is looked at.
    fn extend(before: Option<&Self>, text: &str, extend: fn(&mut Vec<Block>, &str)) -> Self {
        let before = before.filter(|before| text.starts_with(&before.text));
        let mut blocks = before.map(|before| before.blocks.clone()).unwrap_or_default();
        extend(&mut blocks, text);
        Self { text: text.to_owned(), blocks }
    }

    fn block(&self, place: usize) -> &str {
        let block = self.blocks.get(place);
        block.and_then(|block| self.text.get(block.start..block.end)).unwrap_or_default()
    }
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
        let word = if clipboard::copy(&text).await { "Copied" } else { "Not allowed" };
        button.set_text_content(Some(word));
        set_timeout(move || button.set_text_content(Some("Copy")), COPIED_FOR);
    });
}

#[cfg(test)]
mod tests {
    use adda_client::extend_blocks;

    use super::*;

    #[test]
    fn cut_keeps_finished_blocks_and_starts_over_for_another_text() {
        let first = Cut::extend(None, "one\n\ntw", extend_blocks);
        let grown = Cut::extend(Some(&first), "one\n\ntwo\n\n- a", extend_blocks);
        assert_eq!(grown.blocks.len(), 3);
        assert_eq!((first.block(0), grown.block(0)), ("one\n", "one\n"));
        assert_eq!(grown.block(1), "two\n");
        let other = Cut::extend(Some(&grown), "# other", extend_blocks);
        assert_eq!((other.blocks.len(), other.block(0), other.block(9)), (1, "# other", ""));
    }
}
