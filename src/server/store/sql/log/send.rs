//! Writing a send.

use adda_protocol::{ClientMessageId, ConversationId, EventBody, Message, MessageState, UserId};
use uuid::Uuid;

use super::{
    super::{Conn, Db},
    head::Head,
    messages::{get, insert},
};
use crate::store::{
    Error, NewSend, Result, SendOutcome,
    rows::{MessageRow, to_integer},
};

pub(super) async fn append(conn: &mut Conn, new: &NewSend) -> Result<SendOutcome> {
    let Some(head) = Head::lock(conn, new.conversation).await? else {
        return Ok(SendOutcome::Gone);
    };
    let sql = concat!(
        "SELECT (SELECT count(*) FROM messages WHERE conversation_id = $1 AND ",
        open_states!(),
        "), (SELECT id FROM messages
              WHERE conversation_id = $1 AND author_user = $2 AND client_id = $3)"
    );
    let (open, known): (i64, Option<Uuid>) = sqlx::query_as(sql)
        .bind(new.conversation.uuid())
        .bind(new.user.uuid())
        .bind(new.client_id.uuid())
        .fetch_one(&mut *conn)
        .await?;
    if let Some(id) = known {
        return duplicate(conn, new, id).await;
    }
    if open >= to_integer(new.max_open) {
        return Ok(SendOutcome::QueueFull);
    }
    write(conn, new, head, open == 0).await
}

/// What the send made the first time, as it is now.
async fn duplicate(conn: &mut Conn, new: &NewSend, id: Uuid) -> Result<SendOutcome> {
    let lost = || Error::Inconsistent(format!("message {id} is gone"));
    let message = get(&mut *conn, new.conversation, id).await?.ok_or_else(lost)?;
    let answer = answer_to(conn, new.conversation, &message).await?;
    Ok(SendOutcome::Duplicate { message, answer })
}

/// A person's message by the id its sender gave it.
pub(super) async fn by_client<'c>(
    executor: impl sqlx::Executor<'c, Database = Db>,
    conversation: ConversationId,
    user: UserId,
    client_id: ClientMessageId,
) -> Result<Option<Message>> {
    let sql = concat!(
        "SELECT ",
        message_columns!(),
        " FROM messages WHERE conversation_id = $1 AND author_user = $2 AND client_id = $3"
    );
    sqlx::query_as::<_, MessageRow>(sql)
        .bind(conversation.uuid())
        .bind(user.uuid())
        .bind(client_id.uuid())
        .fetch_optional(executor)
        .await?
        .map(TryInto::try_into)
        .transpose()
}

pub(super) async fn answer_to<'c>(
    executor: impl sqlx::Executor<'c, Database = Db>,
    conversation: ConversationId,
    message: &Message,
) -> Result<Message> {
    // The answer follows its message closely: the index on seq finds it at once.
    let sql = concat!(
        "SELECT ",
        message_columns!(),
        " FROM messages
         WHERE conversation_id = $1 AND seq > $2 AND reply_to = $3 ORDER BY seq LIMIT 1"
    );
    let lost = || Error::Inconsistent(format!("message {} has no answer", message.id));
    sqlx::query_as::<_, MessageRow>(sql)
        .bind(conversation.uuid())
        .bind(to_integer(message.seq))
        .bind(message.id.uuid())
        .fetch_optional(executor)
        .await?
        .ok_or_else(lost)?
        .try_into()
}

async fn write(
    conn: &mut Conn,
    new: &NewSend,
    mut head: Head,
    starts: bool,
) -> Result<SendOutcome> {
    let message = question(new, &head);
    insert(conn, new.conversation, Some(new.user), &message).await?;
    head.push(new.at, EventBody::MessageCreated { message: message.clone() });

    let answer = placeholder(new, &head, starts);
    insert(conn, new.conversation, None, &answer).await?;
    head.push(new.at, EventBody::MessageCreated { message: answer.clone() });

    if head.conversation.title.is_empty() && !new.title.is_empty() {
        head.conversation.title.clone_from(&new.title);
        let title = Some(new.title.clone());
        head.push(new.at, EventBody::ConversationChanged { title, model: None, category: None });
    }
    let (conversation, events) = head.save(conn).await?;
    Ok(SendOutcome::Sent { conversation, message, answer, events })
}

fn question(new: &NewSend, head: &Head) -> Message {
    Message {
        id: new.message,
        seq: head.next_seq(),
        client_id: Some(new.client_id),
        reply_to: None,
        author: new.author.clone(),
        text: new.text.clone(),
        state: MessageState::Complete,
        model: None,
        usage: None,
        cost: None,
        reasoning: None,
        receipt: None,
        error: None,
        created_at: new.at,
    }
}

fn placeholder(new: &NewSend, head: &Head, starts: bool) -> Message {
    Message {
        id: new.answer,
        seq: head.next_seq(),
        client_id: None,
        reply_to: Some(new.message),
        author: new.answerer.clone(),
        text: String::new(),
        state: if starts { MessageState::Streaming } else { MessageState::Pending },
        model: Some(new.answerer.id.clone()),
        usage: None,
        cost: None,
        reasoning: None,
        receipt: None,
        error: None,
        created_at: new.at,
    }
}
