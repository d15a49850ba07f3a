//! The life of an answer after its send: going again, ending, and what a restart makes of it.

use std::collections::BTreeSet;

use adda_protocol::{
    Author, ConversationId, ErrorCode, EventBody, Message, MessageError, MessageId, MessageState,
    Millis, events::Completed,
};
use uuid::Uuid;

use super::{
    super::{Conn, batch::Batch, usage},
    head::Head,
    messages::{get, update},
};
use crate::store::{Completion, Error, NewUsage, Recovered, Result, Start, Started};

/// Makes `message` the answer being written and logs it.
fn start(head: &mut Head, mut message: Message, at: Millis) -> Result<Started> {
    message.state = MessageState::Streaming;
    update(&mut head.writes, head.conversation.id, &message)?;
    let event = head.push(
        at,
        EventBody::MessageStarted {
            message: message.id,
            kept: message.text.len() as u64,
            model: message.model.clone().unwrap_or_default(),
        },
    );
    Ok(Started { conversation: head.conversation.id, message, event })
}

/// Starts the first waiting answer, and those to the same message, unless one is being written.
fn start_next(head: &mut Head, open: Vec<Message>, at: Millis) -> Result<Vec<Started>> {
    if open.iter().any(|message| message.state == MessageState::Streaming) {
        return Ok(Vec::new());
    }
    let question = open.first().and_then(|first| first.reply_to);
    let mut started = Vec::new();
    for message in open.into_iter().filter(|message| message.reply_to == question) {
        started.push(start(head, message, at)?);
    }
    Ok(started)
}

pub(super) async fn restart(
    conn: &mut Conn,
    conversation: ConversationId,
    id: MessageId,
    (how, answerer): (Start, &Author),
    at: Millis,
) -> Result<Option<Started>> {
    let Some((mut head, open)) = Head::lock_with_open(conn, conversation).await? else {
        return Ok(None);
    };
    let Some(mut message) = get(&mut *conn, conversation, id.uuid()).await? else {
        return Ok(None);
    };
    let allowed = match how {
        Start::Continue => message.state.can_continue(),
        Start::Retry => message.state.can_retry(),
    };
    let allowed = allowed && is_asked(conn, conversation, &message).await?;
    if !allowed || open.iter().any(|other| other.reply_to != message.reply_to) {
        return Ok(None);
    }
    if how == Start::Retry {
        message.text.clear();
        message.reasoning = None;
    }
    // What was used stays: an answer's figures are those of all its runs.
    message.error = None;
    message.model = Some(answerer.id.clone());
    message.author = answerer.clone();
    let started = start(&mut head, message, at)?;
    head.save(conn).await?;
    Ok(Some(started))
}

/// Whether there still is something that it answers.
async fn is_asked(conn: &mut Conn, id: ConversationId, answer: &Message) -> Result<bool> {
    let Some(question) = answer.reply_to else { return Ok(true) };
    let question = get(conn, id, question.uuid()).await?;
    Ok(!question.is_some_and(|question| question.deleted))
}

pub(super) async fn complete(
    conn: &mut Conn,
    conversation: ConversationId,
    (done, run): (&Completed, Option<&NewUsage>),
    at: Millis,
) -> Result<(Option<Completion>, Batch)> {
    if done.state.is_open() {
        return Err(Error::Refused("an answer cannot be completed with an open state".to_owned()));
    }
    let Some((mut head, mut open)) = Head::lock_with_open(conn, conversation).await? else {
        return Ok((None, Batch::default()));
    };
    let Some(place) = open.iter().position(|message| message.id == done.message) else {
        return Ok((None, Batch::default()));
    };
    let mut message = open.remove(place);
    message.text.clone_from(&done.text);
    message.reasoning.clone_from(&done.reasoning);
    message.state = done.state;
    message.usage = done.usage;
    message.cost.clone_from(&done.cost);
    message.receipt = done.receipt;
    message.error.clone_from(&done.error);
    update(&mut head.writes, conversation, &message)?;
    if let Some(run) = run {
        usage::insert(&mut head.writes, run);
    }
    let event = head.push(at, EventBody::MessageCompleted(done.clone()));
    let next = start_next(&mut head, open, at)?;
    let (_, writes) = head.finish()?;
    Ok((Some(Completion { event, next }), writes))
}

pub(super) async fn recover(conn: &mut Conn, at: Millis) -> Result<Recovered> {
    let sql = concat!("SELECT conversation_id FROM messages WHERE ", open_states!());
    let unfinished: BTreeSet<Uuid> =
        sqlx::query_scalar(sql).fetch_all(&mut *conn).await?.into_iter().collect();
    let mut recovered = Recovered::default();
    for id in unfinished {
        // In the ids' order, so that two servers that recover at once cannot block each other.
        let Some((mut head, open)) = Head::lock_with_open(conn, id.into()).await? else {
            continue;
        };
        let (streaming, waiting): (Vec<_>, Vec<_>) =
            open.into_iter().partition(|message| message.state == MessageState::Streaming);
        for message in streaming {
            recovered.interrupted.push(message.id);
            interrupt(&mut head, message, at)?;
        }
        recovered.started.extend(start_next(&mut head, waiting, at)?);
        head.save(conn).await?;
    }
    Ok(recovered)
}

fn interrupt(head: &mut Head, mut message: Message, at: Millis) -> Result<()> {
    let code = ErrorCode::ServerRestarted;
    message.state = MessageState::Interrupted;
    message.error = Some(MessageError { code, message: code.sentence().to_owned() });
    update(&mut head.writes, head.conversation.id, &message)?;
    let Message { id, text, reasoning, state, usage, cost, receipt, error, .. } = message;
    let done = Completed { message: id, text, reasoning, state, usage, cost, receipt, error };
    head.push(at, EventBody::MessageCompleted(done));
    Ok(())
}
