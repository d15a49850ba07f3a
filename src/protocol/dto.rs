//! Bodies of the REST API and of the server functions.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Author, AuthorKind, ClientConversationId, ClientMessageId, ConversationId, Message, MessageId,
    Millis, PictureId, Seq, SessionId, UserId,
    frames::Streaming,
    from_json,
    json::{FromJson, field},
};

pub use crate::{
    appearance::{Appearance, UpdateAppearance},
    import::*,
    keys::*,
    model::{ModelInfo, ModelState, Price},
    personal::*,
    share::*,
    shelf::*,
    spending::{Totals, UsageLine, UsageReport},
    versions::{ChooseVersion, Chosen, Regenerate, Version},
};

/// What an account may do on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The first account of a server, and whom the operator promotes.
    Admin,
    Member,
}

from_json!(words Role { "admin" => Admin, "member" => Member });

/// A person, as they see themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub created_at: Millis,
    /// At `/avatars/{picture}`; absent where they show none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureId>,
}

from_json!(User { id, email, name, role, created_at, picture });

impl User {
    /// The cookie by which the sign-in page learns whom the server signed out: what the device keeps of them is to go.
    pub const LEFT: &str = "adda_left";

    /// Who they are beside what they write.
    pub fn as_author(&self) -> Author {
        Author { kind: AuthorKind::User, id: self.id.to_string(), name: self.name.clone() }
    }
}

/// `GET /api/v1/me`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub user: User,
    /// Session this request belongs to.
    pub session: SessionId,
}

/// A password or a key on its way. `Debug` prints nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Password(pub String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Register {
    pub email: String,
    pub password: Password,
    /// Display name; taken from the e-mail where empty.
    #[serde(default)]
    pub name: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Login {
    pub email: String,
    pub password: Password,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangePassword {
    pub current: Password,
    pub new: Password,
}

/// `PATCH /api/v1/me`: what is present changes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct UpdateMe {
    /// As others see it.
    #[serde(default)]
    pub name: Option<String>,
}

/// Deleting an account asks for the password again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeleteAccount {
    pub password: Password,
}

/// One sign-in, as listed in settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub id: SessionId,
    /// What the browser called itself, shortened.
    pub device: String,
    pub address: String,
    pub created_at: Millis,
    pub last_used_at: Millis,
    /// The one asking.
    pub current: bool,
}

from_json!(Session { id, device, address, created_at, last_used_at, current });

/// A conversation without its messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    pub id: ConversationId,
    pub title: String,
    /// Model that answers unless a message names another.
    pub model: String,
    pub category: String,
    pub created_at: Millis,
    /// Time of the last message's last change.
    pub updated_at: Millis,
    pub last_seq: Seq,
    /// In the reader's own list: above the others.
    #[serde(default)]
    pub pinned: bool,
    /// In the reader's own list: put away.
    #[serde(default)]
    pub archived: bool,
    /// Messages of others that the reader has not seen; counted up to [`limits::UNREAD`](crate::limits::UNREAD).
    #[serde(default)]
    pub unread: u32,
}

from_json!(Conversation {
    id, title, model, category, created_at, updated_at, last_seq, pinned or default, archived or default, unread or default
});

/// Where a conversation is opened, other than at its newest messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// At the newest before this one.
    Before(Seq),
    /// At the oldest after this one.
    After(Seq),
    /// With this one in the middle.
    Around(Seq),
}

impl Place {
    /// The place that parameters of these names mean, the first that is there.
    pub fn of(before: Option<Seq>, after: Option<Seq>, around: Option<Seq>) -> Option<Self> {
        let around = around.map(Self::Around);
        around.or(before.map(Self::Before)).or(after.map(Self::After))
    }
}

/// A conversation opened: the newest messages of the path shown, or those at a place
/// (oldest first), and how to go on from there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationPage {
    #[serde(flatten)]
    pub conversation: Conversation,
    pub messages: Vec<Message>,
    /// All versions of those of these messages that have several, and of the one after them, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
    /// Which path the person chose.
    #[serde(default)]
    pub chosen: Chosen,
    /// The answers that stand side by side after these messages, until one is kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Message>,
    /// The message that the first of these follows, where it was deleted: nothing can be asked once more of its answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<MessageId>,
    /// Cursor for the messages before these; absent at the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Seq>,
    /// Cursor for the messages after these; absent where the newest is among them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Seq>,
    /// The text so far of the answer being written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub streaming: Option<Streaming>,
    /// The same of others that are written at the same time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Streaming>,
}

from_json!(ConversationPage {
    conversation of all, messages, beside or default, erased, versions or default, chosen or default, before, after,
    streaming, also or default,
});

/// A page of a list. `next` goes back as `?cursor=`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T: FromJson> FromJson for Page<T> {
    fn from_json(value: &mut Value) -> Option<Self> {
        Some(Self { items: field(value, "items")?, next: field(value, "next")? })
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CreateConversation {
    /// Makes creating idempotent: the same again is the same conversation.
    #[serde(default)]
    pub client_id: Option<ClientConversationId>,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub model: Option<String>,
    #[serde(default)]
    pub category: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateConversation {
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub model: Option<String>,
    #[serde(default)]
    pub category: Option<String>,
    /// In the person's own list. A pinned conversation is not put away, and one put away is not pinned.
    #[serde(default)]
    pub pinned: Option<bool>,
    #[serde(default)]
    pub archived: Option<bool>,
    /// Messages up to this seq have been seen. Never goes back, and stops before an answer still to come.
    #[serde(default)]
    pub read_to: Option<Seq>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendMessage {
    pub text: String,
    /// Makes sending idempotent; made by the server where absent.
    #[serde(default)]
    pub client_id: Option<ClientMessageId>,
    #[serde(default)]
    pub model: Option<String>,
    /// Places in the text that look private and are not: they go to the AI service as they are, in this conversation.
    #[serde(default)]
    pub plain: Vec<String>,
    /// The message it follows; where absent, the last one of the path the sender is shown.
    #[serde(default)]
    pub after: Option<MessageId>,
    /// The message of the sender's that this is another version of: it follows what that one follows.
    #[serde(default)]
    pub edits: Option<MessageId>,
    /// Two to four models that answer side by side, in place of `model`.
    #[serde(default)]
    pub models: Vec<String>,
}

/// What a send made, or had made when the same `client_id` came before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    pub message: Message,
    pub answer: Message,
    /// The answers beside it, where several models were asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Message>,
    /// True when nothing new was written.
    pub duplicate: bool,
}

/// State of one part of the server, for `/health`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartHealth {
    pub ok: bool,
    /// One word or sentence without secrets.
    pub detail: String,
}
