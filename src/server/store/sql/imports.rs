//! Files being taken over, and the conversations in them.

use adda_protocol::{
    EventBody, ImportId, Millis, UserId,
    dto::{Conversation, Import, ImportProgress, ImportState},
};
use async_trait::async_trait;
use uuid::Uuid;

use super::{
    Backend, Conn,
    conversations::insert_row,
    log::{head::Head, messages::insert_unread},
    search,
};
use crate::store::{
    Error, ImportStore, NewTalk, Result,
    nul::WithoutNul,
    rows::{from_json, to_integer, to_json, to_seq},
};

row! {
    struct ImportRow {
        id: Uuid,
        state: String,
        bytes: i64,
        progress: String,
        created_at: i64,
        updated_at: i64,
    }
}

impl TryFrom<ImportRow> for Import {
    type Error = Error;

    fn try_from(row: ImportRow) -> Result<Self> {
        let unreadable =
            |column| Error::Inconsistent(format!("imports.{column} of {} cannot be read", row.id));
        let progress = from_json(Some(row.progress.as_str()));
        Ok(Self {
            id: row.id.into(),
            state: ImportState::parse(&row.state).ok_or_else(|| unreadable("state"))?,
            bytes: to_seq(row.bytes),
            progress: progress.ok().flatten().ok_or_else(|| unreadable("progress"))?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

#[async_trait]
impl ImportStore for Backend {
    async fn begin_import(
        &self,
        user: UserId,
        id: ImportId,
        bytes: u64,
        (at, stale): (Millis, Millis),
    ) -> Result<bool> {
        let new = (user, id, bytes, at, stale);
        self.write(new, |conn, new| Box::pin(begin(conn, *new))).await
    }

    async fn note_import(
        &self,
        id: ImportId,
        state: ImportState,
        progress: ImportProgress,
        at: Millis,
    ) -> Result<bool> {
        let progress = to_json(&progress)?.without_nul();
        self.write((id, state, progress, at), |conn, (id, state, progress, at)| {
            Box::pin(async move {
                let sql = "UPDATE imports SET state = $2, progress = $3, updated_at = $4
                           WHERE id = $1 AND state = 'running'";
                let done = sqlx::query(sql)
                    .bind(id.uuid())
                    .bind(state.as_str())
                    .bind(progress)
                    .bind(*at)
                    .execute(conn)
                    .await?;
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }

    async fn cancel_import(&self, user: UserId, id: ImportId, at: Millis) -> Result<bool> {
        self.write((user, id, at), |conn, (user, id, at)| {
            Box::pin(async move {
                let sql = "UPDATE imports SET state = 'cancelled', updated_at = $3
                           WHERE id = $1 AND user_id = $2 AND state = 'running'";
                let done = sqlx::query(sql)
                    .bind(id.uuid())
                    .bind(user.uuid())
                    .bind(*at)
                    .execute(conn)
                    .await?;
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }

    async fn import(&self, user: UserId) -> Result<Option<Import>> {
        let sql = "SELECT id, state, bytes, progress, created_at, updated_at FROM imports
                   WHERE user_id = $1";
        let row = sqlx::query_as::<_, ImportRow>(sql)
            .bind(user.uuid())
            .fetch_optional(self.readers())
            .await?;
        row.map(TryInto::try_into).transpose()
    }

    async fn add_talk(&self, new: NewTalk) -> Result<bool> {
        self.write(new.without_nul(), |conn, new| Box::pin(add(conn, new))).await
    }
}

async fn begin(
    conn: &mut Conn,
    (user, id, bytes, at, stale): (UserId, ImportId, u64, Millis, Millis),
) -> Result<bool> {
    let sql = "INSERT INTO imports (id, user_id, state, bytes, progress, created_at, updated_at)
               VALUES ($1, $2, 'running', $3, $4, $5, $5)
               ON CONFLICT (user_id) DO UPDATE
                   SET id = excluded.id, state = excluded.state, bytes = excluded.bytes,
                       progress = excluded.progress, created_at = excluded.created_at,
                       updated_at = excluded.updated_at
                   WHERE imports.state <> 'running' OR imports.updated_at < $6";
    let done = sqlx::query(sql)
        .bind(id.uuid())
        .bind(user.uuid())
        .bind(to_integer(bytes))
        .bind(to_json(&ImportProgress::default())?)
        .bind(at)
        .bind(stale)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

async fn add(conn: &mut Conn, new: &NewTalk) -> Result<bool> {
    let empty = empty(new);
    if !insert_row(conn, new.owner, &empty).await? {
        return Ok(false);
    }
    // What comes from elsewhere was read there.
    let sql = "INSERT INTO participants
                   (conversation_id, user_id, role, read_seq, pinned, archived)
               VALUES ($1, $2, 'owner', $3, $4, $5)";
    sqlx::query(sql)
        .bind(new.id.uuid())
        .bind(new.owner.uuid())
        .bind(to_integer(new.messages.len() + 1))
        .bind(i64::from(new.pinned))
        .bind(i64::from(new.archived))
        .execute(&mut *conn)
        .await?;
    write_log(conn, new, empty).await?;
    sqlx::query(search::NOTE_TALK).bind(new.id.uuid()).execute(conn).await?;
    Ok(true)
}

async fn write_log(conn: &mut Conn, new: &NewTalk, empty: Conversation) -> Result<()> {
    let mut head = Head::of(empty);
    let (title, model) = (new.title.clone(), new.model.clone());
    head.push(new.created_at, EventBody::ConversationCreated { title, model });
    for message in &new.messages {
        let mut message = message.clone();
        message.seq = head.next_seq();
        insert_unread(&mut head.writes, new.id, new.owner, &message);
        head.push(message.created_at, EventBody::MessageCreated { message });
    }
    let last = new.messages.iter().map(|message| message.created_at).max();
    head.conversation.updated_at = last.unwrap_or(new.created_at);
    head.save(conn).await?;
    Ok(())
}

fn empty(new: &NewTalk) -> Conversation {
    Conversation {
        id: new.id,
        title: new.title.clone(),
        model: new.model.clone(),
        category: new.category.clone(),
        created_at: new.created_at,
        updated_at: new.created_at,
        last_seq: 0,
        pinned: new.pinned,
        archived: new.archived,
        unread: 0,
    }
}
