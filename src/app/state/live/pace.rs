//! When new text of an answer is shown: at once, and the later again the longer that took, so that a slow device stays free
//! for the reader.

use std::{cell::Cell, time::Duration};

use leptos::{
    prelude::{request_animation_frame, set_timeout},
    task::spawn_local,
};

use crate::{
    browser::{clock, network},
    state::chat::ChatState,
};

/// How long a tab that is not seen, and is drawn no frames, waits.
const UNSEEN: Duration = Duration::from_millis(250);
/// Text that waits longer than that, in milliseconds, no longer seems to flow.
const SLOWEST: f64 = 125.0;
/// For each millisecond it took to show text there are so many in which none is shown.
const REST: f64 = 9.0;

thread_local! {
    /// Something is to be shown already.
    static DUE: Cell<bool> = const { Cell::new(false) };
    /// When the next text may be shown.
    static NEXT: Cell<f64> = const { Cell::new(0.0) };
}

/// Shows soon what was gathered.
pub(super) fn show_soon(chat: ChatState) {
    if DUE.replace(true) {
        return;
    }
    set_timeout(move || show(chat), if network::is_visible() { wait() } else { UNSEEN });
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "parts of a millisecond do not count, and less than nothing is nothing"
)]
fn wait() -> Duration {
    Duration::from_millis((NEXT.get() - clock::ticks()) as u64)
}

/// Outside of the browser's frames: the next one finds the page changed and has only to lay it out and paint it.
fn show(chat: ChatState) {
    DUE.set(false);
    let begun = clock::ticks();
    // Until it is known better: more text may come first.
    NEXT.set(begun + SLOWEST);
    chat.thread.show_grown();
    if network::is_visible() {
        measure(begun);
    }
}

/// What it takes to show what was shown since then.
fn measure(begun: f64) {
    // Behind the effects.
    spawn_local(async move {
        let changing = clock::ticks() - begun;
        request_animation_frame(move || {
            let begun = clock::ticks();
            // Behind the frame, layout and painting included.
            let done = move || {
                let now = clock::ticks();
                NEXT.set(now + ((now - begun + changing) * REST).min(SLOWEST));
            };
            set_timeout(done, Duration::ZERO);
        });
    });
}
