//! Read-only snapshots of conversations.

use adda_protocol::{
    ConversationId, Millis, ShareId, UserId,
    dto::{Share, SharedMessage},
};
use async_trait::async_trait;
use uuid::Uuid;

use super::{Backend, Conn, own::leaf};
use crate::store::{
    NewShare, Result, ShareStore, Sharing,
    rows::{to_integer, to_seq},
    shares::LinkHash,
};

row! {
    struct ShareRow {
        id: Uuid,
        conversation_id: Uuid,
        title: String,
        messages: i64,
        created_at: i64,
        expires_at: Option<i64>,
    }
}

impl From<ShareRow> for Share {
    fn from(row: ShareRow) -> Self {
        Self {
            id: row.id.into(),
            conversation: row.conversation_id.into(),
            title: row.title,
            messages: to_seq(row.messages),
            created_at: row.created_at,
            expires_at: row.expires_at,
        }
    }
}

row! {
    struct SharedRow {
        place: i64,
        model: Option<String>,
        text: String,
        created_at: i64,
    }
}

impl From<SharedRow> for SharedMessage {
    fn from(row: SharedRow) -> Self {
        let SharedRow { place, model, text, created_at } = row;
        Self { place: to_seq(place), model, text, created_at }
    }
}

/// Columns of [`ShareRow`], of conversations that are not being deleted.
macro_rules! shares {
    ($wanted:literal) => {
        concat!(
            "SELECT s.id, s.conversation_id, s.title, s.messages, s.created_at, s.expires_at
             FROM shares s JOIN conversations c ON c.id = s.conversation_id AND c.delete_at IS NULL
             WHERE (s.expires_at IS NULL OR s.expires_at > $2) AND ",
            $wanted
        )
    };
}

#[async_trait]
impl ShareStore for Backend {
    async fn create_share(&self, new: NewShare, most: usize) -> Result<Sharing> {
        self.write((new, most), |conn, (new, most)| Box::pin(create(conn, new, *most))).await
    }

    async fn shares(&self, user: UserId, now: Millis) -> Result<Vec<Share>> {
        let sql = shares!("s.user_id = $1 ORDER BY s.created_at DESC, s.id DESC");
        let rows = sqlx::query_as::<_, ShareRow>(sql).bind(user.uuid()).bind(now);
        Ok(rows.fetch_all(self.readers()).await?.into_iter().map(Into::into).collect())
    }

    async fn share(&self, hash: LinkHash, now: Millis) -> Result<Option<Share>> {
        let row = sqlx::query_as::<_, ShareRow>(shares!("s.hash = $1"))
            .bind(hash.to_vec())
            .bind(now)
            .fetch_optional(self.readers())
            .await?;
        Ok(row.map(Into::into))
    }

