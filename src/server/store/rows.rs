//! Rows as both engines return them, and what they become.

use adda_protocol::{
    Author, AuthorKind, Event, EventBody, Message, MessageState, Seq,
    dto::{ApiKey, Conversation, Role, User},
};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{Error, Hit, ProviderKeyRow, Result, Sealed, SessionRow};

fn inconsistent(table: &str, column: &str, id: impl std::fmt::Display) -> Error {
    Error::Inconsistent(format!("{table}.{column} of {id} cannot be read"))
}

/// Seqs are kept as the engines' signed integers.
pub(super) fn to_seq(value: i64) -> Seq {
    Seq::try_from(value).unwrap_or_default()
}

/// A seq or a limit as the engines take it; what is larger than they can hold comes after everything.
pub(super) fn to_integer(value: impl TryInto<i64>) -> i64 {
    value.try_into().unwrap_or(i64::MAX)
}

pub(super) fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Refused(error.to_string()))
}

pub(super) fn to_json_option<T: Serialize>(value: Option<&T>) -> Result<Option<String>> {
    value.map(to_json).transpose()
}

pub(super) const fn role_word(role: Role) -> &'static str {
    match role {
        Role::Admin => "admin",
        Role::Member => "member",
    }
}

pub(super) const fn kind_word(kind: AuthorKind) -> &'static str {
    match kind {
        AuthorKind::User => "user",
        AuthorKind::Ai => "ai",
        AuthorKind::System => "system",
    }
}

row! {
    pub(super) struct AccountRow {
        user_id: Uuid,
        email: String,
        name: String,
        role: String,
        user_created_at: i64,
        picture: Option<Uuid>,
    }
}

impl TryFrom<AccountRow> for User {
    type Error = Error;

    fn try_from(row: AccountRow) -> Result<Self> {
        let role = match row.role.as_str() {
            "admin" => Role::Admin,
            "member" => Role::Member,
            _ => return Err(inconsistent("users", "role", row.user_id)),
        };
        Ok(Self {
            id: row.user_id.into(),
            email: row.email,
            name: row.name,
            role,
            created_at: row.user_created_at,
            picture: row.picture.map(Into::into),
        })
    }
}

row! {
    pub(super) struct SignInRow {
        pub id: Uuid,
        device: String,
        address: String,
        created_at: i64,
        last_used_at: i64,
        pub expires_at: i64,
        account: AccountRow,
    }
}

impl TryFrom<SignInRow> for SessionRow {
    type Error = Error;

    fn try_from(row: SignInRow) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            user: row.account.try_into()?,
            device: row.device,
            address: row.address,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            expires_at: row.expires_at,
        })
    }
}

row! {
    pub(super) struct ApiKeyColumns {
        id: Uuid,
        key_name: String,
        last4: String,
        scopes: String,
        created_at: i64,
        expires_at: Option<i64>,
        last_used_at: Option<i64>,
    }
}

impl TryFrom<ApiKeyColumns> for ApiKey {
    type Error = Error;

    fn try_from(row: ApiKeyColumns) -> Result<Self> {
        Ok(Self {
            scopes: serde_json::from_str(&row.scopes)
                .map_err(|_| inconsistent("api_keys", "scopes", row.id))?,
            id: row.id.into(),
            name: row.key_name,
            last4: row.last4,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
        })
    }
}

row! {
    pub(super) struct SealedRow {
        id: Uuid,
        user_id: Uuid,
        provider: String,
        origin: String,
        label: String,
        last4: String,
        sealed: Vec<u8>,
        created_at: i64,
        last_used_at: Option<i64>,
    }
}

impl From<SealedRow> for ProviderKeyRow {
    fn from(row: SealedRow) -> Self {
        Self {
            id: row.id.into(),
            user: row.user_id.into(),
            provider: row.provider,
            origin: row.origin,
            label: row.label,
            last4: row.last4,
            sealed: Sealed(row.sealed),
            created_at: row.created_at,
            last_used_at: row.last_used_at,
        }
    }
}

row! {
    pub(super) struct ConversationRow {
        id: Uuid,
        title: String,
        model: String,
        category: String,
        created_at: i64,
        updated_at: i64,
        last_seq: i64,
    }
}

impl From<ConversationRow> for Conversation {
    fn from(row: ConversationRow) -> Self {
        Self {
            id: row.id.into(),
            title: row.title,
            model: row.model,
            category: row.category,
            created_at: row.created_at,
            updated_at: row.updated_at,
            last_seq: to_seq(row.last_seq),
            pinned: false,
            archived: false,
            unread: 0,
        }
    }
}

