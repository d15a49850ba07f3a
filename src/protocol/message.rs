//! A message as every view of it sees it, in the log, in frames and in the REST API.

use serde::{Deserialize, Serialize};

use crate::{ClientMessageId, ErrorCode, MessageId, Millis, Seq, from_json};

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorKind {
    User,
    Ai,
    System,
}

from_json!(words AuthorKind { "user" => User, "ai" => Ai, "system" => System });

/// The author's label: `id` is a user's id, or the model's id for an AI; `name` is what people read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    pub kind: AuthorKind,
    pub id: String,
    pub name: String,
}

impl Author {
    /// The name of an AI that is known by its model, or not at all.
    pub const ASSISTANT: &str = "AI Assistant";
}

from_json!(Author { kind, id, name });

/// Where a message is in its life. A person's message is `Complete` from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// An answer waiting for the one before it.
    Pending,
    /// An answer being written; its text travels as deltas.
    Streaming,
    Complete,
    /// A person stopped it; what was written is kept.
    Stopped,
    /// The stream or the server broke off; what was written is kept and can be continued.
    Interrupted,
    /// Nothing useful came; it can be tried again.
    Failed,
}

from_json!(words MessageState {
    "pending" => Pending, "streaming" => Streaming, "complete" => Complete,
    "stopped" => Stopped, "interrupted" => Interrupted, "failed" => Failed,
});

impl MessageState {
    /// Whether the answer is still to come or still coming.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::Streaming)
    }

    /// Whether "continue" makes sense.
    pub const fn can_continue(self) -> bool {
        matches!(self, Self::Stopped | Self::Interrupted)
    }

    /// Whether "try again" makes sense.
    pub const fn can_retry(self) -> bool {
        matches!(self, Self::Failed | Self::Stopped | Self::Interrupted)
    }

    /// The word used in storage and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Streaming => "streaming",
            Self::Complete => "complete",
            Self::Stopped => "stopped",
            Self::Interrupted => "interrupted",
            Self::Failed => "failed",
        }
    }

    /// Reads [`Self::as_str`] back.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "pending" => Self::Pending,
            "streaming" => Self::Streaming,
            "complete" => Self::Complete,
            "stopped" => Self::Stopped,
            "interrupted" => Self::Interrupted,
            "failed" => Self::Failed,
            _ => return None,
        })
    }
}

/// Tokens of one answer, as the provider counted them, or estimated where it does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Tokens of the request, cached ones included.
    pub input: u64,
    /// Tokens of the answer, reasoning included.
    pub output: u64,
    /// Part of `input` the provider had cached.
    #[serde(default)]
    pub cached: u64,
    /// Part of `output` spent on reasoning that is not shown.
    #[serde(default)]
    pub reasoning: u64,
    /// True where we counted because the provider did not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub estimated: bool,
}

from_json!(Usage { input, output, cached or default, reasoning or default, estimated or default });

/// An amount of money: millionths of the named currency (ISO 4217).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    pub micros: i64,
    pub currency: String,
}

from_json!(Cost { micros, currency });

impl Usage {
    /// Both together: an answer that was continued or tried again used what all its runs used.
    pub const fn plus(self, other: Self) -> Self {
        Self {
            input: self.input.saturating_add(other.input),
            output: self.output.saturating_add(other.output),
            cached: self.cached.saturating_add(other.cached),
            reasoning: self.reasoning.saturating_add(other.reasoning),
            estimated: self.estimated || other.estimated,
        }
    }
}

/// Whose key an answer was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyOwner {
    /// The person's own.
    User,
    /// The operator's.
    Server,
    /// The service wants none.
    Nobody,
}

from_json!(words KeyOwner { "user" => User, "server" => Server, "nobody" => Nobody });

impl KeyOwner {
    /// The word used in storage and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Server => "server",
            Self::Nobody => "nobody",
        }
    }

    /// Reads [`Self::as_str`] back.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::User, Self::Server, Self::Nobody].into_iter().find(|owner| owner.as_str() == word)
    }
}

/// How an answer's last run went: whose key, and how long it took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub key: KeyOwner,
    /// From asking to the first piece of text or reasoning; absent where none came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_token_ms: Option<u64>,
    /// From the first piece of reasoning to the first of text; absent where no reasoning came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thought_ms: Option<u64>,
    pub total_ms: u64,
    /// The text comes from an earlier answer to the same question, at no cost.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cached: bool,
    /// How many different things were hidden in the request before it left; absent where none were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<u64>,
}

from_json!(Receipt { key, first_token_ms, thought_ms, total_ms, cached or default, hidden });

/// Why an answer failed or was interrupted: a stable code and a sentence for the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageError {
    pub code: ErrorCode,
    pub message: String,
}

from_json!(MessageError { code, message });

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub id: MessageId,
    /// Seq of the event that created it: its place in the thread.
    pub seq: Seq,
    /// Set on a person's message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientMessageId>,
    /// On an answer: the message it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// The message it follows, [`MessageId::BEGINNING`] where it follows none. Absent in what was written before there
    /// were versions: it follows the message before it in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<MessageId>,
    pub author: Author,
    pub text: String,
    /// What the model thought before it answered; shown folded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning: Option<String>,
    pub state: MessageState,
    /// On an answer: the id of the model that writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cost>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<MessageError>,
    /// Its text was deleted; what follows it keeps its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    pub created_at: Millis,
}

impl Message {
    /// Takes away what was said in it. What it used and cost stays; there is nothing to go on with or to try again.
    pub fn wipe(&mut self) {
        self.text.clear();
        self.reasoning = None;
        self.error = None;
        self.state = MessageState::Complete;
        self.deleted = true;
    }
}

from_json!(Message {
    id, seq, client_id, reply_to, parent, author, text, reasoning, state, model, usage, cost, receipt, error,
    deleted or default, created_at
});
