//! What is remembered of people.

use adda_protocol::{ConversationId, MemoryId, Millis, UserId, dto::Memory, memory::MemoryKind};
use async_trait::async_trait;
use uuid::Uuid;

use super::{Backend, Conn, batch::Batch, recall};
use crate::store::{
    Error, MemoryStore, NewMemory, Recall, Recalled, Result, nul::WithoutNul, rows::to_integer,
};

/// Memories with the titles of the conversations they come from.
macro_rules! memory_columns {
    () => {
        "m.id, m.kind, m.text, m.conversation_id, c.title, m.message_id, m.created_at, m.updated_at
         FROM memories m LEFT JOIN conversations c ON c.id = m.conversation_id"
    };
}

row! {
    struct MemoryRow {
        id: Uuid,
        kind: String,
        text: String,
        conversation_id: Option<Uuid>,
        title: Option<String>,
        message_id: Option<Uuid>,
        created_at: i64,
        updated_at: i64,
    }
}

impl TryFrom<MemoryRow> for Memory {
    type Error = Error;

    fn try_from(row: MemoryRow) -> Result<Self> {
        let kind = MemoryKind::parse(&row.kind).ok_or_else(|| {
            Error::Inconsistent(format!("memories.kind of {} cannot be read", row.id))
        })?;
        Ok(Self {
            id: row.id.into(),
            kind,
            text: row.text,
            conversation: row.conversation_id.map(Into::into),
            title: row.title.filter(|title| !title.is_empty()),
            message: row.message_id.map(Into::into),
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

#[async_trait]
impl MemoryStore for Backend {
    async fn add_memories(
        &self,
        user: UserId,
        new: Vec<NewMemory>,
        most: usize,
        at: Millis,
    ) -> Result<usize> {
        self.write((user, new.without_nul(), most, at), |conn, (user, new, most, at)| {
            Box::pin(add_memories(conn, *user, new, (*most, *at)))
        })
        .await
    }

    async fn memories(
        &self,
        user: UserId,
        before: Option<MemoryId>,
        limit: usize,
    ) -> Result<Vec<Memory>> {
        let sql = concat!(
            "SELECT ",
            memory_columns!(),
            " WHERE m.user_id = $1 AND m.id < $2 ORDER BY m.id DESC LIMIT $3"
        );
        let rows = sqlx::query_as::<_, MemoryRow>(sql)
            .bind(user.uuid())
            .bind(before.map_or(Uuid::max(), MemoryId::uuid))
            .bind(to_integer(limit))
            .fetch_all(self.readers())
            .await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    async fn recall(&self, user: UserId, what: Recall) -> Result<Recalled> {
        let mut asked = Batch::default();
        recall::ask(&mut asked, user, &what);
        recall::take(&mut asked.ask_beside(self.readers()).await?)
    }

    async fn change_memory(
        &self,
        user: UserId,
        id: MemoryId,
        (kind, text): (Option<MemoryKind>, Option<String>),
        at: Millis,
    ) -> Result<Option<Memory>> {
        let text = text.without_nul();
        self.write((user, id, kind, text, at), |conn, (user, id, kind, text, at)| {
            Box::pin(change_memory(conn, (*user, *id), (*kind, text.as_deref()), *at))
        })
        .await
    }

    async fn remove_memory(&self, user: UserId, id: MemoryId) -> Result<bool> {
        let sql = "DELETE FROM memories WHERE id = $1 AND user_id = $2";
        self.remove_own(sql, user, id.uuid()).await
    }

    async fn forget(&self, user: UserId) -> Result<u64> {
        self.write(user, |conn, user| {
            Box::pin(async move {
                let sql = "DELETE FROM memories WHERE user_id = $1";
                Ok(sqlx::query(sql).bind(user.uuid()).execute(conn).await?.rows_affected())
            })
        })
        .await
    }
}

/// Forgets what a person told in a conversation.
pub(super) async fn forget_from(
    conn: &mut Conn,
    user: UserId,
    conversation: ConversationId,
) -> Result<()> {
    let sql = "DELETE FROM memories WHERE user_id = $1 AND conversation_id = $2";
    sqlx::query(sql).bind(user.uuid()).bind(conversation.uuid()).execute(conn).await?;
    Ok(())
}

async fn add_memories(
    conn: &mut Conn,
    user: UserId,
    new: &[NewMemory],
    (most, at): (usize, Millis),
) -> Result<usize> {
    // Held, so that two at once cannot both find room.
    let hold = concat!("SELECT id FROM users WHERE id = $1", for_update!());
    sqlx::query(hold).bind(user.uuid()).fetch_optional(&mut *conn).await?;
    let sql = "INSERT INTO memories
                   (id, user_id, kind, text, conversation_id, message_id, created_at, updated_at)
               SELECT $1, u.id, $3, $4, $5, $6, $7, $7 FROM users u
               WHERE u.id = $2
                   AND NOT EXISTS (SELECT 1 FROM memories m WHERE m.user_id = $2 AND m.text = $4)
                   AND (SELECT count(*) FROM memories m WHERE m.user_id = $2) < $8
                   AND ($9 = 0 OR EXISTS (SELECT 1 FROM participants p
                                          WHERE p.conversation_id = $5 AND p.user_id = $2))
                   AND NOT EXISTS (SELECT 1 FROM messages d
                                   WHERE d.id = $6 AND d.deleted_at IS NOT NULL)";
    let mut kept = 0;
    for memory in new {
        let done = sqlx::query(sql)
            .bind(memory.id.uuid())
            .bind(user.uuid())
            .bind(memory.kind.as_str())
            .bind(&memory.text)
            .bind(memory.from.map(|(conversation, _)| conversation.uuid()))
            .bind(memory.from.map(|(_, message)| message.uuid()))
            .bind(at)
            .bind(to_integer(most))
            .bind(i64::from(memory.from.is_some()))
            .execute(&mut *conn)
            .await?;
        kept += usize::from(done.rows_affected() > 0);
    }
    Ok(kept)
}

async fn change_memory(
    conn: &mut Conn,
    (user, id): (UserId, MemoryId),
    (kind, text): (Option<MemoryKind>, Option<&str>),
    at: Millis,
) -> Result<Option<Memory>> {
    let sql = "UPDATE memories SET kind = coalesce($3, kind), text = coalesce($4, text),
                   updated_at = $5
               WHERE user_id = $1 AND id = $2";
    sqlx::query(sql)
        .bind(user.uuid())
        .bind(id.uuid())
        .bind(kind.map(MemoryKind::as_str))
        .bind(text)
        .bind(at)
        .execute(&mut *conn)
        .await?;
    let sql = concat!("SELECT ", memory_columns!(), " WHERE m.user_id = $1 AND m.id = $2");
    sqlx::query_as::<_, MemoryRow>(sql)
        .bind(user.uuid())
        .bind(id.uuid())
        .fetch_optional(conn)
        .await?
        .map(TryInto::try_into)
        .transpose()
}
