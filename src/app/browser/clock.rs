//! The browser's clock.

use adda_protocol::Millis;
use leptos::prelude::window;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds below 2^53 are exact")]
pub fn now() -> Millis {
    js_sys::Date::now() as Millis
}

/// Milliseconds since the page began, in fractions.
pub fn ticks() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
