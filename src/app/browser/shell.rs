//! The page that the service worker gives where the server cannot be reached.

use leptos::prelude::document;

/// Marks the document of that page.
const MARK: &str = "data-shell";

/// Empties that page, so that the app can draw its own.
pub fn clear() {
    if let Some(body) = document().body() {
        body.set_inner_html("");
    }
}

/// Whether this is that page.
pub fn is_shown() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute(MARK))
}

/// Whether the files of this page lie in the folder of a build.
pub fn is_built_in(folder: &str) -> bool {
    let sheet = document().query_selector("link[rel=stylesheet]").ok().flatten();
    let address = sheet.and_then(|sheet| sheet.get_attribute("href"));
    address.is_some_and(|address| address.starts_with(folder))
}
