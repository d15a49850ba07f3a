//! Colours for code that the browser has drawn, or that the server left without: what its parts are is asked for, and
//! what was asked for once is kept.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    time::Duration,
};

use adda_protocol::code::{Run, decode};
use leptos::{prelude::set_timeout, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::writer::colored;
use crate::{browser::clock, state::code};

/// Most pieces of code kept.
const MOST: usize = 200;

/// Colours come with the text that is shown next where that is near, in milliseconds: a frame of their own costs as much.
const NEAR: f64 = 400.0;

/// Code that waits for colours: its language, and its text.
type Code = (String, String);
/// Code on the page, its text, and its colours where it has any.
type Colored = (Element, String, Option<Vec<Run>>);

thread_local! {
    static KNOWN: RefCell<HashMap<Code, Option<Vec<Run>>>> = RefCell::default();
    /// Colours for what is on the page.
    static READY: RefCell<Vec<Colored>> = RefCell::default();
    /// When text was shown last.
    static SHOWN: Cell<f64> = const { Cell::new(f64::MIN) };
}

/// Text is shown now, and what is ready with it.
pub(super) fn join() {
    SHOWN.set(clock::ticks());
    settle();
}

fn settle() {
    for (element, text, runs) in READY.take() {
        if element.has_attribute(LANGUAGE) {
            paint(&element, &text, runs.as_deref());
        }
    }
}

/// What code has that is without colours.
const LANGUAGE: &str = "data-language";
const WAITING: &str = "code[data-language]";

pub(super) fn are_wanted(root: &Element) -> bool {
    root.query_selector(WAITING).ok().flatten().is_some()
}

/// Gives all code below `root` its colours: at once where they are known, otherwise one after another.
pub(super) fn color(root: &Element) {
    let mut unknown = Vec::new();
    let Ok(found) = root.query_selector_all(WAITING) else { return };
    for element in (0..found.length()).filter_map(|place| found.item(place)) {
        let Ok(element) = element.dyn_into::<Element>() else { continue };
        let code = (
            element.get_attribute(LANGUAGE).unwrap_or_default(),
            element.text_content().unwrap_or_default(),
        );
        let known = KNOWN.with_borrow(|known| known.get(&code).cloned());
        match known {
            Some(runs) => paint(&element, &code.1, runs.as_deref()),
            None => unknown.push((element, code)),
        }
    }
    if !unknown.is_empty() {
        spawn_local(ask(unknown));
    }
}

async fn ask(unknown: Vec<(Element, Code)>) {
    for (element, code) in unknown {
        // Without an answer it stays as it is, and is asked for again when it is drawn again.
        let Some(answer) = code::runs(&code.0, &code.1).await else { return };
        let runs = answer.as_deref().and_then(decode);
        READY.with_borrow_mut(|ready| ready.push((element, code.1.clone(), runs.clone())));
        let left = SHOWN.get() + NEAR - clock::ticks();
        match Duration::try_from_secs_f64(left / 1_000.0) {
            Ok(left) => set_timeout(settle, left),
            Err(_) => settle(),
        }
        KNOWN.with_borrow_mut(|known| {
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(code, runs);
        });
    }
}

fn paint(element: &Element, text: &str, runs: Option<&[Run]>) {
    let _ = element.remove_attribute(LANGUAGE);
    let html = runs.and_then(|runs| colored(text, runs));
    // It may show something else by now.
    if let Some(html) = html.filter(|_| element.text_content().as_deref() == Some(text)) {
        element.set_inner_html(&html);
    }
}
