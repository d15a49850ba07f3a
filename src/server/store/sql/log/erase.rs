//! Deleting one message. It stays in the tree, and what was said in it is taken out of everything that has it.

use std::collections::BTreeSet;

use adda_protocol::{AuthorKind, EventBody, Message};
use async_trait::async_trait;

use super::{
    super::{Backend, Conn, batch::Batch, searching, shares, summary},
    head::Head,
    messages::get,
};
use crate::store::{
    Erasure, ErasureStore, Error, NewErasure, Result,
    rows::{to_integer, to_json},
};

#[async_trait]
impl ErasureStore for Backend {
    async fn erase(&self, new: NewErasure) -> Result<Erasure> {
        self.write(new, |conn, new| Box::pin(erase(conn, new))).await
    }
}

async fn erase(conn: &mut Conn, new: &NewErasure) -> Result<Erasure> {
    // Held first: what is remembered of a person is written under it.
    let hold = concat!("SELECT id FROM users WHERE id = $1", for_update!());
    sqlx::query(hold).bind(new.owner.uuid()).fetch_optional(&mut *conn).await?;
    let Some((mut head, open)) = Head::lock_with_open(conn, new.conversation).await? else {
        return Ok(Erasure::Gone);
    };
    let Some(message) = get(&mut *conn, new.conversation, new.message.uuid()).await? else {
        return Ok(Erasure::Gone);
    };
    if message.deleted {
        return Ok(Erasure::Already);
    }
    if !open.is_empty() {
        return Ok(Erasure::Open);
    }
    let said = wipe_log(conn, new).await?;
    wipe_message(&mut head.writes, new);
    let of_person = message.author.kind == AuthorKind::User;
    for text in &said {
        let copy = (text.as_str(), message.created_at, of_person);
        shares::remove_copies(conn, new.conversation, copy).await?;
    }
    forget(conn, new, &message).await?;
    head.push(new.at, EventBody::MessageDeleted { message: message.id });
    untitle(conn, &mut head, new).await?;
    let (_, events) = head.save(conn).await?;
    Ok(Erasure::Done(events))
}

/// Takes the text, and titles made of it, out of the log; all that was ever said in the message.
async fn wipe_log(conn: &mut Conn, new: &NewErasure) -> Result<BTreeSet<String>> {
    let sql = r#"SELECT seq, body FROM events
                 WHERE conversation_id = $1 AND (body LIKE $2 OR body LIKE '{"type":"conversation%')"#;
    let found: Vec<(i64, String)> = sqlx::query_as(sql)
        .bind(new.conversation.uuid())
        .bind(format!("%{}%", new.message))
        .fetch_all(&mut *conn)
        .await?;
    let mut said = BTreeSet::new();
    for (seq, body) in found {
        let unreadable = |_| Error::Inconsistent(format!("events.body of {seq} cannot be read"));
        let mut body: EventBody = serde_json::from_str(&body).map_err(unreadable)?;
        let text = body.text().to_owned();
        if body.wipe(new.message) {
            said.insert(text);
        } else if !body.untitle(&new.titles) {
            continue;
        }
        let sql = "UPDATE events SET body = $3 WHERE conversation_id = $1 AND seq = $2";
        sqlx::query(sql)
            .bind(new.conversation.uuid())
            .bind(seq)
            .bind(to_json(&body)?)
            .execute(&mut *conn)
            .await?;
    }
    said.remove("");
    Ok(said)
}

fn wipe_message(writes: &mut Batch, new: &NewErasure) {
    let sql = "UPDATE messages
               SET text = '', reasoning = NULL, error = NULL, state = 'complete', deleted_at = $2
               WHERE id = $1";
    writes.add(sql).bind(new.message.uuid()).bind(new.at);
    searching::remove(writes, new.message);
}

/// Drops what was made of the message.
async fn forget(conn: &mut Conn, new: &NewErasure, message: &Message) -> Result<()> {
    summary::spoil_for_good(conn, new.conversation, message.seq, new.at).await?;
    let sql = "DELETE FROM memories WHERE conversation_id = $1 AND message_id = $2";
    sqlx::query(sql)
        .bind(new.conversation.uuid())
        .bind(new.message.uuid())
        .execute(&mut *conn)
        .await?;
    // The requests that told it.
    let sql = "DELETE FROM sent_requests WHERE conversation_id = $1 AND message_id IN
                   (SELECT id FROM messages WHERE conversation_id = $1 AND seq >= $2)";
    sqlx::query(sql)
        .bind(new.conversation.uuid())
        .bind(to_integer(message.seq))
        .execute(&mut *conn)
        .await?;
    // What placeholders stand for: it begins anew with what is left.
    let sql = "DELETE FROM vaults WHERE conversation_id = $1";
    sqlx::query(sql).bind(new.conversation.uuid()).execute(conn).await?;
    Ok(())
}

async fn untitle(conn: &mut Conn, head: &mut Head, new: &NewErasure) -> Result<()> {
    for title in &new.titles {
        let sql = "UPDATE shares SET title = '' WHERE conversation_id = $1 AND title = $2";
        sqlx::query(sql).bind(new.conversation.uuid()).bind(title).execute(&mut *conn).await?;
    }
    if new.titles.contains(&head.conversation.title) {
        head.conversation.title.clear();
        let title = Some(String::new());
        let untitled = EventBody::ConversationChanged { title, model: None, category: None };
        head.push(new.at, untitled);
    }
    Ok(())
}
