//! The clipboard.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Copies `text`; false where the browser does not allow it (no permission, or a page without https).
pub async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    // Absent on pages without https: the binding promises an object that is not there.
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
