//! The reader's time zone.

use adda_protocol::Millis;

/// Minutes to add to UTC at the moment `at`, where the reader is: zones change with the season.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "milliseconds are below 2^53, and offsets are whole minutes below a day"
)]
pub fn offset_minutes(at: Millis) -> i64 {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64));
    // The browser counts from local time to UTC.
    -(date.get_timezone_offset() as i64)
}