    async fn shared_messages(
        &self,
        id: ShareId,
        after: u64,
        limit: usize,
    ) -> Result<Vec<SharedMessage>> {
        let sql = "SELECT place, model, text, created_at FROM shared_messages
                   WHERE share_id = $1 AND place > $2 ORDER BY place LIMIT $3";
        let rows = sqlx::query_as::<_, SharedRow>(sql)
            .bind(id.uuid())
            .bind(to_integer(after))
            .bind(to_integer(limit))
            .fetch_all(self.readers())
            .await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    async fn delete_share(&self, user: UserId, id: ShareId) -> Result<bool> {
        let sql = "DELETE FROM shares WHERE id = $1 AND user_id = $2";
        self.remove_own(sql, user, id.uuid()).await
    }

    async fn delete_ended_shares(&self, now: Millis) -> Result<u64> {
        self.write(now, |conn, now| {
            Box::pin(async move {
                let sql = "DELETE FROM shares WHERE expires_at <= $1";
                Ok(sqlx::query(sql).bind(*now).execute(conn).await?.rows_affected())
            })
        })
        .await
    }
}

/// Removes what snapshots of a conversation show of a message: this text, from then, of the person or of a model. The
/// messages after it close up, and a snapshot without any is gone.
pub(super) async fn remove_copies(
    conn: &mut Conn,
    conversation: ConversationId,
    (text, at, of_person): (&str, Millis, bool),
) -> Result<()> {
    let sql = "SELECT m.share_id, m.place
               FROM shares s JOIN shared_messages m ON m.share_id = s.id
               WHERE s.conversation_id = $1 AND m.created_at = $2 AND m.text = $3
                   AND CASE WHEN m.model IS NULL THEN 1 ELSE 0 END = $4
               ORDER BY m.place DESC";
    let copies: Vec<(Uuid, i64)> = sqlx::query_as(sql)
        .bind(conversation.uuid())
        .bind(at)
        .bind(text)
        .bind(i64::from(of_person))
        .fetch_all(&mut *conn)
        .await?;
    for (share, place) in copies {
        // In two steps: no two may ever have the same place.
        for sql in [
            "DELETE FROM shared_messages WHERE share_id = $1 AND place = $2",
            "UPDATE shared_messages SET place = -place WHERE share_id = $1 AND place > $2",
            "UPDATE shared_messages SET place = -place - 1 WHERE share_id = $1 AND place < -$2",
        ] {
            sqlx::query(sql).bind(share).bind(place).execute(&mut *conn).await?;
        }
        let sql = "UPDATE shares SET messages = messages - 1 WHERE id = $1";
        sqlx::query(sql).bind(share).execute(&mut *conn).await?;
    }
    let sql = "DELETE FROM shares WHERE conversation_id = $1 AND messages = 0";
    sqlx::query(sql).bind(conversation.uuid()).execute(conn).await?;
    Ok(())
}

async fn create(conn: &mut Conn, new: &NewShare, most: usize) -> Result<Sharing> {
    // The owner's row is held: of two taken at once, the second is counted after the first.
    let sql = concat!("SELECT id FROM users WHERE id = $1", for_update!());
    sqlx::query(sql).bind(new.user.uuid()).fetch_optional(&mut *conn).await?;
    let sql = "SELECT count(*) FROM shares
               WHERE user_id = $1 AND (expires_at IS NULL OR expires_at > $2)";
    let there: i64 =
        sqlx::query_scalar(sql).bind(new.user.uuid()).bind(new.at).fetch_one(&mut *conn).await?;
    if there >= to_integer(most) {
        return Ok(Sharing::Full);
    }
    let sql = "INSERT INTO shares
                   (id, user_id, conversation_id, hash, title, messages, created_at, expires_at)
               SELECT $1, $2, c.id, $4, c.title, 0, $5, $6
               FROM conversations c WHERE c.id = $3 AND c.owner_id = $2 AND c.delete_at IS NULL";
    let made = sqlx::query(sql)
        .bind(new.id.uuid())
        .bind(new.user.uuid())
        .bind(new.conversation.uuid())
        .bind(new.hash.to_vec())
        .bind(new.at)
        .bind(new.expires_at)
        .execute(&mut *conn)
        .await?;
    if made.rows_affected() == 0 {
        return Ok(Sharing::Gone);
    }
    copy(conn, new).await
}

/// What was said until now on the path up from message $2, numbered anew: gaps would tell of what is not shown.
const COPY: &str = concat!(
    whole_path!(),
    "INSERT INTO shared_messages (share_id, place, model, text, created_at)
     SELECT $3, row_number() OVER (ORDER BY m.seq),
         CASE m.author_kind WHEN 'ai' THEN m.model END, m.text, m.created_at
     FROM up JOIN messages m ON m.id = up.at
     WHERE m.text <> '' AND NOT m.",
    open_states!(),
    // A greeting has no model; it speaks to the person by their name.
    " AND (m.author_kind = 'user' OR m.author_kind = 'ai' AND m.model IS NOT NULL)"
);

async fn copy(conn: &mut Conn, new: &NewShare) -> Result<Sharing> {
    let leaf = leaf(&mut *conn, new.conversation, new.user).await?;
    let copied = sqlx::query(COPY)
        .bind(new.conversation.uuid())
        .bind(leaf)
        .bind(new.id.uuid())
        .execute(&mut *conn)
        .await?
        .rows_affected();
    if copied == 0 {
        let sql = "DELETE FROM shares WHERE id = $1";
        sqlx::query(sql).bind(new.id.uuid()).execute(conn).await?;
        return Ok(Sharing::Nothing);
    }
    let sql = "UPDATE shares SET messages = $2 WHERE id = $1
               RETURNING id, conversation_id, title, messages, created_at, expires_at";
    let row = sqlx::query_as::<_, ShareRow>(sql)
        .bind(new.id.uuid())
        .bind(to_integer(copied))
        .fetch_one(conn)
        .await?;
    Ok(Sharing::Taken(row.into()))
}
