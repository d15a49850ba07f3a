//! What is kept sealed beside a conversation.

use adda_protocol::{ConversationId, MessageId, UserId};
use async_trait::async_trait;
use uuid::Uuid;

use super::{
    Backend, Conn,
    batch::{Batch, Found},
};
use crate::store::{PrivateStore, Result, Sealed, SentRow, rows::to_integer};

row! {
    struct SentColumns {
        message_id: Uuid,
        conversation_id: Uuid,
        user_id: Uuid,
        sealed: Vec<u8>,
        at: i64,
    }
}

impl From<SentColumns> for SentRow {
    fn from(row: SentColumns) -> Self {
        Self {
            message: row.message_id.into(),
            conversation: row.conversation_id.into(),
            user: row.user_id.into(),
            sealed: Sealed(row.sealed),
            at: row.at,
        }
    }
}

#[async_trait]
impl PrivateStore for Backend {
    async fn vault(&self, id: ConversationId) -> Result<Option<(Sealed, i64)>> {
        let mut asked = Batch::default();
        ask_vault(&mut asked, id);
        take_vault(&mut asked.ask_beside(self.readers()).await?)
    }

    async fn save_vault(
        &self,
        id: ConversationId,
        over: Option<i64>,
        sealed: Sealed,
    ) -> Result<bool> {
        self.write((id, over, sealed), |conn, (id, over, sealed)| {
            Box::pin(save_vault(conn, *id, *over, sealed))
        })
        .await
    }

    async fn keep_sent(&self, new: SentRow, most: usize) -> Result<()> {
        self.write_last((new, most), |_, (new, most)| {
            Box::pin(async move { Ok(((), keep_sent(new, *most))) })
        })
        .await
    }

    async fn sent_request(&self, user: UserId, message: MessageId) -> Result<Option<SentRow>> {
        // The answer's own row, else that of an answer to it.
        let sql = "SELECT s.message_id, s.conversation_id, s.user_id, s.sealed, s.at
                   FROM messages m
                   JOIN sent_requests s ON s.conversation_id = m.conversation_id
                   JOIN messages a ON a.id = s.message_id
                   WHERE m.id = $2 AND s.user_id = $1 AND (a.id = m.id OR a.reply_to = m.id)
                   ORDER BY s.at DESC LIMIT 1";
        let row = sqlx::query_as::<_, SentColumns>(sql).bind(user.uuid()).bind(message.uuid());
        Ok(row.fetch_optional(self.readers()).await?.map(Into::into))
    }
}

pub(super) fn ask_vault(asked: &mut Batch, id: ConversationId) {
    asked.add("SELECT sealed, version FROM vaults WHERE conversation_id = $1").bind(id.uuid());
}

pub(super) fn take_vault(found: &mut Found) -> Result<Option<(Sealed, i64)>> {
    let row = found.first::<(Vec<u8>, i64)>()?;
    Ok(row.map(|(sealed, version)| (Sealed(sealed), version)))
}

async fn save_vault(
    conn: &mut Conn,
    id: ConversationId,
    over: Option<i64>,
    sealed: &Sealed,
) -> Result<bool> {
    let done = match over {
        // Nothing is written for a conversation that went meanwhile.
        None => {
            let sql = "INSERT INTO vaults (conversation_id, sealed, version)
                       SELECT c.id, $2, 1 FROM conversations c WHERE c.id = $1
                       ON CONFLICT (conversation_id) DO NOTHING";
            sqlx::query(sql).bind(id.uuid()).bind(&sealed.0).execute(conn).await?
        }
        Some(version) => {
            let sql = "UPDATE vaults SET sealed = $2, version = version + 1
                       WHERE conversation_id = $1 AND version = $3";
            sqlx::query(sql).bind(id.uuid()).bind(&sealed.0).bind(version).execute(conn).await?
        }
    };
    Ok(done.rows_affected() > 0)
}

fn keep_sent(new: &SentRow, most: usize) -> Batch {
    let sql = "INSERT INTO sent_requests (message_id, conversation_id, user_id, sealed, at)
               SELECT m.id, m.conversation_id, u.id, $4, $5 FROM messages m, users u
               WHERE m.id = $1 AND m.conversation_id = $2 AND u.id = $3 AND NOT EXISTS
                   (SELECT 1 FROM messages d
                    WHERE d.conversation_id = $2 AND d.seq <= m.seq AND d.deleted_at >= $5)
               ON CONFLICT (message_id) DO UPDATE SET sealed = excluded.sealed, at = excluded.at";
    let mut writes = Batch::default();
    writes
        .add(sql)
        .bind(new.message.uuid())
        .bind(new.conversation.uuid())
        .bind(new.user.uuid())
        .bind(&new.sealed.0)
        .bind(new.at);
    let sql = "DELETE FROM sent_requests WHERE conversation_id = $1 AND message_id NOT IN (
                   SELECT message_id FROM sent_requests WHERE conversation_id = $1
                   ORDER BY at DESC, message_id DESC LIMIT $2)";
    writes.add(sql).bind(new.conversation.uuid()).bind(to_integer(most));
    writes
}
