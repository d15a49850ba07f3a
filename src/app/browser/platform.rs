//! What the device is.

use super::window;

/// Whether its keyboard has a command key in place of Ctrl.
pub fn is_mac() -> bool {
    let agent = window().and_then(|window| window.navigator().user_agent().ok());
    agent.is_some_and(|agent| agent.contains("Mac OS X"))
}
