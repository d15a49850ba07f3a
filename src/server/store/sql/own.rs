//! Everything of a person's, to be taken along, and any of it, to be removed.

use adda_protocol::{ConversationId, Seq, UserId, dto::Conversation};
use async_trait::async_trait;
use uuid::Uuid;

use super::{Backend, Db};
use crate::store::{
    OwnStore, Result,
    rows::{ListedRow, to_integer, to_seq},
};

#[async_trait]
impl OwnStore for Backend {
    async fn own_conversations(
        &self,
        user: UserId,
        after: Option<ConversationId>,
        limit: usize,
    ) -> Result<Vec<Conversation>> {
        let sql = concat!(
            "SELECT ",
            listed_columns!(),
            " FROM conversations c JOIN participants p ON p.conversation_id = c.id AND p.user_id = $1
              WHERE c.owner_id = $1 AND c.delete_at IS NULL AND c.id > $2 ORDER BY c.id LIMIT $3"
        );
        let rows = sqlx::query_as::<_, ListedRow>(sql)
            .bind(user.uuid())
            .bind(after.map_or(Uuid::nil(), ConversationId::uuid))
            .bind(to_integer(limit))
            .fetch_all(self.readers())
            .await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    async fn seen_path(&self, id: ConversationId, user: UserId) -> Result<Vec<Seq>> {
        let Some(leaf) = leaf(self.readers(), id, user).await? else { return Ok(Vec::new()) };
        let sql = concat!(whole_path!(), "SELECT place FROM up ORDER BY place");
        let places: Vec<i64> =
            sqlx::query_scalar(sql).bind(id.uuid()).bind(leaf).fetch_all(self.readers()).await?;
        Ok(places.into_iter().map(to_seq).collect())
    }
}

impl Backend {
    /// Removes what `sql` names by its id and its owner; false where that person has none of this id.
    pub(super) async fn remove_own(
        &self,
        sql: &'static str,
        user: UserId,
        id: Uuid,
    ) -> Result<bool> {
        self.write((sql, user, id), |conn, (sql, user, id)| {
            Box::pin(async move {
                let done = sqlx::query(*sql).bind(*id).bind(user.uuid()).execute(conn).await?;
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }
}

/// Where the path ends that `user` is shown; nothing where there are no messages.
pub(super) async fn leaf<'c>(
    executor: impl sqlx::Executor<'c, Database = Db>,
    id: ConversationId,
    user: UserId,
) -> Result<Option<Uuid>> {
    let sql = "SELECT coalesce(
        (SELECT leaf FROM participants WHERE conversation_id = $1 AND user_id = $2),
        (SELECT id FROM messages WHERE conversation_id = $1 ORDER BY seq DESC LIMIT 1))";
    Ok(sqlx::query_scalar(sql).bind(id.uuid()).bind(user.uuid()).fetch_one(executor).await?)
}
