//! The looks of the page, as its document says them.

use adda_protocol::{appearance::Language, dto::Appearance};
use leptos::prelude::document;

/// Has the words of the looks.
const ATTRIBUTE: &str = "data-look";
/// Says that somebody is signed in.
const SOMEBODYS: &str = "data-somebodys";

/// Says that it is an administrator.
const ADMINISTRATORS: &str = "data-administrators";

/// What the page was drawn in.
pub fn drawn() -> Appearance {
    let root = document().document_element();
    let words = root.and_then(|root| root.get_attribute(ATTRIBUTE)).unwrap_or_default();
    Appearance::of_words(&words)
}

/// The tag of the language that the page was drawn in; a page that was drawn for nobody has no words of its own, so the
/// reader's choice goes before.
pub fn language() -> String {
    let chosen = drawn().language;
    if chosen != Language::Browser {
        return chosen.as_str().to_owned();
    }
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("lang")).unwrap_or_default()
}

/// Whether somebody is signed in, whose choices are kept for them.
pub fn is_somebodys() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute(SOMEBODYS))
}

/// Whether whoever is signed in looks after the server.
pub fn is_administrators() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute(ADMINISTRATORS))
}

/// Draws the page in other looks; `bars` are the colours of the browser's bars on a dark device and on a light one.
pub fn show(looks: Appearance, color_scheme: &str, bars: [&str; 2]) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(ATTRIBUTE, &looks.words(" "));
    }
    set_content("meta[name=color-scheme]", color_scheme);
    set_content("meta[name=theme-color][media*=dark]", bars[0]);
    set_content("meta[name=theme-color][media*=light]", bars[1]);
}

fn set_content(selector: &str, content: &str) {
    if let Some(meta) = document().query_selector(selector).ok().flatten() {
        let _ = meta.set_attribute("content", content);
    }
}
