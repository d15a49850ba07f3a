//! One unsent message.

use adda_protocol::{
    ClientConversationId, ClientFrame, ClientMessageId, ConversationId, ErrorBody, ErrorCode,
    MessageId, Millis, UserId, from_json,
};
use serde::{Deserialize, Serialize};

/// A message on its way to the server, in the form in which a store keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Stays the same however often it is sent, so that the server takes it once.
    pub client_id: ClientMessageId,
    /// Who wrote it; nobody else on the device gets to see it.
    pub user: UserId,
    pub conversation: ConversationId,
    pub text: String,
    /// The model asked to answer; the conversation's where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Places in the text that look private and are not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plain: Vec<String>,
    /// The message that this is another version of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edits: Option<MessageId>,
    /// The message it follows; the last one shown where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<MessageId>,
    /// Models that answer side by side, in place of `model`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<String>,
    /// Set while the conversation is not known to be there: whichever entry arrives first makes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin: Option<ClientConversationId>,
    /// When it was written. Orders the entries of a device: no two are equal.
    pub created_at: Millis,
    /// How often it was sent.
    #[serde(default)]
    pub attempts: u32,
    pub state: EntryState,
}

from_json!(Entry {
    client_id, user, conversation, text, model, models or default, plain or default, edits, after, begin,
    created_at, attempts or default, state,
});

/// What a person wants sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub text: String,
    /// The model asked to answer; the conversation's where absent.
    pub model: Option<String>,
    /// Places in the text that look private and are not.
    pub plain: Vec<String>,
    /// The message that this is another version of.
    pub edits: Option<MessageId>,
    /// The message it follows; the last one shown where absent.
    pub after: Option<MessageId>,
    /// Models that answer side by side, in place of `model`.
    pub models: Vec<String>,
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

/// How far an entry has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum EntryState {
    /// Goes out when it is its turn.
    Queued,
    /// Sent at `since`, not acknowledged.
    Sending { since: Millis },
    /// The server could not take it for now, for this reason; sent again at `until`.
    Waiting { until: Millis, code: ErrorCode },
    /// The server will not take it as it is.
    Refused { error: ErrorBody },
}

from_json!(tagged EntryState {
    "queued" => Queued,
    "sending" => Sending { since },
    "waiting" => Waiting { until, code },
    "refused" => Refused { error },
});

impl Entry {
    /// The frame that sends it.
    pub fn frame(&self) -> ClientFrame {
        ClientFrame::SendMessage {
            conversation: self.conversation,
            client_id: self.client_id,
            text: self.text.clone(),
            model: self.model.clone(),
            plain: self.plain.clone(),
            begin: self.begin,
            after: self.after,
            edits: self.edits,
            models: self.models.clone(),
        }
    }

    pub(super) fn is_refused(&self) -> bool {
        matches!(self.state, EntryState::Refused { .. })
    }

    pub(super) fn is_sending(&self) -> bool {
        matches!(self.state, EntryState::Sending { .. })
    }

    /// When there is something to do for it, where that is a matter of time.
    pub(super) fn due(&self) -> Option<Millis> {
        match self.state {
            EntryState::Queued => Some(Millis::MIN),
            EntryState::Sending { since } => Some(since.saturating_add(super::ANSWER_WITHIN)),
            EntryState::Waiting { until, .. } => Some(until),
            EntryState::Refused { .. } => None,
        }
    }
}
