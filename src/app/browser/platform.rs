//! What the device is.

use leptos::prelude::window;

/// Whether its keyboard has a command key in place of Ctrl.
pub fn is_mac() -> bool {
    let agent = window().navigator().user_agent().unwrap_or_default();
    agent.contains("Mac OS X")
}
