//! Writing to the AI, and directing its answers.

use adda_client::{
    Timeline, estimate,
    outbox::{EnqueueError, Entry, Words},
};
use adda_protocol::{
    ClientFrame, ConversationId, MessageId, MessageState, Usage,
    dto::{Chosen, ConversationPage},
};
use leptos::prelude::*;

use super::{
    chat::{ChatState, MessageKey, Notice},
    live,
};

use crate::i18n::text;

impl ChatState {
    /// Sends what was written; on the start page it begins a new chat.
    pub fn send(&self, text: String) {
        self.send_to(text, Vec::new());
    }

    /// Sends what was written to several models at once, or to the chat's where none is named.
    pub fn send_to(&self, text: String, models: Vec<String>) {
        if text.trim().is_empty() {
            return;
        }
        // The chat that the address names may still be on its way: it is that which is written in.
        if let Some(coming) = self.opening.get_untracked().filter(|id| !self.shows(*id)) {
            return self.queue(coming, text, models);
        }
        let open = self.thread.with(|timeline| (timeline.conversation().id, timeline.last_seq()));
        match open {
            // All that would have made it was thrown away.
            Some((id, 0)) if live::begun(id).is_none() && self.list().get(id).is_none() => {
                self.begin(text, models);
            }
            Some((id, _)) => self.queue(id, text, models),
            None => self.begin(text, models),
        }
    }

    /// Stops the answers that are being written side by side, the one that is, or the first that waits.
    pub fn stop(&self) {
        let open = self.thread.with(|timeline| {
            let beside = timeline.beside().filter_map(|view| view.message());
            let beside = beside.filter(|answer| answer.state.is_open());
            let mut open: Vec<_> = beside.map(|answer| answer.id).collect();
            if open.is_empty() {
                open.extend(timeline.answer_that(MessageState::is_open).map(|answer| answer.id));
            }
            open
        });
        for message in open.unwrap_or_default() {
            self.stop_one(message);
        }
    }

    /// Stops this answer.
    pub fn stop_one(&self, message: MessageId) {
        self.direct_open(|conversation| ClientFrame::Stop { conversation, message });
    }

    /// Goes on with a stopped or interrupted answer.
    pub fn resume(&self, message: MessageId) {
        self.direct_open(|conversation| ClientFrame::Continue { conversation, message });
    }

    /// Has a failed, stopped or interrupted answer written anew.
    pub fn retry(&self, message: MessageId) {
        self.direct_open(|conversation| ClientFrame::Retry { conversation, message });
    }

    /// Throws an unsent message away, and with its last one a chat that was never made; false when it is on its way.
    pub fn discard(&self, key: MessageKey) -> bool {
        let MessageKey::Client(id) = key else { return false };
        let begins = live::begins(id);
        let discarded = live::discard(*self, id);
        if let Some(chat) = begins.filter(|chat| discarded && live::begun(*chat).is_none()) {
            self.list().remove(chat);
        }
        discarded
    }

    /// Takes an unsent message back into the composer, before what is typed there.
    pub fn take_back(&self, key: MessageKey, text: &str) {
        if self.discard(key) {
            self.drafts.put_before(text);
        }
    }

    /// Sends a refused message again.
    pub fn resend(&self, key: MessageKey) {
        if let MessageKey::Client(id) = key {
            live::resend(*self, id);
        }
    }

    /// What the next message is likely to use.
    pub fn estimate(&self) -> Usage {
        let draft = self.drafts.text().get_untracked();
        let of = |timeline: &Timeline| {
            let logged = timeline.messages().rev().filter_map(|view| view.message());
            estimate::next(logged, &draft)
        };
        self.thread.with(of).unwrap_or_else(|| estimate::next(std::iter::empty(), &draft))
    }

    fn queue(&self, id: ConversationId, text: String, models: Vec<String>) {
        let model = self.aside().once.get_untracked().filter(|_| models.is_empty());
        let plain = self.aside().plain.get_untracked();
        let after = *self.branching().read_untracked();
        let words = Words { text: text.clone(), model, plain, after, models, edits: None };
        match live::enqueue(*self, id, words) {
            Ok(()) => {
                self.be_plain();
                self.aside().plain.set(Vec::new());
            }
            Err(why) => self.give_back(&text, why),
        }
    }

    /// The first message of a new chat. It makes the conversation when it arrives, now or when the connection is back.
    fn begin(&self, text: String, models: Vec<String>) {
        let model = Some(self.next_model.get_untracked());
        let model = model.filter(|model| !model.is_empty() && models.is_empty());
        let plain = self.aside().plain.get_untracked();
        let words = Words { text: text.clone(), model, plain, after: None, models, edits: None };
        match live::begin(*self, words) {
            Ok(id) => {
                self.aside().plain.set(Vec::new());
                self.show_begun(id);
                self.open(id);
            }
            Err(why) => self.give_back(&text, why),
        }
    }

    pub(super) fn give_back(&self, text: &str, why: EnqueueError) {
        let why = match why {
            EnqueueError::Empty => return self.drafts.give_back(text),
            EnqueueError::TooLong => text!(notices.too_long),
            EnqueueError::Full => text!(notices.full),
        };
        self.drafts.give_back(text);
        self.notice.set(Some(Notice::new(why)));
    }

    /// Shows messages that wait on this device.
    pub fn show_waiting(&self, entries: &[Entry]) {
        self.thread.update(|timeline| timeline.set_echoes(entries));
    }

    /// Shows a chat that is not made yet; false where nothing waits to make it.
    pub(super) fn show_begun(&self, id: ConversationId) -> bool {
        let begun = live::begun(id);
        if let Some(conversation) = begun.clone() {
            self.list().put(conversation.clone());
            let page = ConversationPage {
                conversation,
                messages: Vec::new(),
                versions: Vec::new(),
                chosen: Chosen::default(),
                beside: Vec::new(),
                erased: None,
                before: None,
                after: None,
                streaming: None,
                also: Vec::new(),
            };
            self.display(Some(Timeline::from_page(page)));
        }
        begun.is_some()
    }

    pub(super) fn direct_open(&self, frame: impl FnOnce(ConversationId) -> ClientFrame) {
        let open = self.thread.current.read_untracked().as_ref().map(|open| open.id);
        if let Some(id) = open {
            self.direct(&frame(id));
        }
    }

    fn direct(&self, frame: &ClientFrame) {
        if !live::direct(frame) {
            self.notice.set(Some(Notice::new(text!(notices.offline))));
        }
    }
}
