//! When new text of an answer is shown: with the next frame of the screen, and the later the longer that takes, so that a
//! slow device stays free for the reader.

use std::{cell::Cell, time::Duration};

use leptos::prelude::{request_animation_frame, set_timeout};

use crate::{
    browser::{clock, network},
    state::chat::ChatState,
};

/// How long a tab that is not seen, and is drawn no frames, waits.
const UNSEEN: Duration = Duration::from_millis(250);
/// Text that grows ten times a second still seems to flow.
const SLOWEST: f64 = 100.0;
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
    let wait = (NEXT.get() - clock::ticks()) / 1_000.0;
    if !network::is_visible() {
        set_timeout(move || show(chat), UNSEEN);
    } else if let Ok(wait) = Duration::try_from_secs_f64(wait) {
        set_timeout(move || request_animation_frame(move || show(chat)), wait);
    } else {
        request_animation_frame(move || show(chat));
    }
}

fn show(chat: ChatState) {
    DUE.set(false);
    let begun = clock::ticks();
    // Until it is known better: more text may come first.
    NEXT.set(begun + SLOWEST);
    chat.thread.show_grown();
    // Behind the frame, layout and painting included.
    let measure = move || {
        let now = clock::ticks();
        NEXT.set(now + ((now - begun) * REST).min(SLOWEST));
    };
    set_timeout(measure, Duration::ZERO);
}
