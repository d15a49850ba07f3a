//! What people make of conversations in their own lists.

use adda_protocol::{ConversationId, UserId, dto::Category};
use async_trait::async_trait;

use super::{Backend, Conn};
use crate::store::{
    MarkStore, Marks, Result,
    rows::{to_integer, to_seq},
};

#[async_trait]
impl MarkStore for Backend {
    async fn mark_conversation(
        &self,
        id: ConversationId,
        user: UserId,
        marks: Marks,
    ) -> Result<bool> {
        self.write((id, user, marks), |conn, (id, user, marks)| {
            Box::pin(mark(conn, *id, *user, *marks))
        })
        .await
    }

    async fn categories(&self, user: UserId) -> Result<Vec<Category>> {
        let sql = "SELECT category, count(*) FROM conversations
                   WHERE owner_id = $1 AND delete_at IS NULL GROUP BY category ORDER BY category";
        let rows: Vec<(String, i64)> =
            sqlx::query_as(sql).bind(user.uuid()).fetch_all(self.readers()).await?;
        let category = |(name, count)| Category { name, conversations: to_seq(count) };
        Ok(rows.into_iter().map(category).collect())
    }
}

async fn mark(conn: &mut Conn, id: ConversationId, user: UserId, marks: Marks) -> Result<bool> {
    let read_to = match marks.read_to {
        // What is still to come has not been seen.
        Some(wanted) => {
            let sql = concat!(
                "SELECT c.last_seq, (SELECT min(m.seq) FROM messages m
                                     WHERE m.conversation_id = c.id AND m.",
                open_states!(),
                ") FROM conversations c WHERE c.id = $1"
            );
            let known: Option<(i64, Option<i64>)> =
                sqlx::query_as(sql).bind(id.uuid()).fetch_optional(&mut *conn).await?;
            let Some((last, open)) = known else { return Ok(false) };
            Some(to_integer(wanted).min(open.map_or(last, |open| open - 1)))
        }
        None => None,
    };
    let flag = |chosen: Option<bool>, other: Option<bool>| {
        // What is chosen of one ends the other.
        chosen.or((other == Some(true)).then_some(false)).map(i64::from)
    };
    let sql = "UPDATE participants
               SET pinned = COALESCE($3, pinned), archived = COALESCE($4, archived),
                   read_seq = CASE WHEN $5 > read_seq THEN $5 ELSE read_seq END
               WHERE conversation_id = $1 AND user_id = $2";
    let done = sqlx::query(sql)
        .bind(id.uuid())
        .bind(user.uuid())
        .bind(flag(marks.pinned, marks.archived))
        .bind(flag(marks.archived, marks.pinned))
        .bind(read_to)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}
