//! Writing to the AI, and directing its answers.

use adda_client::Timeline;
use adda_client::outbox::EnqueueError;
use adda_protocol::{
    ClientFrame, ConversationId, MessageId,
    dto::{Conversation, ConversationPage, CreateConversation},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    chat::{ChatState, MessageKey, Notice},
    live,
};
use crate::{api, browser::network};

const OFFLINE: &str = "There is no connection right now. Please try again when it is back.";

impl ChatState {
    /// Sends what was written; in a new chat it makes the conversation first.
    pub fn send(&self, text: String) {
        if text.trim().is_empty() {
            return;
        }
        let open = self.thread.current.read_untracked().as_ref().map(|open| open.id);
        match open {
            Some(id) => self.queue(id, text),
            None => self.begin(text),
        }
    }

    /// Stops the answer that is being written, or the first that waits.
    pub fn stop(&self) {
        let open = self.thread.with(|timeline| {
            let answer = timeline.open_answers().next().map(|answer| answer.id);
            answer.map(|message| (timeline.conversation().id, message))
        });
        if let Some((conversation, message)) = open.flatten() {
            self.direct(&ClientFrame::Stop { conversation, message });
        }
    }

    /// Goes on with a stopped or interrupted answer.
    pub fn resume(&self, message: MessageId) {
        self.direct_open(|conversation| ClientFrame::Continue { conversation, message });
    }

    /// Has a failed, stopped or interrupted answer written anew.
    pub fn retry(&self, message: MessageId) {
        self.direct_open(|conversation| ClientFrame::Retry { conversation, message });
    }

    /// Throws an unsent message away.
    pub fn discard(&self, key: MessageKey) {
        if let MessageKey::Client(id) = key {
            live::discard(*self, id);
        }
    }

    /// Takes an unsent message back into the composer, before what is typed there.
    pub fn take_back(&self, key: MessageKey, text: &str) {
        if let MessageKey::Client(id) = key
            && live::discard(*self, id)
        {
            self.drafts.put_before(text);
        }
    }

    /// Sends a refused message again.
    pub fn resend(&self, key: MessageKey) {
        if let MessageKey::Client(id) = key {
            live::resend(*self, id);
        }
    }

    fn queue(&self, id: ConversationId, text: String) {
        let why = match live::enqueue(*self, id, text.clone()) {
            Ok(()) | Err(EnqueueError::Empty) => return,
            Err(EnqueueError::TooLong) => "This message is too long. Please shorten it.",
            Err(EnqueueError::Full) => "Too many messages are waiting. Let some arrive first.",
        };
        self.drafts.give_back(&text);
        self.notice.set(Some(Notice::new(why)));
    }

    /// The first message of a new chat.
    fn begin(&self, text: String) {
        let chat = *self;
        if chat.creating.get_untracked() {
            return chat.drafts.give_back(&text);
        }
        if !network::is_online() {
            chat.drafts.give_back(&text);
            return chat.notice.set(Some(Notice::new(OFFLINE)));
        }
        chat.creating.set(true);
        let model = Some(chat.next_model.get_untracked()).filter(|model| !model.is_empty());
        let new = CreateConversation { model, ..Default::default() };
        spawn_local(async move {
            let made = api::chat::create(new).await;
            chat.creating.set(false);
            match made {
                Ok(conversation) => chat.begin_in(conversation, text),
                Err(error) => {
                    chat.drafts.give_back(&text);
                    chat.tell(&error, move || {
                        chat.drafts.text().set(String::new());
                        chat.send(text.clone());
                    });
                }
            }
        });
    }

    /// Shows a conversation just made; what it begins with comes over the live connection.
    fn begin_in(&self, conversation: Conversation, text: String) {
        let id = conversation.id;
        self.list.put(conversation.clone());
        let unread = Conversation { last_seq: 0, ..conversation };
        let page = ConversationPage {
            conversation: unread,
            messages: Vec::new(),
            before: None,
            streaming: None,
        };
        self.display(Some(Timeline::from_page(page)));
        self.queue(id, text);
        self.open(id);
    }

    fn direct_open(&self, frame: impl FnOnce(ConversationId) -> ClientFrame) {
        let open = self.thread.current.read_untracked().as_ref().map(|open| open.id);
        if let Some(id) = open {
            self.direct(&frame(id));
        }
    }

    fn direct(&self, frame: &ClientFrame) {
        if !live::direct(frame) {
            self.notice.set(Some(Notice::new(OFFLINE)));
        }
    }
}
