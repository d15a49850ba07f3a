//! The Markdown parser is a file of its own, fetched when the browser first has something to draw: what the page came
//! with, the server has drawn. What sets formulas is another, fetched with the first formula.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::Element;

use super::{
    Style, blocks, colors,
    growing::{Growing, Pen},
    outline::Outline,
    render::{self, About, Drawn, Tools, Typeset},
    typeset::typeset,
    view::Source,
};
use crate::{
    components::{IN_BROWSER, part::Part},
    state::code::{self, Left},
};

/// Everything that only these functions reach is built into the file `markdown`.
#[derive(Clone, Copy, Debug)]
pub struct Functions {
    pub draw: fn(&str, Style, &About, &Tools<'_>) -> Drawn,
    /// Shows below an element what has become of a growing text.
    pub grow: fn(&mut Option<Growing>, &Element, &str, &Pen<'_>),
    /// Names of the footnotes that a text defines, one a line.
    pub notes: fn(&str) -> String,
    /// Gives code that is drawn its colours.
    pub color: fn(&Element),
}

#[wasm_split(markdown, fallible)]
fn functions() -> Result<Functions, SplitLoaderError> {
    Ok(Functions {
        draw: render::draw,
        grow: |growing, root, text, pen| {
            growing.get_or_insert_with(|| Growing::new(root.clone())).grow(text, pen);
        },
        notes: blocks::names,
        color: colors::color,
    })
}

/// Everything that only this reaches is built into the file `math`.
#[wasm_split(math, fallible)]
fn typesetter() -> Result<Typeset, SplitLoaderError> {
    Ok(typeset)
}

/// A handle to the parser. One a page, provided as context.
#[derive(Clone, Copy, Debug)]
pub struct Renderer {
    functions: Part<Functions>,
    typeset: Part<Typeset>,
    /// Whether the browser has taken over the page; before, what stands there is the server's drawing.
    alive: RwSignal<bool>,
    /// What is left of the time a page may take for the colours of its code.
    left: StoredValue<Left>,
}

impl Renderer {
    pub fn provide() {
        let functions = Part::new(|| Box::pin(functions()));
        let typeset = Part::new(|| Box::pin(typesetter()));
        let alive = RwSignal::new(!IN_BROWSER);
        Effect::new(move |_| alive.set(true));
        provide_context(Self { functions, typeset, alive, left: StoredValue::default() });
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

    /// `text` as HTML, where the parser is there. Who asked is told when it can be drawn better.
    pub fn draw(self, text: &str, style: Style, about: &About) -> Option<String> {
        Some(self.draw_by(self.get()?, text, style, about).html)
    }

    fn draw_by(self, functions: Functions, text: &str, style: Style, about: &About) -> Drawn {
        let typeset = self.typeset.is_here().then(|| self.typeset.get()).flatten();
        let runs = |language: &str, text: &str| {
            self.left.try_update_value(|left| code::at_once(language, text, left)).flatten()
        };
        let drawn = (functions.draw)(text, style, about, &Tools { typeset, runs: &runs });
        if drawn.lacks_typeset {
            self.typeset.get();
        }
        drawn
    }

    /// Shows below `root` what has become of a text, where the parser is there; `growing` is how it was left.
    pub fn grow(self, growing: &mut Option<Growing>, root: &Element, source: Source) {
        let Some(functions) = self.get() else { return };
        let name = source.name();
        let draw = |text: &str, notes: &str, outline: Outline| {
            let about =
                About { name: name.clone(), notes: notes.to_owned(), folds: false, outline };
            self.draw_by(functions, text, source.style, &about)
        };
        let (typesets, more) = (self.typeset.is_here(), source.growing.get());
        let pen = Pen { draw: &draw, color: functions.color, typesets, growing: more };
        (functions.grow)(growing, root, &source.text.read(), &pen);
    }

    /// A finished `text` as HTML, by itself; as it was written where there is no parser yet. `name` is part of every id in it.
    pub fn draw_whole(self, text: &str, style: Style, name: &str) -> String {
        let notes = self.get().map(|functions| (functions.notes)(text)).unwrap_or_default();
        let about = About {
            name: name.to_owned(),
            notes,
            folds: !style.document,
            outline: Outline::default(),
        };
        self.draw(text, style, &about).unwrap_or_else(|| render::plain(text))
    }

    /// Gives code below `root` the colours that it lacks.
    pub fn color(self, root: &Element) {
        if colors::are_wanted(root)
            && let Some(functions) = self.get()
        {
            (functions.color)(root);
        }
    }
}
