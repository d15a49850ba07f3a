//! Text that the reader has selected.

use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use web_sys::{Element, Node};

#[wasm_bindgen]
extern "C" {
    type Selection;
    #[wasm_bindgen(js_name = getSelection)]
    fn selection() -> Option<Selection>;
    #[wasm_bindgen(method, getter, js_name = anchorNode)]
    fn anchor(this: &Selection) -> Option<Node>;
    #[wasm_bindgen(method, getter, js_name = focusNode)]
    fn focus(this: &Selection) -> Option<Node>;
    #[wasm_bindgen(method, js_name = toString)]
    fn text(this: &Selection) -> String;
}

/// What is selected within one message: its id, and the text.
pub fn of_message() -> Option<(String, String)> {
    let selection = selection()?;
    let message = message_of(selection.anchor()?)?;
    let text = selection.text();
    let within = selection.focus().and_then(message_of) == Some(message.clone());
    (within && !text.trim().is_empty()).then_some((message, text))
}

fn message_of(node: Node) -> Option<String> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    element.closest("[data-message-id]").ok()??.get_attribute("data-message-id")
}
