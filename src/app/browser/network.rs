//! Whether the browser has a network and the reader is looking.

use leptos::{
    ev,
    prelude::{document, window, window_event_listener},
};
use wasm_bindgen::{JsCast, closure::Closure};

/// The browser's guess: `false` is certain, `true` only likely.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Whether the page is in front.
pub fn is_visible() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Visible
}

/// Calls `changed` whenever one of the two may have changed, for as long as the page lives.
pub fn watch(changed: impl Fn() + Clone + 'static) {
    let (online, offline, back) = (changed.clone(), changed.clone(), changed.clone());
    window_event_listener(ev::online, move |_| online());
    window_event_listener(ev::offline, move |_| offline());
    // A page taken out of the back/forward cache has lost its sockets without being told.
    window_event_listener(ev::Custom::<web_sys::Event>::new("pageshow"), move |_| back());
    let visible = Closure::<dyn Fn()>::new(changed);
    let _ = document()
        .add_event_listener_with_callback("visibilitychange", visible.as_ref().unchecked_ref());
    visible.forget();
}
