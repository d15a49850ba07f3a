//! The browser's clock.

use adda_protocol::Millis;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds below 2^53 are exact")]
pub fn now() -> Millis {
    js_sys::Date::now() as Millis
}
