//! The state of one conversation: a fold over its log, the streaming text of the answer being written, and after them
//! the messages of this device that are not in the log yet.

mod echo;
mod fold;
mod log;
mod path;
mod pieces;
mod view;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use adda_protocol::{
    Event, Message, MessageId, MessageState, Seq, ServerFrame,
    dto::{Conversation, ConversationPage},
};

pub use self::view::{Change, Delivery, Echo, Effects, Key, Need, Shown, View};
use self::{
    echo::Echoes,
    log::Log,
    path::{Lies, Path},
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
    path: Path,
    echoes: Echoes,
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
            conversation: page.conversation.clone(),
            log: Log::default(),
            path: Path::default(),
            echoes: Echoes::default(),
            seen: at,
            ahead: None,
            orphans: Vec::new(),
            gone: false,
        };
        timeline.join(page);
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
            ServerFrame::Caught { conversation, events, head, more, streaming, also }
                if self.is(*conversation) =>
            {
                let streaming = streaming.iter().chain(also);
                self.caught(events, *head, *more, streaming, &mut effects);
            }
            ServerFrame::Chosen { conversation, chosen } if self.is(*conversation) => {
                self.choose(*chosen, &mut effects);
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
        self.take_page(page, Lies::Before)
    }

    /// Adds a page of newer messages, asked for with [`Self::after`].
    pub fn append(&mut self, page: ConversationPage) -> Effects {
        self.take_page(page, Lies::After)
    }

    /// Adds the newest page of the path that is chosen, asked for by [`Need::Page`]. Where a stretch before it is shown by
    /// now, and nothing is lacking there, it stays.
    pub fn add(&mut self, page: ConversationPage) -> Effects {
        let is_late = self.path.is_stretch() && !self.path.lacking;
        if is_late { Effects::default() } else { self.join(page) }
    }

    /// Shows the page in place of what is shown.
    pub fn join(&mut self, page: ConversationPage) -> Effects {
        self.take_page(page, Lies::Instead)
    }

    fn take_page(&mut self, mut page: ConversationPage, place: Lies) -> Effects {
        let mut effects = Effects::default();
        if !self.is(page.conversation.id) {
            return effects;
        }
        let (at, streaming) = (page.conversation.last_seq, page.streaming.take());
        let also = std::mem::take(&mut page.also);
        self.load(page, place, &mut effects);
        self.adopt_orphans(at, &mut effects);
        for streaming in streaming.iter().chain(&also) {
            self.snapshot(streaming, at, &mut effects);
        }
        effects
    }

    /// The server has deleted what was said in a message: its event follows.
    pub fn erased(&mut self, id: MessageId) -> Effects {
        let mut effects = Effects::default();
        self.erase(id, &mut effects);
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

    /// Whether the conversation was deleted, or is no longer this person's to see.
    pub fn is_gone(&self) -> bool {
        self.gone
    }

    /// Everything shown, oldest first: the path's messages, then the echoes.
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = View<'_>> {
        let items = self.visible().iter().filter_map(|id| self.log.get(*id));
        items.map(|item| self.log.view(item)).chain(self.echoes.views())
    }

    /// How many messages are shown.
    pub fn len(&self) -> usize {
        self.visible().len() + self.echoes.len()
    }

    /// Whether nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A message of the log, where it is loaded.
    pub fn message(&self, id: MessageId) -> Option<&Message> {
        self.log.get(id).map(|item| &item.message)
    }

    /// Where in the log a version of a message that is shown stands, loaded or not.
    pub fn seq_of(&self, id: MessageId) -> Option<Seq> {
        let mut places = self.path.ids().iter().filter_map(|id| self.log.get(*id));
        places.find_map(|item| {
            let place = self.log.versions(item).iter().find(|(_, version)| *version == id);
            place.map(|(seq, _)| *seq)
        })
    }

    /// The message under `key`.
    pub fn get(&self, key: Key) -> Option<View<'_>> {
        let logged = match key {
            Key::Server(id) => self.log.get(id),
            Key::Client(id) => self.log.by_client(id),
        };
        logged
            .map(|item| self.log.view(item))
            .or_else(|| self.echoes.views().find(|view| view.key == key))
    }

    /// The oldest answer in such a state, one that is shown before those of other paths.
    pub fn answer_that(&self, is: fn(MessageState) -> bool) -> Option<&Message> {
        let answers = self.log.items().map(|item| &item.message);
        let answers = answers.filter(|message| is(message.state));
        answers.min_by_key(|message| (self.path.place(message.id).is_none(), message.seq))
    }

    fn is(&self, conversation: adda_protocol::ConversationId) -> bool {
        self.conversation.id == conversation
    }
}
