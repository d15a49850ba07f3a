//! Paths through a conversation's tree.

use adda_protocol::{
    ConversationId, Message, MessageId, Seq, UserId,
    dto::{Chosen, Version},
};
use async_trait::async_trait;
use uuid::Uuid;

use super::{Backend, Conn, Db, log::head::Head};
use crate::store::{
    Error, Result, Spot, VersionStore,
    rows::{MessageRow, to_integer, to_seq},
};

row! {
    struct VersionRow {
        id: Uuid,
        seq: i64,
        parent: Uuid,
    }
}

impl From<VersionRow> for Version {
    fn from(row: VersionRow) -> Self {
        Self { id: row.id.into(), seq: to_seq(row.seq), parent: row.parent.into() }
    }
}

row! {
    struct ChosenRow {
        leaf: Option<Uuid>,
        leaf_version: i64,
    }
}

impl From<ChosenRow> for Chosen {
    fn from(row: ChosenRow) -> Self {
        Self { leaf: row.leaf.map(Into::into), version: to_seq(row.leaf_version) }
    }
}

/// So many messages of a path.
macro_rules! newest_of_path {
    () => {
        path_up!("n", "1", "up.n + 1", "up.n < $3")
    };
}

#[async_trait]
impl VersionStore for Backend {
    async fn path(
        &self,
        id: ConversationId,
        spot: Spot,
        limit: usize,
    ) -> Result<(Vec<Message>, Vec<Version>)> {
        let Some(start) = self.start(id, spot).await?.filter(|_| limit > 0) else {
            return Ok((Vec::new(), Vec::new()));
        };
        let sql = concat!(
            newest_of_path!(),
            "SELECT ",
            message_columns!(),
            " FROM up JOIN messages ON messages.id = up.at ORDER BY seq"
        );
        let rows = sqlx::query_as::<_, MessageRow>(sql)
            .bind(id.uuid())
            .bind(start)
            .bind(to_integer(limit))
            .fetch_all(self.readers())
            .await?;
        let messages: Result<Vec<Message>> = rows.into_iter().map(TryInto::try_into).collect();
        Ok((messages?, self.versions_along(id, start, limit).await?))
    }

    async fn down(
        &self,
        id: ConversationId,
        leaf: Option<MessageId>,
        seq: Seq,
        limit: usize,
    ) -> Result<Vec<(Seq, MessageId)>> {
        let Some(start) = self.start(id, leaf.map_or(Spot::Newest, Spot::At)).await? else {
            return Ok(Vec::new());
        };
        let sql = concat!(
            path_up!("n", "1", "up.n + 1", "up.place > $3"),
            "SELECT place, at FROM up WHERE place >= $3 ORDER BY place LIMIT $4"
        );
        let rows: Vec<(i64, Uuid)> = sqlx::query_as(sql)
            .bind(id.uuid())
            .bind(start)
            .bind(to_integer(seq))
            .bind(to_integer(limit))
            .fetch_all(self.readers())
            .await?;
        Ok(rows.into_iter().map(|(seq, id)| (to_seq(seq), id.into())).collect())
    }

    async fn leaf_below(
        &self,
        id: ConversationId,
        message: MessageId,
    ) -> Result<Option<MessageId>> {
        let found = newest_below(self.readers(), id, message).await?;
        Ok(found.map(|(leaf, _)| leaf.into()))
    }

    async fn is_on_path(
        &self,
        id: ConversationId,
        leaf: MessageId,
        seq: Seq,
        within: usize,
    ) -> Result<bool> {
        let sql = concat!(
            path_up!("n", "1", "up.n + 1", "up.n < $3 AND up.place > $4"),
            "SELECT count(*) FROM up WHERE place = $4"
        );
        let found: i64 = sqlx::query_scalar(sql)
            .bind(id.uuid())
            .bind(leaf.uuid())
            .bind(to_integer(within))
            .bind(to_integer(seq))
            .fetch_one(self.readers())
            .await?;
        Ok(found > 0)
    }

    async fn has_earlier_version(&self, id: ConversationId, message: MessageId) -> Result<bool> {
        let sql = "SELECT count(*) FROM messages m
                   JOIN messages v ON v.conversation_id = m.conversation_id AND v.parent = m.parent
                   WHERE m.conversation_id = $1 AND m.id = $2 AND v.seq < m.seq";
        let found: i64 = sqlx::query_scalar(sql)
            .bind(id.uuid())
            .bind(message.uuid())
            .fetch_one(self.readers())
            .await?;
        Ok(found > 0)
    }

    async fn chosen(&self, id: ConversationId, user: UserId) -> Result<Chosen> {
        let row = sqlx::query_as::<_, ChosenRow>(CHOSEN)
            .bind(id.uuid())
            .bind(user.uuid())
            .fetch_optional(self.readers())
            .await?;
        Ok(row.map(Into::into).unwrap_or_default())
    }

    async fn choose(
        &self,
        id: ConversationId,
        user: UserId,
        message: MessageId,
    ) -> Result<Option<Chosen>> {
        self.write((id, user, message), |conn, (id, user, message)| {
            Box::pin(choose(conn, *id, *user, *message))
        })
        .await
    }
}

