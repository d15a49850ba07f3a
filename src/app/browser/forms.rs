//! What stands in the fields of a form.

use leptos::ev::SubmitEvent;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement};

/// Text of the field called `name` in the form that is being sent; empty where there is none.
pub fn field(event: &SubmitEvent, name: &str) -> String {
    let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    let fields = form.and_then(|form| FormData::new_with_form(&form).ok());
    fields.and_then(|fields| fields.get(name).as_string()).unwrap_or_default()
}
