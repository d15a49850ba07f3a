//! What only a browser can do, each behind a small function. Compiled in both builds, called from effects, handlers
//! and spawned tasks alone: on the server these would panic. What is asked while something is drawn goes by [`window`] and
//! says nothing there. Everything fails softly, because a browser may refuse any of it.

pub mod address;
pub mod busy;
pub mod clipboard;
pub mod clock;
pub mod cookies;
pub mod focus;
pub mod forms;
pub mod local_time;
pub mod looks;
pub mod network;
pub mod outbox_store;
pub mod patch;
pub mod platform;
pub mod random;
pub mod requests;
pub mod scroll;
pub mod selection;
pub mod shell;
pub mod socket;
pub mod speech;
pub mod storage;
pub mod tabs;
pub mod viewport;
pub mod worker;

/// Whether this is the browser's build.
pub const IN_BROWSER: bool = cfg!(target_family = "wasm");

/// None on the server.
fn window() -> Option<web_sys::Window> {
    IN_BROWSER.then(leptos::prelude::window)
}
