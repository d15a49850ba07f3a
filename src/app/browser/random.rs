//! The browser's source of randomness.

use adda_protocol::Millis;
use leptos::prelude::window;

use super::clock;

/// Random bytes, from the generator meant for keys.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    let filled = window().crypto().map(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    if !matches!(filled, Ok(Ok(_))) {
        // Ids must differ, and are no secrets.
        bytes.fill_with(|| small(256));
    }
    bytes
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the product lies in 0..256"
)]
fn small(below: u16) -> u8 {
    (js_sys::Math::random() * f64::from(below)) as u8
}

/// A number in 0..1, for jitter.
pub fn unit() -> f64 {
    js_sys::Math::random()
}

/// A new id of any of protocol's kinds: `random::id(ClientMessageId::new)`.
pub fn id<T>(new: impl FnOnce(Millis, [u8; 10]) -> T) -> T {
    new(clock::now(), bytes())
}
