//! Where the keyboard is.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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
