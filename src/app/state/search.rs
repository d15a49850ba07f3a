//! Finding what was said, while it is typed.

use std::time::Duration;

use adda_protocol::search::SearchPage;
use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
    task::spawn_local,
};

use super::thread::set_if_other;
use crate::api;

/// How long after the last key the server is asked.
const PAUSE: Duration = Duration::from_millis(160);
/// Messages asked for.
const MESSAGES: u32 = 8;
/// A shorter question finds everything.
const SHORTEST: usize = 2;

/// Address of the page that searches all messages.
pub fn page(asked: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut address = String::from("/search?q=");
    for byte in asked.trim().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                address.push(char::from(byte));
            }
            _ => {
                address.push('%');
                address.push(char::from(HEX[usize::from(byte >> 4)]));
                address.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    address
}

/// What was found for what was typed last.
#[derive(Clone, Copy, Debug)]
pub struct Finding {
    found: RwSignal<SearchPage>,
    looking: RwSignal<bool>,
    asked: StoredValue<String>,
    wait: StoredValue<Option<TimeoutHandle>>,
}

impl Finding {
    pub fn new() -> Self {
        Self {
            found: RwSignal::new(SearchPage::default()),
            looking: RwSignal::new(false),
            asked: StoredValue::new(String::new()),
            wait: StoredValue::new(None),
        }
    }

    pub fn found(self) -> Signal<SearchPage> {
        self.found.into()
    }

    /// Whether an answer is still to come.
    pub fn looking(self) -> Signal<bool> {
        self.looking.into()
    }

    /// Asks the server a little later, unless something else is asked by then. What was found before stays until the answer.
    pub fn ask(self, text: &str) {
        let text = text.trim().to_owned();
        if let Some(wait) = self.wait.try_update_value(Option::take).flatten() {
            wait.clear();
        }
        self.asked.set_value(text.clone());
        if text.chars().count() < SHORTEST {
            set_if_other(self.found, SearchPage::default());
            return set_if_other(self.looking, false);
        }
        set_if_other(self.looking, true);
        self.wait.set_value(set_timeout_with_handle(move || self.send(text), PAUSE).ok());
    }

    fn send(self, text: String) {
        spawn_local(async move {
            let answer = api::search::find(text.clone(), None, Some(MESSAGES)).await;
            // The palette may be gone, or ask for something else.
            if self.asked.try_with_value(|asked| *asked == text) != Some(true) {
                return;
            }
            set_if_other(self.found, answer.unwrap_or_default());
            set_if_other(self.looking, false);
        });
    }
}

impl Default for Finding {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_is_taken_along_in_the_address() {
        assert_eq!(page(" a b&c=\"é\"# "), "/search?q=a%20b%26c%3D%22%C3%A9%22%23");
    }
}
