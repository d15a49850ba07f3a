//! Adda's web application: drawn on the server first, then alive in the browser.
//!
//! Feature `ssr` is the server's build, `hydrate` the browser's. Both compile the same pages; `browser/` holds what only
//! works in a browser and is called from effects and handlers alone, `api/` what only runs on the server, `served/` the
//! pages that the server alone draws.

#![recursion_limit = "512"]

pub mod api;
pub mod browser;
pub mod components;
pub mod i18n;
mod layout;
pub mod pages;
pub mod routes;
pub mod state;

#[cfg(feature = "ssr")]
pub mod assets;
#[cfg(feature = "ssr")]
pub mod offline;
#[cfg(feature = "ssr")]
pub mod served;
#[cfg(feature = "ssr")]
pub mod shell;

/// Takes over the page the server drew. One whose code cannot be fetched stays as it is, with its links and forms. In
/// place of the page that stands for a server out of reach, the app draws its own.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn hydrate() {
    let path = leptos::prelude::location().pathname().unwrap_or_default();
    if !routes::fetch(&path).await {
        return;
    }
    if browser::shell::is_shown() {
        let _ = routes::draw().await;
    } else {
        leptos::mount::hydrate_body(routes::App);
    }
}
