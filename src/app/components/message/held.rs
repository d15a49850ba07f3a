//! A message the server takes a little later: how long that is, and a way to take it back.

use std::time::Duration;

use adda_protocol::Millis;
use leptos::prelude::*;

use super::{Parts, style};
use crate::{
    browser::clock,
    components::{button, icon::Icon},
    i18n::text,
    state::chat::ChatState,
};

const TICK: Duration = Duration::from_millis(250);

#[component]
pub fn Held(parts: Parts, until: Millis) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let left = countdown(until);
    let cancel = move |_| {
        chat.take_back(parts.key.get_value(), &parts.text.get_untracked());
    };
    view! {
        <div class=style::strip role="group" aria-label=text!(message.waits)>
            <span class=style::sentence>
                <Icon icon=Icon::Clock class="size-4" />
                <span role="status">{text!(message.too_fast)}</span>
                // A timer is not read aloud at every tick.
                <span role="timer">{move || sentence(left.get())}</span>
            </span>
            <button type="button" class=button::SMALL on:click=cancel>
                {text!(common.cancel)}
            </button>
        </div>
    }
}

/// Whole seconds until then, counted down.
fn countdown(until: Millis) -> Memo<i64> {
    let now = RwSignal::new(Millis::MIN);
    Effect::new(move |_| {
        now.set(clock::now());
        let tick = move || {
            let _ = now.try_set(clock::now());
        };
        if let Ok(timer) = set_interval_with_handle(tick, TICK) {
            on_cleanup(move || timer.clear());
        }
    });
    Memo::new(move |_| match now.get() {
        Millis::MIN => 0,
        now => seconds(until, now),
    })
}

/// Rounded up: at 0 it is sent.
fn seconds(until: Millis, now: Millis) -> i64 {
    until.saturating_sub(now).max(0).saturating_add(999) / 1_000
}

fn sentence(left: i64) -> String {
    match (left / 60, left % 60) {
        (0, 0) => text!(message.sent_now).to_owned(),
        (0, seconds) => text!(message.sent_in_seconds, seconds = seconds),
        (minutes, seconds) => {
            text!(message.sent_in_minutes, minutes = minutes, seconds = format!("{seconds:02}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countdown_rounds_up_and_ends_at_nothing() {
        assert_eq!(
            [seconds(5_000, 4_999), seconds(5_000, 5_000), seconds(5_000, 9_000)],
            [1, 0, 0]
        );
        assert_eq!(seconds(Millis::MAX, 0), Millis::MAX / 1_000);
    }

    #[test]
    fn sentence_says_seconds_and_minutes() {
        assert_eq!(sentence(0), "it is sent now.");
        assert_eq!(sentence(3), "it is sent by itself in 3 s.");
        assert_eq!(sentence(65), "it is sent by itself in 1:05 min.");
    }
}
