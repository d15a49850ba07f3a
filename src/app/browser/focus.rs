//! Where the keyboard is.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::window;

/// What has the focus; the page itself where nothing has.
pub fn active() -> Option<Element> {
    window()?.document()?.active_element()
}

/// Gives the focus to the first that fits where nothing has it.
pub fn restore(selector: &str) {
    if active().is_none_or(|active| active.tag_name() == "BODY") {
        focus(selector);
    }
}

/// Puts the focus on the element with this id.
pub fn on(id: &str) {
    focus(&format!("#{id}"));
}

/// Puts the focus on what goes this way in a message; where that leads nowhere, on the way to its other versions.
pub fn within(message: &str, way: &str) {
    let row = format!("[data-message-id=\"{message}\"]");
    if !focus(&format!("{row} [data-way=\"{way}\"]:not([aria-disabled])")) {
        focus(&format!("{row} [data-way]:not([data-way=\"edit\"], [aria-disabled])"));
    }
}

fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let element = found.and_then(|found| found.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}