const CHOSEN: &str = "SELECT leaf, leaf_version FROM participants
                      WHERE conversation_id = $1 AND user_id = $2";

impl Backend {
    /// The message a path is read up from.
    async fn start(&self, id: ConversationId, spot: Spot) -> Result<Option<Uuid>> {
        let before = match spot {
            Spot::At(message) => return Ok(Some(message.uuid())),
            Spot::Newest => i64::MAX,
            Spot::Before(seq) => to_integer(seq),
        };
        let sql = concat!(
            "SELECT coalesce((SELECT ",
            parent!(),
            " FROM messages m WHERE m.conversation_id = $1 AND m.seq = $2),
             (SELECT id FROM messages WHERE conversation_id = $1 AND seq < $2
              ORDER BY seq DESC LIMIT 1))"
        );
        let start = sqlx::query_scalar(sql).bind(id.uuid()).bind(before);
        Ok(start.fetch_one(self.readers()).await?)
    }

    async fn versions_along(
        &self,
        id: ConversationId,
        start: Uuid,
        limit: usize,
    ) -> Result<Vec<Version>> {
        let sql = concat!(
            newest_of_path!(),
            "SELECT v.id, v.seq, v.parent
             FROM (SELECT $1 AS talk, above FROM up UNION ALL
                   SELECT $1, at FROM up WHERE at = $2) parents
             JOIN messages v ON v.conversation_id = parents.talk AND v.parent = parents.above
             ORDER BY v.parent, v.seq"
        );
        let rows = sqlx::query_as::<_, VersionRow>(sql)
            .bind(id.uuid())
            .bind(start)
            .bind(to_integer(limit))
            .fetch_all(self.readers())
            .await?;
        let several = rows.chunk_by(|a, b| a.parent == b.parent).filter(|rows| rows.len() > 1);
        let several = several.flatten().map(|row| (row.id, row.seq, row.parent));
        Ok(several.map(|(id, seq, parent)| VersionRow { id, seq, parent }.into()).collect())
    }
}

async fn choose(
    conn: &mut Conn,
    id: ConversationId,
    user: UserId,
    message: MessageId,
) -> Result<Option<Chosen>> {
    // Nothing is sent meanwhile.
    if Head::lock(conn, id).await?.is_none() {
        return Ok(None);
    }
    let now = sqlx::query_as::<_, ChosenRow>(CHOSEN)
        .bind(id.uuid())
        .bind(user.uuid())
        .fetch_optional(&mut *conn)
        .await?;
    let (Some(now), Some((leaf, older))) = (now, newest_below(&mut *conn, id, message).await?)
    else {
        return Ok(None);
    };
    // Where it is the newest of all, nothing is kept.
    let leaf = (older > 0).then_some(leaf);
    if now.leaf == leaf {
        return Ok(Some(now.into()));
    }
    let sql = "UPDATE participants SET leaf = $3, leaf_version = leaf_version + 1
               WHERE conversation_id = $1 AND user_id = $2 RETURNING leaf, leaf_version";
    let row = sqlx::query_as::<_, ChosenRow>(sql)
        .bind(id.uuid())
        .bind(user.uuid())
        .bind(leaf)
        .fetch_one(conn)
        .await?;
    Ok(Some(row.into()))
}

/// The newest message of those after `message` and itself, and how far the newest of all is from it.
async fn newest_below<'c>(
    executor: impl sqlx::Executor<'c, Database = Db>,
    id: ConversationId,
    message: MessageId,
) -> Result<Option<(Uuid, i64)>> {
    let sql = "WITH RECURSIVE down (at, place) AS (
                   SELECT id, seq FROM messages WHERE conversation_id = $1 AND id = $2
                   UNION ALL
                   SELECT v.id, v.seq FROM down JOIN messages v
                   ON v.conversation_id = $1 AND v.parent = down.at AND v.seq > down.place)
               SELECT at, (SELECT max(seq) FROM messages WHERE conversation_id = $1) - place
               FROM down ORDER BY place DESC LIMIT 1";
    Ok(sqlx::query_as(sql).bind(id.uuid()).bind(message.uuid()).fetch_optional(executor).await?)
}

/// The newest message is the sender's: they are shown it, and so are those whose path ended where it goes on. Gives those for
/// whom that is a change.
pub(super) async fn follow(
    conn: &mut Conn,
    id: ConversationId,
    user: UserId,
    parent: MessageId,
) -> Result<Vec<(UserId, Chosen)>> {
    let sql = "UPDATE participants SET leaf = NULL, leaf_version = leaf_version + 1
               WHERE conversation_id = $1 AND leaf IS NOT NULL AND (user_id = $2 OR leaf = $3)
               RETURNING user_id, leaf_version";
    let rows: Vec<(Uuid, i64)> = sqlx::query_as(sql)
        .bind(id.uuid())
        .bind(user.uuid())
        .bind(parent.uuid())
        .fetch_all(conn)
        .await?;
    let chosen = |version| Chosen { leaf: None, version: to_seq(version) };
    Ok(rows.into_iter().map(|(user, version)| (user.into(), chosen(version))).collect())
}

/// A row that must be there is not.
pub(super) fn lost(message: impl std::fmt::Display) -> Error {
    Error::Inconsistent(format!("message {message} is gone"))
}
