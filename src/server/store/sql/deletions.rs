//! Deletions that can be undone.

use adda_protocol::{ConversationId, Millis, UserId};
use async_trait::async_trait;
use uuid::Uuid;

use super::{Backend, Conn, memories::forget_from};
use crate::store::{DeletionStore, Leaver, Result, rows::to_integer};

row! {
    struct LeaverRow {
        id: Uuid,
        owner_id: Uuid,
        delete_at: i64,
        delete_forgets: i64,
    }
}

impl From<LeaverRow> for Leaver {
    fn from(row: LeaverRow) -> Self {
        Self {
            id: row.id.into(),
            owner: row.owner_id.into(),
            at: row.delete_at,
            forget: row.delete_forgets != 0,
        }
    }
}

#[async_trait]
impl DeletionStore for Backend {
    async fn mark_for_deletion(
        &self,
        id: ConversationId,
        at: Millis,
        forget: bool,
    ) -> Result<bool> {
        self.write((id, at, forget), |conn, (id, at, forget)| {
            Box::pin(async move {
                let sql = "UPDATE conversations SET delete_at = $2, delete_forgets = $3
                           WHERE id = $1 AND delete_at IS NULL";
                let done = sqlx::query(sql)
                    .bind(id.uuid())
                    .bind(*at)
                    .bind(i64::from(*forget))
                    .execute(conn)
                    .await?;
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }

    async fn restore_conversation(
        &self,
        id: ConversationId,
        user: UserId,
        now: Millis,
    ) -> Result<bool> {
        self.write((id, user, now), |conn, (id, user, now)| {
            Box::pin(async move {
                let sql = "UPDATE conversations SET delete_at = NULL, delete_forgets = 0
                           WHERE id = $1 AND owner_id = $2 AND delete_at > $3";
                let done = sqlx::query(sql)
                    .bind(id.uuid())
                    .bind(user.uuid())
                    .bind(*now)
                    .execute(conn)
                    .await?;
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }

    async fn leaving(&self, user: UserId, now: Millis) -> Result<Vec<Leaver>> {
        let sql = "SELECT id, owner_id, delete_at, delete_forgets FROM conversations
                   WHERE delete_at > $2 AND owner_id = $1 ORDER BY delete_at, id";
        let rows = sqlx::query_as::<_, LeaverRow>(sql).bind(user.uuid()).bind(now);
        Ok(rows.fetch_all(self.readers()).await?.into_iter().map(Into::into).collect())
    }

    async fn marked(&self, limit: usize) -> Result<Vec<Leaver>> {
        let sql = "SELECT id, owner_id, delete_at, delete_forgets FROM conversations
                   WHERE delete_at IS NOT NULL ORDER BY delete_at, id LIMIT $1";
        let rows = sqlx::query_as::<_, LeaverRow>(sql).bind(to_integer(limit));
        Ok(rows.fetch_all(self.readers()).await?.into_iter().map(Into::into).collect())
    }

    async fn delete_marked(&self, id: ConversationId, now: Millis) -> Result<bool> {
        self.write((id, now), |conn, (id, now)| Box::pin(delete(conn, *id, *now))).await
    }
}

async fn delete(conn: &mut Conn, id: ConversationId, now: Millis) -> Result<bool> {
    // Held until the end: an undo at the same moment comes before or after all of this.
    let sql = concat!(
        "SELECT id, owner_id, delete_at, delete_forgets FROM conversations
         WHERE id = $1 AND delete_at <= $2",
        for_update!()
    );
    let row = sqlx::query_as::<_, LeaverRow>(sql).bind(id.uuid()).bind(now);
    let Some(row) = row.fetch_optional(&mut *conn).await? else { return Ok(false) };
    let leaver = Leaver::from(row);
    if leaver.forget {
        forget_from(conn, leaver.owner, id).await?;
    }
    sqlx::query("DELETE FROM conversations WHERE id = $1").bind(id.uuid()).execute(conn).await?;
    Ok(true)
}
