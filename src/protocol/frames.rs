//! Frames of the live connection (`/ws`): JSON text, one frame a WebSocket message.
//!
//! The client opens with [`ClientFrame::Hello`] naming the conversations it shows and the last seq it has of each;
//! the server answers with [`ServerFrame::Hello`] and one [`ServerFrame::Caught`] per conversation, then sends what
//! happens. Whoever finds a gap asks with [`ClientFrame::Subscribe`] again: subscribing is resuming.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    ClientConversationId, ClientMessageId, ConversationId, Cost, ErrorBody, Event, MessageId, Seq,
    Usage, UserId,
    dto::{Chosen, Conversation},
    from_json,
    json::{FromJson, field},
};

/// Version of this vocabulary. The server closes connections that speak another with [`close::VERSION`].
pub const VERSION: u16 = 1;

/// Close codes of our own (RFC 6455, section 7.4.2 leaves 4000-4999 to applications).
pub mod close {
    /// Not signed in, or the session ended.
    pub const UNAUTHORIZED: u16 = 4401;
    /// The first frame was not `Hello`, or of another [`super::VERSION`]: reload the page.
    pub const VERSION: u16 = 4400;
    /// A frame was not understood too often.
    pub const BAD_FRAME: u16 = 4422;
    /// Too many frames, or too many connections of one person.
    pub const FLOOD: u16 = 4429;
    /// The client did not read what it was sent, or went silent.
    pub const SLOW: u16 = 4408;
    /// The server is stopping (RFC 6455 "going away"); reconnect.
    pub const GOING_AWAY: u16 = 1001;
}

/// A conversation and the last seq known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub conversation: ConversationId,
    pub seq: Seq,
}

/// From client to server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientFrame {
    /// First frame: what the client shows, and how far it has it.
    Hello {
        version: u16,
        heads: Vec<Head>,
    },
    /// Watch a conversation and get what came after `after`.
    Subscribe {
        conversation: ConversationId,
        after: Seq,
    },
    Unsubscribe {
        conversation: ConversationId,
    },
    /// Answered by the `MessageCreated` event that carries `client_id`, or by `Error` naming it.
    SendMessage {
        conversation: ConversationId,
        client_id: ClientMessageId,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        model: Option<String>,
        /// Places in the text that look private and are not: they go to the AI service as they are, in this conversation.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        plain: Vec<String>,
        /// Makes the conversation first where it is not there yet: [`ConversationId::begun`] under this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        begin: Option<ClientConversationId>,
        /// The message it follows; where absent, the last one of the path the sender is shown.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<MessageId>,
        /// The message of the sender's that this is another version of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        edits: Option<MessageId>,
        /// Two to four models that answer side by side, in place of `model`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        models: Vec<String>,
    },
    /// Stop the answer being written, or one that waits.
    Stop {
        conversation: ConversationId,
        message: MessageId,
    },
    /// Go on with a stopped or interrupted answer.
    Continue {
        conversation: ConversationId,
        message: MessageId,
    },
    /// Write a failed, stopped or interrupted answer anew.
    Retry {
        conversation: ConversationId,
        message: MessageId,
    },
    /// The reader has seen the conversation up to this seq.
    Read {
        conversation: ConversationId,
        to: Seq,
    },
    /// Have a message answered once more; `message` is the message, or an answer to it.
    Regenerate {
        conversation: ConversationId,
        message: MessageId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        model: Option<String>,
    },
    /// Be shown the path through a message. Answered by [`ServerFrame::Chosen`], on all of the person's connections.
    Choose {
        conversation: ConversationId,
        message: MessageId,
    },
    Ping {
        nonce: u32,
    },
}

/// The text so far of an answer being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Streaming {
    pub message: MessageId,
    /// As in [`ServerFrame::Delta`].
    pub run: Seq,
    pub text: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reasoning: String,
}

from_json!(Streaming { message, run, text, reasoning or default });

