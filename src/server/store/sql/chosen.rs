//! Where the path that a person is shown ends.

use adda_protocol::{ConversationId, MessageId, UserId, dto::Chosen};
use uuid::Uuid;

use super::{Conn, Db, log::head::Head};
use crate::store::{Error, Result, rows::to_seq};

row! {
    pub(super) struct ChosenRow {
        leaf: Option<Uuid>,
        leaf_apart: i64,
        leaf_version: i64,
    }
}

impl From<ChosenRow> for Chosen {
    fn from(row: ChosenRow) -> Self {
        let leaf = row.leaf.map(Into::into);
        Self { leaf, apart: row.leaf_apart != 0, version: to_seq(row.leaf_version) }
    }
}

pub(super) const CHOSEN: &str = "SELECT leaf, leaf_apart, leaf_version FROM participants
                      WHERE conversation_id = $1 AND user_id = $2";

pub(super) async fn choose(
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
    if now.leaf == leaf && now.leaf_apart == 0 {
        return Ok(Some(now.into()));
    }
    end_at(conn, id, user, leaf, false).await
}

/// Lets the path that `user` is shown end at `leaf`, with what answers it side by side where `apart`.
async fn end_at(
    conn: &mut Conn,
    id: ConversationId,
    user: UserId,
    leaf: Option<Uuid>,
    apart: bool,
) -> Result<Option<Chosen>> {
    let sql = "UPDATE participants SET leaf = $3, leaf_apart = $4, leaf_version = leaf_version + 1
               WHERE conversation_id = $1 AND user_id = $2
               RETURNING leaf, leaf_apart, leaf_version";
    let row = sqlx::query_as::<_, ChosenRow>(sql)
        .bind(id.uuid())
        .bind(user.uuid())
        .bind(leaf)
        .bind(i64::from(apart))
        .fetch_optional(conn)
        .await?;
    Ok(row.map(Into::into))
}

/// The newest message of those after `message` and itself, and how far the newest of all is from it.
pub(super) async fn newest_below<'c>(
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
    let sql = "UPDATE participants
               SET leaf = NULL, leaf_apart = 0, leaf_version = leaf_version + 1
               WHERE conversation_id = $1 AND leaf IS NOT NULL AND (user_id = $2 OR leaf = $3)
               RETURNING user_id, leaf_version";
    let rows: Vec<(Uuid, i64)> = sqlx::query_as(sql)
        .bind(id.uuid())
        .bind(user.uuid())
        .bind(parent.uuid())
        .fetch_all(conn)
        .await?;
    let chosen = |version| Chosen { leaf: None, apart: false, version: to_seq(version) };
    Ok(rows.into_iter().map(|(user, version)| (user.into(), chosen(version))).collect())
}

/// Shows `user` the answers to `question`, the newest message of a person, side by side.
pub(super) async fn set_apart(
    conn: &mut Conn,
    id: ConversationId,
    user: UserId,
    question: MessageId,
) -> Result<Option<Chosen>> {
    end_at(conn, id, user, Some(question.uuid()), true).await
}

/// A row that must be there is not.
pub(super) fn lost(message: impl std::fmt::Display) -> Error {
    Error::Inconsistent(format!("message {message} is gone"))
}
