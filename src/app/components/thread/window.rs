//! The part of a long thread that is on the page. Ten thousand messages are loaded page by page as the reader goes
//! up; on the page stand only those around where the reader is.

use std::ops::Range;

use leptos::prelude::*;

use crate::state::chat::MessageKey;

/// Messages on the page at once: several screens full, and well below two thousand elements.
const SIZE: usize = 48;
/// Messages it moves by.
const STEP: usize = 14;

/// Which messages are on the page.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// The last one; none while it is the newest there is.
    last: RwSignal<Option<MessageKey>>,
}

impl Window {
    pub fn new() -> Self {
        Self { last: RwSignal::new(None) }
    }

    /// The places in `keys` that are shown.
    pub fn range(self, keys: &[MessageKey]) -> Range<usize> {
        range(keys, self.last.read().as_ref())
    }

    /// Whether the newest message is on the page.
    pub fn is_at_end(self) -> bool {
        self.last.read_untracked().is_none()
    }

    pub fn go_to_end(self) {
        if !self.is_at_end() {
            self.last.set(None);
        }
    }

    /// Moves up; false where the first loaded message is on the page already.
    pub fn up(self, keys: &[MessageKey]) -> bool {
        let now = range(keys, self.last.read_untracked().as_ref());
        let step = STEP.min(now.start);
        if step > 0 {
            self.set_end(keys, now.end - step);
        }
        step > 0
    }

    /// Moves down; false at the end.
    pub fn down(self, keys: &[MessageKey]) -> bool {
        if self.is_at_end() {
            return false;
        }
        let now = range(keys, self.last.read_untracked().as_ref());
        self.set_end(keys, now.end + STEP);
        true
    }

    /// Stays at the last message of those loaded, whatever comes after it.
    pub fn pin(self, keys: &[MessageKey]) {
        if self.is_at_end() {
            self.last.set(keys.last().copied());
        }
    }

    /// Goes where `key` is on the page, with as much before as after it.
    pub fn go_to(self, keys: &[MessageKey], key: &MessageKey) {
        let now = range(keys, self.last.read_untracked().as_ref());
        let place = keys.iter().position(|known| known == key);
        if let Some(place) = place.filter(|place| !now.contains(place)) {
            self.set_end(keys, (place + SIZE / 2).max(SIZE));
        }
    }

    fn set_end(self, keys: &[MessageKey], end: usize) {
        let last = if end < keys.len() { keys.get(end.saturating_sub(1)).copied() } else { None };
        self.last.set(last);
    }
}

fn range(keys: &[MessageKey], last: Option<&MessageKey>) -> Range<usize> {
    // Searched from the end: that is where the reader mostly is.
    let place = last.and_then(|last| keys.iter().rposition(|key| key == last));
    let end = place.map_or(keys.len(), |place| place + 1);
    end.saturating_sub(SIZE)..end
}

#[cfg(test)]
mod tests {
    use adda_protocol::MessageId;

    use super::*;

    fn keys(count: usize) -> Vec<MessageKey> {
        let time = |n: usize| i64::try_from(n).unwrap();
        (0..count).map(|n| MessageKey::Server(MessageId::new(time(n), [0; 10]))).collect()
    }

    #[test]
    fn window_shows_the_newest_and_walks_to_the_first_and_back() {
        let owner = Owner::new();
        owner.with(|| {
            let (keys, window) = (keys(200), Window::new());
            assert_eq!(window.range(&keys), 152..200);
            let mut steps = 0;
            while window.up(&keys) {
                steps += 1;
                assert!(window.range(&keys).len() == SIZE && steps < 100);
            }
            assert_eq!(window.range(&keys), 0..SIZE);
            while window.down(&keys) {}
            assert_eq!(window.range(&keys), 152..200);
            assert!(window.is_at_end());
        });
    }

    #[test]
    fn window_stays_where_it_is_when_messages_come_on_either_side() {
        let owner = Owner::new();
        owner.with(|| {
            let (all, window) = (keys(300), Window::new());
            window.up(&all[100..250]);
            let shown = all[100..250][window.range(&all[100..250])].to_vec();
            assert_eq!(all[window.range(&all)].to_vec(), shown);
            window.go_to_end();
            assert_eq!(window.range(&all), 252..300);
        });
    }

    #[test]
    fn window_that_is_pinned_stays_until_it_is_moved() {
        let owner = Owner::new();
        owner.with(|| {
            let (all, window) = (keys(300), Window::new());
            window.pin(&all[..100]);
            assert!(!window.is_at_end());
            assert_eq!(window.range(&all), 52..100);
            window.pin(&all);
            assert_eq!(window.range(&all), 52..100);
            while window.down(&all) {}
            assert!(window.is_at_end());
        });
    }

    #[test]
    fn window_goes_to_a_message_that_is_not_on_the_page() {
        let owner = Owner::new();
        owner.with(|| {
            let (all, window) = (keys(300), Window::new());
            window.go_to(&all, &all[290]);
            assert!(window.is_at_end(), "it is there already");
            window.go_to(&all, &all[150]);
            assert_eq!(window.range(&all), 126..174);
            window.go_to(&all, &all[3]);
            assert_eq!(window.range(&all), 0..SIZE);
            window.go_to(&all[..200], &all[250]);
            assert_eq!(window.range(&all), 0..SIZE, "it is not loaded");
        });
    }

    #[test]
    fn window_of_a_short_thread_is_all_of_it() {
        assert_eq!(range(&keys(3), None), 0..3);
        assert_eq!(range(&[], None), 0..0);
        assert_eq!(range(&keys(3), keys(9).last()), 0..3, "a last message that is gone");
    }
}
