//! The state of one conversation: a fold over its log, the streaming text of the answer being written, and after them
//! the messages of this device that are not in the log yet.

mod echo;
mod fold;
mod log;
mod pieces;
mod view;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use adda_protocol::{
    Event, Message, MessageId, Seq, ServerFrame,
    dto::{Conversation, ConversationPage},
};

pub use self::view::{Change, Delivery, Echo, Effects, Key, Need, Shown, View};
use self::{
    echo::Echoes,
    log::{Item, Log},
    pieces::{Ahead, Piece},
};

/// One conversation as one device sees it.
///
/// It never guesses: an event that does not follow the last one, or a piece of text that does not fit, is left out and
/// asked for again ([`Need::Resync`]). Whatever was lost, doubled or came out of order, the answer to that question
/// leads to the same state as having seen everything.
#[derive(Clone, Debug)]
pub struct Timeline {
    conversation: Conversation,
    log: Log,
    echoes: Echoes,
    /// Cursor for older messages; `None` at the beginning.
    before: Option<Seq>,
    /// Highest seq heard of, also from events that could not be applied.
    seen: Seq,
    /// A piece of text that could not be applied.
    ahead: Option<Ahead>,
    /// Events about messages older than those loaded, to be made up for when they are.
    orphans: Vec<Event>,
    gone: bool,
}

impl Timeline {
    /// The conversation as a page shows it.
    pub fn from_page(page: ConversationPage) -> Self {
        let at = page.conversation.last_seq;
        let mut timeline = Self {
            conversation: page.conversation,
            log: Log::default(),
            echoes: Echoes::default(),
            before: page.before,
            seen: at,
            ahead: None,
            orphans: Vec::new(),
            gone: false,
        };
        for message in page.messages {
            timeline.log.insert(Item::new(message, None));
        }
        if let Some(streaming) = page.streaming {
            timeline.snapshot(&streaming, at, &mut Effects::default());
        }
        timeline
    }

    /// Takes in a frame of the live connection. Frames of other conversations, and those that are about none,
    /// change nothing.
    pub fn apply(&mut self, frame: &ServerFrame) -> Effects {
        let mut effects = Effects::default();
        match frame {
            ServerFrame::Event { event } if self.is(event.conversation) => {
                self.event(event, &mut effects);
            }
            ServerFrame::Delta { conversation, message, run, offset, text }
                if self.is(*conversation) =>
            {
                let piece = Piece { message: *message, run: *run, offset: *offset, text };
                self.delta(&piece, &mut effects);
            }
            ServerFrame::Thought { conversation, message, run, offset, text }
                if self.is(*conversation) =>
            {
                let piece = Piece { message: *message, run: *run, offset: *offset, text };
                self.thought(&piece, &mut effects);
            }
            ServerFrame::Metered { conversation, message, run, usage, cost }
                if self.is(*conversation) =>
            {
                self.metered((*message, *run), *usage, cost.as_ref(), &mut effects);
            }
            ServerFrame::Caught { conversation, events, head, more, streaming }
                if self.is(*conversation) =>
            {
                self.caught(events, *head, *more, streaming.as_ref(), &mut effects);
            }
            ServerFrame::Resync { conversation } if self.is(*conversation) => {
                self.resync(&mut effects);
            }
            ServerFrame::Gone { conversation } if self.is(*conversation) => {
                self.gone = true;
                effects.changes.extend([Change::Reset, Change::Conversation]);
            }
            _ => {}
        }
        effects
    }

    /// Adds a page of older messages, asked for with [`Self::before`].
    pub fn prepend(&mut self, page: ConversationPage) -> Effects {
        let mut effects = Effects::default();
        if !self.is(page.conversation.id) {
            return effects;
        }
        let at = page.conversation.last_seq;
        for message in page.messages {
            if self.log.get(message.id).is_none() {
                let (key, index) = self.log.insert(Item::new(message, None));
                effects.changes.push(Change::Inserted { key, index });
            }
        }
        self.before = page.before;
        self.adopt_orphans(at, &mut effects);
        if let Some(streaming) = page.streaming {
            self.snapshot(&streaming, at, &mut effects);
        }
        effects
    }

    /// The conversation's own data, as of [`Self::last_seq`].
    pub fn conversation(&self) -> &Conversation {
        &self.conversation
    }

    /// Seq of the last event taken in: where to resume.
    pub fn last_seq(&self) -> Seq {
        self.conversation.last_seq
    }

    /// Cursor for the page before the oldest message; `None` at the beginning.
    pub fn before(&self) -> Option<Seq> {
        self.before
    }

    /// Whether the conversation was deleted, or is no longer this person's to see.
    pub fn is_gone(&self) -> bool {
        self.gone
    }

    /// Everything shown, oldest first: the log's messages, then the echoes.
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = View<'_>> {
        self.log.items().map(Item::view).chain(self.echoes.views())
    }

    /// How many messages are shown.
    pub fn len(&self) -> usize {
        self.log.len() + self.echoes.len()
    }

    /// Whether nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A message of the log, where it is loaded.
    pub fn message(&self, id: MessageId) -> Option<&Message> {
        self.log.get(id).map(|item| &item.message)
    }

    /// What is shown under `key`.
    pub fn get(&self, key: Key) -> Option<View<'_>> {
        let logged = match key {
            Key::Server(id) => self.log.get(id),
            Key::Client(id) => self.log.by_client(id),
        };
        logged.map(Item::view).or_else(|| self.echoes.views().find(|view| view.key == key))
    }

    /// The answers that are being written or wait, oldest first.
    pub fn open_answers(&self) -> impl Iterator<Item = &Message> {
        self.log.items().map(|item| &item.message).filter(|message| message.state.is_open())
    }

    fn is(&self, conversation: adda_protocol::ConversationId) -> bool {
        self.conversation.id == conversation
    }
}
