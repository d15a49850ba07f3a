//! What a person has typed and not sent, per chat, kept on this device.

use adda_protocol::{ConversationId, UserId};
use leptos::prelude::*;

use crate::browser::storage;

const PREFIX: &str = "adda.draft.";

/// Whose draft, in which chat; no chat is the start page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    user: UserId,
    chat: Option<ConversationId>,
}

impl Place {
    fn key(self) -> String {
        match self.chat {
            Some(chat) => format!("{PREFIX}{}.{chat}", self.user),
            None => format!("{PREFIX}{}.new", self.user),
        }
    }
}

/// The draft of the open chat, and which chats have one.
#[derive(Clone, Copy, Debug)]
pub struct Drafts {
    text: RwSignal<String>,
    place: RwSignal<Option<Place>>,
    chats: RwSignal<Vec<ConversationId>>,
}

impl Drafts {
    pub fn new() -> Self {
        let this = Self {
            text: RwSignal::new(String::new()),
            place: RwSignal::new(None),
            chats: RwSignal::new(Vec::new()),
        };
        Effect::new(move |_| {
            let text = this.text.read();
            if let Some(place) = this.place.get_untracked() {
                storage::set(&place.key(), &text);
                if let Some(chat) = place.chat {
                    this.note(chat, !text.trim().is_empty());
                }
            }
        });
        this
    }

    pub fn text(&self) -> RwSignal<String> {
        self.text
    }

    /// Whether something is typed in this chat and not sent.
    pub fn has(&self, chat: ConversationId) -> bool {
        self.chats.read().contains(&chat)
    }

    fn note(&self, chat: ConversationId, there: bool) {
        if self.chats.read_untracked().contains(&chat) == there {
            return;
        }
        self.chats.update(|chats| {
            chats.retain(|known| *known != chat);
            chats.extend(there.then_some(chat));
        });
    }

    /// Goes to another chat's draft. Only in the browser; what was typed before it took over is kept.
    pub fn show(&self, user: UserId, chat: Option<ConversationId>) {
        let place = Place { user, chat };
        let before = self.place.get_untracked();
        if before == Some(place) {
            return;
        }
        if before.is_none_or(|before| before.user != user) {
            let prefix = format!("{PREFIX}{user}.");
            let kept = storage::keys(&prefix);
            let chats = kept.iter().filter_map(|key| key.strip_prefix(&prefix)?.parse().ok());
            self.chats.set(chats.collect());
        }
        let kept = storage::get(&place.key()).unwrap_or_default();
        self.place.set(Some(place));
        if before.is_some() || self.text.read_untracked().is_empty() {
            self.text.set(kept);
        }
    }

    /// Gives back a text that could not be sent, unless something new was typed meanwhile.
    pub fn give_back(&self, text: &str) {
        if self.text.read_untracked().is_empty() {
            self.text.set(text.to_owned());
        }
    }

    /// Gives back a text that was taken back, before what was typed meanwhile.
    pub fn put_before(&self, text: &str) {
        self.text.update(|typed| {
            let gap = if typed.is_empty() { "" } else { "\n" };
            *typed = format!("{text}{gap}{typed}");
        });
    }

    /// Forgets everything a person typed on this device.
    pub fn forget(user: UserId) {
        storage::remove_prefix(&format!("{PREFIX}{user}."));
    }
}

impl Default for Drafts {
    fn default() -> Self {
        Self::new()
    }
}