row! {
    /// A conversation as one of its people has it in their list.
    pub(super) struct ListedRow {
        conversation: ConversationRow,
        pinned: i64,
        archived: i64,
        unread: i64,
    }
}

impl From<ListedRow> for Conversation {
    fn from(row: ListedRow) -> Self {
        Self {
            pinned: row.pinned != 0,
            archived: row.archived != 0,
            unread: u32::try_from(row.unread).unwrap_or_default(),
            ..row.conversation.into()
        }
    }
}

/// Who wrote a message, by kind, id and name.
fn author((kind, id, name): (&str, String, String)) -> Option<Author> {
    let kind = match kind {
        "user" => AuthorKind::User,
        "ai" => AuthorKind::Ai,
        "system" => AuthorKind::System,
        _ => return None,
    };
    Some(Author { kind, id, name })
}

row! {
    pub(super) struct MessageRow {
        id: Uuid,
        seq: i64,
        client_id: Option<Uuid>,
        reply_to: Option<Uuid>,
        parent: Option<Uuid>,
        author_kind: String,
        author_id: String,
        author_name: String,
        text: String,
        state: String,
        model: Option<String>,
        usage: Option<String>,
        cost: Option<String>,
        reasoning: Option<String>,
        receipt: Option<String>,
        error: Option<String>,
        deleted_at: Option<i64>,
        created_at: i64,
    }
}

impl TryFrom<MessageRow> for Message {
    type Error = Error;

    fn try_from(row: MessageRow) -> Result<Self> {
        let unreadable = |column| inconsistent("messages", column, row.id);
        let author = author((&row.author_kind, row.author_id, row.author_name))
            .ok_or_else(|| unreadable("author_kind"))?;
        Ok(Self {
            id: row.id.into(),
            seq: to_seq(row.seq),
            client_id: row.client_id.map(Into::into),
            reply_to: row.reply_to.map(Into::into),
            parent: row.parent.map(Into::into),
            author,
            text: row.text,
            reasoning: row.reasoning,
            state: MessageState::parse(&row.state).ok_or_else(|| unreadable("state"))?,
            model: row.model,
            usage: from_json(row.usage.as_deref()).map_err(|_| unreadable("usage"))?,
            cost: from_json(row.cost.as_deref()).map_err(|_| unreadable("cost"))?,
            receipt: from_json(row.receipt.as_deref()).map_err(|_| unreadable("receipt"))?,
            error: from_json(row.error.as_deref()).map_err(|_| unreadable("error"))?,
            deleted: row.deleted_at.is_some(),
            created_at: row.created_at,
        })
    }
}

row! {
    /// A message in which words were found.
    pub(super) struct FoundRow {
        num: i64,
        conversation_id: Uuid,
        title: String,
        id: Uuid,
        seq: i64,
        author_kind: String,
        author_id: String,
        author_name: String,
        text: String,
        created_at: i64,
    }
}

impl TryFrom<FoundRow> for Hit {
    type Error = Error;

    fn try_from(row: FoundRow) -> Result<Self> {
        Ok(Self {
            place: row.num,
            conversation: row.conversation_id.into(),
            title: row.title,
            message: row.id.into(),
            seq: to_seq(row.seq),
            author: author((&row.author_kind, row.author_id, row.author_name))
                .ok_or_else(|| inconsistent("messages", "author_kind", row.id))?,
            text: row.text,
            created_at: row.created_at,
        })
    }
}

pub(super) fn from_json<T: DeserializeOwned>(text: Option<&str>) -> serde_json::Result<Option<T>> {
    text.map(serde_json::from_str).transpose()
}

row! {
    pub(super) struct EventRow {
        pub conversation_id: Uuid,
        pub seq: i64,
        at: i64,
        body: String,
    }
}

impl TryFrom<EventRow> for Event {
    type Error = Error;

    fn try_from(row: EventRow) -> Result<Self> {
        let body: EventBody = serde_json::from_str(&row.body).map_err(|_| {
            inconsistent("events", "body", format_args!("{}, {}", row.conversation_id, row.seq))
        })?;
        Ok(Self {
            conversation: row.conversation_id.into(),
            seq: to_seq(row.seq),
            at: row.at,
            body,
        })
    }
}
