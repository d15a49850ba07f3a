//! The events of a conversation's log. The state of every view is a fold over them, in order of `seq`.

use serde::{Deserialize, Serialize};

use crate::{
    ConversationId, Cost, Message, MessageError, MessageId, MessageState, Millis, Receipt, Seq,
    Usage, from_json,
};

/// One entry of the log of `conversation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub conversation: ConversationId,
    pub seq: Seq,
    pub at: Millis,
    pub body: EventBody,
}

from_json!(Event { conversation, seq, at, body });

/// What happened. Unknown kinds are refused by old clients with a reload, so kinds are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum EventBody {
    ConversationCreated {
        title: String,
        model: String,
    },
    /// Title, model or category changed; only what changed is present.
    ConversationChanged {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        model: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<String>,
    },
    /// A message appeared: a person's, or an answer's placeholder (`Pending` or `Streaming`, no text yet).
    MessageCreated {
        message: Message,
    },
    /// An answer starts or goes on being written. Its text is cut to the first `kept` bytes (0 for a first start
    /// and for a retry, all of it for "continue"); deltas follow from there.
    MessageStarted {
        message: MessageId,
        kept: u64,
        model: String,
    },
    /// An answer reached a final state, with its whole text.
    MessageCompleted(Completed),
    /// What was said in a message is gone. It keeps its place; the events before this one have its text no longer.
    MessageDeleted {
        message: MessageId,
    },
}

from_json!(tagged EventBody {
    "conversation_created" => ConversationCreated { title, model },
    "conversation_changed" => ConversationChanged { title, model, category },
    "message_created" => MessageCreated { message },
    "message_started" => MessageStarted { message, kept, model },
    "message_completed" => MessageCompleted(completed),
    "message_deleted" => MessageDeleted { message },
});

impl EventBody {
    /// The message text it carries; empty where there is none.
    pub fn text(&self) -> &str {
        match self {
            Self::MessageCreated { message } => &message.text,
            Self::MessageCompleted(done) => &done.text,
            _ => "",
        }
    }

    /// Whether the conversation moves up in the list: another name, or a message less, is no reason to.
    pub const fn is_news(&self) -> bool {
        !matches!(self, Self::ConversationChanged { .. } | Self::MessageDeleted { .. })
    }

    /// Takes away the title it tells of, where that is one of these; false where it is not.
    pub fn untitle(&mut self, titles: &[String]) -> bool {
        match self {
            Self::ConversationCreated { title, .. }
            | Self::ConversationChanged { title: Some(title), .. }
                if titles.contains(title) =>
            {
                title.clear();
                true
            }
            _ => false,
        }
    }

    /// Takes away what was said in `message`, where this tells of it; false where it does not.
    pub fn wipe(&mut self, message: MessageId) -> bool {
        match self {
            Self::MessageCreated { message: created } if created.id == message => created.wipe(),
            Self::MessageStarted { message: started, kept, .. } if *started == message => *kept = 0,
            Self::MessageCompleted(done) if done.message == message => {
                done.text.clear();
                done.reasoning = None;
                done.error = None;
            }
            _ => return false,
        }
        true
    }
}

/// The final form of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completed {
    pub message: MessageId,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning: Option<String>,
    /// Never `Pending` or `Streaming`.
    pub state: MessageState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cost>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<MessageError>,
}

from_json!(Completed { message, text, reasoning, state, usage, cost, receipt, error });