/// What a client frame an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "id", rename_all = "snake_case")]
pub enum Subject {
    ClientMessage(ClientMessageId),
    Message(MessageId),
    Conversation(ConversationId),
}

impl FromJson for Subject {
    fn from_json(value: &mut Value) -> Option<Self> {
        let kind: String = field(value, "type")?;
        Some(match kind.as_str() {
            "client_message" => Self::ClientMessage(field(value, "id")?),
            "message" => Self::Message(field(value, "id")?),
            "conversation" => Self::Conversation(field(value, "id")?),
            _ => return None,
        })
    }
}

/// From server to client.
#[expect(
    clippy::large_enum_variant,
    reason = "a frame is made once, shared and written; few are kept"
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    Hello {
        version: u16,
        user: UserId,
        /// Build of the server: another one than the page's means "reload when convenient".
        build: String,
        /// Send a `Ping` at least this often; the server does the same (milliseconds).
        heartbeat_ms: u32,
    },
    /// The answer to a subscription: the log after what was asked for, oldest first. With `more`, ask again
    /// from the last seq here. `head` is the log's last seq. `streaming` only when nothing more is to come.
    Caught {
        conversation: ConversationId,
        events: Vec<Event>,
        head: Seq,
        more: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        streaming: Option<Streaming>,
        /// The same of others that are written at the same time.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        also: Vec<Streaming>,
    },
    Event {
        event: Event,
    },
    /// `text` continues the answer at byte `offset` of its UTF-8 text.
    Delta {
        conversation: ConversationId,
        message: MessageId,
        /// Seq of the event that began this run of writing: the answer's `MessageCreated`, or its last
        /// `MessageStarted`. A retry is another run, and text of an earlier one is to be ignored.
        run: Seq,
        offset: u64,
        text: String,
    },
    /// `text` continues the answer's reasoning at byte `offset` of its UTF-8 text.
    Thought {
        conversation: ConversationId,
        message: MessageId,
        /// As in [`Self::Delta`].
        run: Seq,
        offset: u64,
        text: String,
    },
    /// What the answer being written has used and cost so far, its earlier runs included; estimated until the service
    /// tells. About once a second.
    Metered {
        conversation: ConversationId,
        message: MessageId,
        /// As in [`Self::Delta`].
        run: Seq,
        usage: Usage,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cost: Option<Cost>,
    },
    /// The person chose another path through the conversation. Comes after `Caught`, too.
    Chosen {
        conversation: ConversationId,
        chosen: Chosen,
    },
    /// Something was not delivered: subscribe again from the last seq you have.
    Resync {
        conversation: ConversationId,
    },
    /// The conversation was deleted, or is not yours (any more).
    Gone {
        conversation: ConversationId,
    },
    /// The person's list of conversations changed: this one is new or different.
    Listed {
        conversation: Conversation,
    },
    /// The session ended; sign in again.
    SignedOut,
    Error {
        error: ErrorBody,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<Subject>,
    },
    Pong {
        nonce: u32,
    },
    /// The server's heartbeat.
    Ping {
        nonce: u32,
    },
}

from_json!(tagged ServerFrame {
    "hello" => Hello { version, user, build, heartbeat_ms },
    "caught" => Caught { conversation, events, head, more, streaming, also or default },
    "event" => Event { event },
    "delta" => Delta { conversation, message, run, offset, text },
    "thought" => Thought { conversation, message, run, offset, text },
    "metered" => Metered { conversation, message, run, usage, cost },
    "chosen" => Chosen { conversation, chosen },
    "resync" => Resync { conversation },
    "gone" => Gone { conversation },
    "listed" => Listed { conversation },
    "signed_out" => SignedOut,
    "error" => Error { error, about },
    "pong" => Pong { nonce },
    "ping" => Ping { nonce },
});

#[cfg(test)]
mod properties;
#[cfg(test)]
mod strategies;
