//! Writing a send, and one more answer to what was sent.

use adda_protocol::{
    Author, AuthorKind, ClientMessageId, ConversationId, EventBody, Message, MessageId,
    MessageState, Millis, UserId,
};
use uuid::Uuid;

use super::{
    super::{
        Conn, Db,
        batch::Batch,
        chosen::{follow, lost, set_apart},
    },
    head::Head,
    messages::{get, insert},
    place::{Opening, Parent},
};
use crate::store::{
    Error, NewAnswer, NewSend, Result, SendOutcome,
    rows::{MessageRow, to_integer},
};

/// What came of it, and what is still to be written.
type Appended = Result<(SendOutcome, Batch)>;

pub(super) async fn append(conn: &mut Conn, new: &NewSend) -> Appended {
    let Some(opening) = Opening::of(conn, new.conversation, new.user, new.client_id).await? else {
        return Ok(nothing(SendOutcome::Gone));
    };
    if let Some(id) = opening.known {
        return Ok(nothing(duplicate(conn, new.conversation, id).await?));
    }
    if opening.is_full(1 + new.beside.len(), new.max_open) {
        return Ok(nothing(SendOutcome::QueueFull));
    }
    match opening.parent(conn, new).await? {
        Parent::Is(parent) => write(conn, new, opening, parent).await,
        Parent::Missing => Ok(nothing(SendOutcome::Misplaced)),
        Parent::Deleted => Ok(nothing(SendOutcome::Deleted)),
    }
}

pub(super) async fn append_answer(conn: &mut Conn, new: &NewAnswer) -> Appended {
    let Some(opening) = Opening::of(conn, new.conversation, new.user, new.client_id).await? else {
        return Ok(nothing(SendOutcome::Gone));
    };
    if let Some(id) = opening.known {
        return Ok(nothing(duplicate(conn, new.conversation, id).await?));
    }
    if opening.is_full(1, new.max_open) {
        return Ok(nothing(SendOutcome::QueueFull));
    }
    let question = get(&mut *conn, new.conversation, new.question.uuid()).await?;
    let Some(message) = question.filter(|message| message.author.kind == AuthorKind::User) else {
        return Ok(nothing(SendOutcome::Misplaced));
    };
    if message.deleted {
        return Ok(nothing(SendOutcome::Deleted));
    }
    let Opening { mut head, open, parted, .. } = opening;
    let answer = Message {
        client_id: Some(new.client_id),
        ..placeholder((new.answer, message.id), &new.answerer, &head, open == 0, new.at)
    };
    insert(&mut head.writes, new.conversation, Some(new.user), &answer);
    head.push(new.at, EventBody::MessageCreated { message: answer.clone() });
    let chosen = if parted {
        follow(conn, new.conversation, new.user, message.id).await?
    } else {
        Vec::new()
    };
    let ((conversation, events), writes) = head.finish()?;
    let beside = Vec::new();
    Ok((SendOutcome::Sent { conversation, message, answer, beside, events, chosen }, writes))
}

fn nothing(outcome: SendOutcome) -> (SendOutcome, Batch) {
    (outcome, Batch::default())
}

/// What was made the first time, as it is now.
async fn duplicate(conn: &mut Conn, conversation: ConversationId, id: Uuid) -> Result<SendOutcome> {
    let found = get(&mut *conn, conversation, id).await?.ok_or_else(|| lost(id))?;
    let (message, answer) = both(conn, conversation, found).await?;
    Ok(SendOutcome::Duplicate { message, answer })
}

/// What a client id made, with what belongs to it: a message and its answer.
pub(super) async fn both(
    conn: &mut Conn,
    conversation: ConversationId,
    found: Message,
) -> Result<(Message, Message)> {
    let Some(question) = found.reply_to else {
        let answer = answer_to(conn, conversation, &found).await?;
        return Ok((found, answer));
    };
    let message = get(conn, conversation, question.uuid()).await?;
    Ok((message.ok_or_else(|| lost(question))?, found))
}

/// What a person's client id made: a message, or one more answer.
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

async fn write(conn: &mut Conn, new: &NewSend, opening: Opening, parent: MessageId) -> Appended {
    let Opening { mut head, open, parted, .. } = opening;
    let message = question(new, &head, parent);
    insert(&mut head.writes, new.conversation, Some(new.user), &message);
    head.push(new.at, EventBody::MessageCreated { message: message.clone() });

    let mut answers = Vec::with_capacity(1 + new.beside.len());
    let beside = new.beside.iter().map(|(id, answerer)| (*id, answerer));
    for (id, answerer) in std::iter::once((new.answer, &new.answerer)).chain(beside) {
        let answer = placeholder((id, new.message), answerer, &head, open == 0, new.at);
        insert(&mut head.writes, new.conversation, None, &answer);
        head.push(new.at, EventBody::MessageCreated { message: answer.clone() });
        answers.push(answer);
    }
    let beside = answers.split_off(1);
    let Some(answer) = answers.pop() else { return Ok(nothing(SendOutcome::Misplaced)) };

    if head.conversation.title.is_empty() && !new.title.is_empty() {
        head.conversation.title.clone_from(&new.title);
        let title = Some(new.title.clone());
        head.push(new.at, EventBody::ConversationChanged { title, model: None, category: None });
    }
    let mut chosen =
        if parted { follow(conn, new.conversation, new.user, parent).await? } else { Vec::new() };
    if !beside.is_empty() {
        // The path ends at a message that is there.
        head.writes.run(conn).await?;
        let apart = set_apart(conn, new.conversation, new.user, new.message).await?;
        chosen.retain(|(user, _)| *user != new.user);
        chosen.extend(apart.map(|apart| (new.user, apart)));
    }
    let ((conversation, events), writes) = head.finish()?;
    Ok((SendOutcome::Sent { conversation, message, answer, beside, events, chosen }, writes))
}

fn question(new: &NewSend, head: &Head, parent: MessageId) -> Message {
    Message {
        id: new.message,
        seq: head.next_seq(),
        client_id: Some(new.client_id),
        reply_to: None,
        parent: Some(parent),
        author: new.author.clone(),
        text: new.text.clone(),
        state: MessageState::Complete,
        model: None,
        usage: None,
        cost: None,
        reasoning: None,
        receipt: None,
        error: None,
        deleted: false,
        created_at: new.at,
    }
}

fn placeholder(
    (id, question): (MessageId, MessageId),
    answerer: &Author,
    head: &Head,
    starts: bool,
    at: Millis,
) -> Message {
    Message {
        id,
        seq: head.next_seq(),
        client_id: None,
        reply_to: Some(question),
        parent: Some(question),
        author: answerer.clone(),
        text: String::new(),
        state: if starts { MessageState::Streaming } else { MessageState::Pending },
        model: Some(answerer.id.clone()),
        usage: None,
        cost: None,
        reasoning: None,
        receipt: None,
        error: None,
        deleted: false,
        created_at: at,
    }
}
