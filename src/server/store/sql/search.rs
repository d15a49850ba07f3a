//! The words of messages: kept, found and removed.

use adda_protocol::{ConversationId, Message, MessageId, Millis, UserId};
use async_trait::async_trait;
use uuid::Uuid;

use super::{Backend, Conn, batch::Batch, search};
use crate::{
    store::{
        Hit, Result, SearchStore,
        rows::{FoundRow, to_integer},
    },
    words::{Query, words},
};

/// Bytes of words of one message that are found; no person writes more, and `PostgreSQL` takes no more than four times that.
const MOST: usize = 256 * 1024;

#[async_trait]
impl SearchStore for Backend {
    async fn search(
        &self,
        user: UserId,
        query: Query,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<Hit>> {
        let rows = sqlx::query_as::<_, FoundRow>(search::FIND)
            .bind(user.uuid())
            .bind(search::asked(user, &query))
            .bind(before.unwrap_or(i64::MAX))
            .bind(to_integer(limit))
            .fetch_all(self.readers())
            .await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    async fn titles(
        &self,
        user: UserId,
        limit: usize,
    ) -> Result<Vec<(ConversationId, String, Millis)>> {
        let sql = "SELECT c.id, c.title, c.updated_at FROM participants p
                   JOIN conversations c ON c.id = p.conversation_id
                   WHERE p.user_id = $1 AND c.delete_at IS NULL ORDER BY c.updated_at DESC, c.id DESC LIMIT $2";
        let rows: Vec<(Uuid, String, i64)> = sqlx::query_as(sql)
            .bind(user.uuid())
            .bind(to_integer(limit))
            .fetch_all(self.readers())
            .await?;
        Ok(rows.into_iter().map(|(id, title, at)| (id.into(), title, at)).collect())
    }

    async fn note_unread(&self) -> Result<u64> {
        self.write((), |conn, ()| {
            Box::pin(async move {
                Ok(sqlx::query(search::NOTE_UNREAD).execute(conn).await?.rows_affected())
            })
        })
        .await
    }

    async fn purge_words(&self, limit: usize) -> Result<usize> {
        let any: bool = sqlx::query_scalar(search::ANY_GONE).fetch_one(self.readers()).await?;
        if !any {
            return Ok(0);
        }
        self.write(limit, |conn, limit| Box::pin(search::purge(conn, to_integer(*limit)))).await
    }

    async fn read_words(&self, before: Option<i64>, limit: usize) -> Result<Option<i64>> {
        self.write((before, limit), |conn, (before, limit)| {
            Box::pin(read_words(conn, before.unwrap_or(i64::MAX), *limit))
        })
        .await
    }
}

/// Keeps the words of a message as it is now; none while it is being written.
pub(super) fn keep(writes: &mut Batch, conversation: ConversationId, message: &Message) {
    let words = if message.state.is_open() { Vec::new() } else { cut(&message.text) };
    if words.is_empty() {
        return remove(writes, message.id);
    }
    search::keep(writes, conversation.uuid(), message.id.uuid(), &words);
}

/// Removes the words of a message at once.
pub(super) fn remove(writes: &mut Batch, message: MessageId) {
    search::remove(writes, message.uuid());
}

fn cut(text: &str) -> Vec<String> {
    let mut bytes = 0;
    let within = words(text).map(|word| word.text).take_while(|word| {
        bytes += word.len() + 1;
        bytes <= MOST
    });
    within.collect()
}

row! {
    struct Unread {
        num: i64,
        id: Uuid,
        conversation_id: Uuid,
        text: String,
    }
}

async fn read_words(conn: &mut Conn, before: i64, limit: usize) -> Result<Option<i64>> {
    let sql = "SELECT w.num, m.id, m.conversation_id, m.text
               FROM _message_words w JOIN messages m ON m.id = w.message_id
               WHERE w.num < $1 AND w.rules < $2 ORDER BY w.num DESC LIMIT $3";
    let unread: Vec<Unread> = sqlx::query_as(sql)
        .bind(before)
        .bind(crate::words::RULES)
        .bind(to_integer(limit))
        .fetch_all(&mut *conn)
        .await?;
    let mut writes = Batch::default();
    for message in &unread {
        search::keep(&mut writes, message.conversation_id, message.id, &cut(&message.text));
    }
    writes.run(conn).await?;
    Ok(unread.last().map(|last| last.num))
}
