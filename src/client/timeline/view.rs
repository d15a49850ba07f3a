//! What a timeline shows, and what it says about its changes.

use std::fmt;

use adda_protocol::{ClientMessageId, ErrorBody, Message, MessageId, Millis, Seq};

/// Names one shown message for as long as it is shown: an echo keeps its key when the log's message takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A person's message, by the id its sender gave it.
    Client(ClientMessageId),
    /// Any other message.
    Server(MessageId),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client(id) => id.fmt(f),
            Self::Server(id) => id.fmt(f),
        }
    }
}

/// How far a message has come on its way to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// In the conversation's log.
    Delivered,
    /// Waits on this device: for the connection, for a message before it, or for the server to take more.
    Queued,
    /// The person sends faster than the server takes: it goes out by itself at this time.
    Held { until: Millis },
    /// Sent, not yet acknowledged.
    Sending,
    /// The server will not take it; the person may edit, send again or discard it.
    Refused {
        /// Why.
        error: ErrorBody,
    },
}

/// A message that is not in the log yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echo {
    pub client_id: ClientMessageId,
    /// What the person wrote.
    pub text: String,
    /// The model asked to answer; the conversation's where absent.
    pub model: Option<String>,
    /// The message at which it parts from what is shown, and how many stay from there: none where that is to have another
    /// version, itself where this is to follow it.
    pub parts: Option<(MessageId, usize)>,
    /// When it was written.
    pub created_at: Millis,
    /// Never [`Delivery::Delivered`].
    pub delivery: Delivery,
}

/// The two things a timeline shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown<'a> {
    /// A message of the log.
    Message(&'a Message),
    /// One of this device's outbox, shown after the log's.
    Echo(&'a Echo),
}

/// One message as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View<'a> {
    /// Unique in its timeline, and stable.
    pub key: Key,
    pub shown: Shown<'a>,
    /// All versions of it with their seqs, oldest first; empty where there is one alone.
    pub versions: &'a [(Seq, MessageId)],
    /// What it answers was not deleted: without that there is nothing to go on with, and nothing to answer once more.
    pub asked: bool,
}

impl<'a> View<'a> {
    /// The text so far, Markdown.
    pub fn text(&self) -> &'a str {
        match self.shown {
            Shown::Message(message) => &message.text,
            Shown::Echo(echo) => &echo.text,
        }
    }

    /// How far it has come to the server.
    pub fn delivery(&self) -> &'a Delivery {
        match self.shown {
            Shown::Message(_) => &Delivery::Delivered,
            Shown::Echo(echo) => &echo.delivery,
        }
    }

    /// The log's message; `None` for an echo.
    pub fn message(&self) -> Option<&'a Message> {
        match self.shown {
            Shown::Message(message) => Some(message),
            Shown::Echo(_) => None,
        }
    }

    /// When it was written.
    pub fn created_at(&self) -> Millis {
        match self.shown {
            Shown::Message(message) => message.created_at,
            Shown::Echo(echo) => echo.created_at,
        }
    }
}

/// One change of what is shown. To be applied in order: an index counts what is shown at that moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Now shown at `index`, counted from the oldest shown, echoes included.
    Inserted { key: Key, index: usize },
    /// Shown at the same place with other content.
    Updated(Key),
    /// No longer shown.
    Removed(Key),
    /// Everything may be different.
    Reset,
    /// Title, model, category or time of the conversation.
    Conversation,
}

/// What a timeline lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The log after `after`, and the text so far of the answer being written: subscribe again from there.
    Resync { after: Seq },
    /// The newest messages of the path that was chosen: fetch the page anew.
    Page,
}

/// What came of an input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    pub changes: Vec<Change>,
    pub need: Option<Need>,
}

impl Effects {
    /// Whether nothing changed and nothing is needed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.need.is_none()
    }

    /// Notes an update once, however many events of one frame touch the same message.
    pub(super) fn updated(&mut self, key: Key) {
        let known = |change: &Change| match *change {
            Change::Updated(other) | Change::Inserted { key: other, .. } => other == key,
            _ => false,
        };
        if !self.changes.iter().any(known) {
            self.changes.push(Change::Updated(key));
        }
    }

    pub(super) fn conversation(&mut self) {
        if !self.changes.contains(&Change::Conversation) {
            self.changes.push(Change::Conversation);
        }
    }
}
