//! Rows of messages.

use adda_protocol::{AuthorKind, ClientMessageId, ConversationId, Message, MessageId, UserId};
use uuid::Uuid;

use super::super::{
    Db,
    batch::{Batch, Found},
    searching,
};
use crate::store::{
    Result,
    rows::{MessageRow, kind_word, to_integer, to_json_option},
};

/// Writes a new message; `sender` is the person whose client ids it is told apart by.
pub(in super::super) fn insert(
    writes: &mut Batch,
    conversation: ConversationId,
    sender: Option<UserId>,
    message: &Message,
) {
    insert_row(writes, conversation, sender, message);
    if !message.state.is_open() {
        searching::keep(writes, conversation, message);
    }
}

/// Writes a message that comes from elsewhere. Its words are not kept yet.
pub(in super::super) fn insert_unread(
    writes: &mut Batch,
    conversation: ConversationId,
    owner: UserId,
    message: &Message,
) {
    let own = message.author.kind == AuthorKind::User;
    insert_row(writes, conversation, own.then_some(owner), message);
    if let Some(reasoning) = &message.reasoning {
        let sql = "UPDATE messages SET reasoning = $2 WHERE id = $1";
        writes.add(sql).bind(message.id.uuid()).bind(reasoning);
    }
}

fn insert_row(
    writes: &mut Batch,
    conversation: ConversationId,
    sender: Option<UserId>,
    message: &Message,
) {
    let sql = "INSERT INTO messages (conversation_id, author_user, id, seq, client_id, reply_to,
                   author_kind, author_id, author_name, text, state, model, created_at, parent)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    writes
        .add(sql)
        .bind(conversation.uuid())
        .bind(sender.map(UserId::uuid))
        .bind(message.id.uuid())
        .bind(to_integer(message.seq))
        .bind(message.client_id.map(ClientMessageId::uuid))
        .bind(message.reply_to.map(MessageId::uuid))
        .bind(kind_word(message.author.kind))
        .bind(&message.author.id)
        .bind(&message.author.name)
        .bind(&message.text)
        .bind(message.state.as_str())
        .bind(message.model.as_ref())
        .bind(message.created_at)
        .bind(message.parent.map(MessageId::uuid));
}

/// Writes what can change of an answer.
pub(super) fn update(
    writes: &mut Batch,
    conversation: ConversationId,
    message: &Message,
) -> Result<()> {
    let sql = "UPDATE messages SET author_kind = $2, author_id = $3, author_name = $4, text = $5,
                   state = $6, model = $7, usage = $8, cost = $9, error = $10, reasoning = $11,
                   receipt = $12
               WHERE id = $1";
    writes
        .add(sql)
        .bind(message.id.uuid())
        .bind(kind_word(message.author.kind))
        .bind(&message.author.id)
        .bind(&message.author.name)
        .bind(&message.text)
        .bind(message.state.as_str())
        .bind(message.model.as_ref())
        .bind(to_json_option(message.usage.as_ref())?)
        .bind(to_json_option(message.cost.as_ref())?)
        .bind(to_json_option(message.error.as_ref())?)
        .bind(message.reasoning.as_ref())
        .bind(to_json_option(message.receipt.as_ref())?);
    searching::keep(writes, conversation, message);
    Ok(())
}

pub(super) async fn get<'c>(
    executor: impl sqlx::Executor<'c, Database = Db>,
    conversation: ConversationId,
    id: Uuid,
) -> Result<Option<Message>> {
    let sql = concat!(
        "SELECT ",
        message_columns!(),
        " FROM messages WHERE conversation_id = $1 AND id = $2"
    );
    sqlx::query_as::<_, MessageRow>(sql)
        .bind(conversation.uuid())
        .bind(id)
        .fetch_optional(executor)
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// Asks for the answers of a conversation that are open, in their order.
pub(super) fn ask_open(asked: &mut Batch, conversation: ConversationId) {
    let sql = concat!(
        "SELECT ",
        message_columns!(),
        " FROM messages WHERE conversation_id = $1 AND ",
        open_states!(),
        " ORDER BY seq"
    );
    asked.add(sql).bind(conversation.uuid());
}

pub(super) fn take_open(found: &mut Found) -> Result<Vec<Message>> {
    found.all::<MessageRow>()?.into_iter().map(TryInto::try_into).collect()
}
