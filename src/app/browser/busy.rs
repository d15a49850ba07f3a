//! The page while what it is to show is on its way.

use leptos::prelude::document;

/// Whether another chat than the one shown is coming: the style sheet puts a stand-in in its place.
pub fn is_coming(coming: bool) {
    if let Ok(Some(main)) = document().query_selector("main") {
        let _ = main.set_attribute("aria-busy", if coming { "true" } else { "false" });
    }
}
