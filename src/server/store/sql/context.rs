//! What requests to models are made of: stretches of a conversation, and its summary.

use adda_protocol::{Author, AuthorKind, ConversationId, Millis, Seq};
use async_trait::async_trait;
use uuid::Uuid;

use super::{Backend, Conn};
use crate::store::{
    ContextStore, Error, Line, NewSummary, Result, Stretch, Summary,
    nul::WithoutNul,
    rows::{from_json, to_integer, to_json_option, to_seq},
};

row! {
    struct LineRow {
        id: Uuid,
        seq: i64,
        author_kind: String,
        author_id: String,
        author_name: String,
        text: String,
        created_at: i64,
    }
}

impl From<LineRow> for Line {
    fn from(row: LineRow) -> Self {
        // The queries give people and models only.
        let kind = if row.author_kind == "ai" { AuthorKind::Ai } else { AuthorKind::User };
        Self {
            id: row.id.into(),
            seq: to_seq(row.seq),
            author: Author { kind, id: row.author_id, name: row.author_name },
            text: row.text,
            at: row.created_at,
        }
    }
}

row! {
    struct SummaryRow {
        covers_to: i64,
        text: String,
        model: String,
        usage: Option<String>,
        cost: Option<String>,
        made_at: i64,
        stale: i64,
        version: i64,
    }
}

impl TryFrom<SummaryRow> for Summary {
    type Error = Error;

    fn try_from(row: SummaryRow) -> Result<Self> {
        let unreadable =
            |column| move |_| Error::Inconsistent(format!("summaries.{column} cannot be read"));
        Ok(Self {
            covers_to: to_seq(row.covers_to),
            text: row.text,
            model: row.model,
            usage: from_json(row.usage.as_deref()).map_err(unreadable("usage"))?,
            cost: from_json(row.cost.as_deref()).map_err(unreadable("cost"))?,
            made_at: row.made_at,
            stale: row.stale != 0,
            version: row.version,
        })
    }
}

/// The path up, with what counts of it: whether a message is part of the talk and of the stretch, and its size.
macro_rules! path {
    ($columns:literal, $first:literal, $next:literal, $so_long:literal) => {
        path_up!(
            $columns,
            concat!(counted!(), ", ", $first),
            concat!(counted!(), ", ", $next),
            $so_long
        )
    };
}

macro_rules! counted {
    () => {
        "CASE WHEN m.state IN ('complete', 'stopped', 'interrupted') AND m.author_kind <> 'system'
                  AND octet_length(m.text) > 0 AND m.seq > $3 AND m.seq < $4
              THEN octet_length(m.text) ELSE 0 END"
    };
}

macro_rules! line_columns {
    () => {
        "messages.id, messages.seq, author_kind, author_id, author_name, text, created_at"
    };
}

/// From the path's end, for as long as there are lines and bytes left.
const NEWEST: &str = concat!(
    path!(
        "size, lines, nearer",
        "0, 0",
        "up.lines + CASE WHEN up.size > 0 THEN 1 ELSE 0 END, up.nearer + up.size",
        "up.place > $3 AND up.lines + CASE WHEN up.size > 0 THEN 1 ELSE 0 END < $5
         AND up.nearer + up.size < $6"
    ),
    "SELECT ",
    line_columns!(),
    " FROM up JOIN messages ON messages.id = up.at
      WHERE size > 0 AND lines < $5 AND nearer < $6"
);

/// From the path's other end, which has to be walked to.
const OLDEST: &str = concat!(
    path_up!("size", counted!(), counted!(), "up.place > $3"),
    "SELECT ",
    line_columns!(),
    " FROM (SELECT at, place, sum(size) OVER (ORDER BY place) - size AS nearer
            FROM (SELECT at, place, size FROM up WHERE size > 0 ORDER BY place LIMIT $5) sizes) sums
      JOIN messages ON messages.id = sums.at
      WHERE nearer < $6"
);

#[async_trait]
impl ContextStore for Backend {
    async fn newest(&self, id: ConversationId, stretch: Stretch) -> Result<Vec<Line>> {
        self.lines(NEWEST, id, stretch).await
    }

    async fn oldest(&self, id: ConversationId, stretch: Stretch) -> Result<Vec<Line>> {
        self.lines(OLDEST, id, stretch).await
    }

    async fn summary(&self, id: ConversationId) -> Result<Option<Summary>> {
        let sql = "SELECT covers_to, text, model, usage, cost, made_at, stale, version
                   FROM summaries WHERE conversation_id = $1";
        sqlx::query_as::<_, SummaryRow>(sql)
            .bind(id.uuid())
            .fetch_optional(self.readers())
            .await?
            .map(TryInto::try_into)
            .transpose()
    }

    async fn save_summary(&self, new: NewSummary) -> Result<bool> {
        self.write(new.without_nul(), |conn, new| Box::pin(save(conn, new))).await
    }

    async fn spoil_summary(&self, id: ConversationId, message: Seq) -> Result<bool> {
        self.write((id, message), |conn, (id, message)| Box::pin(spoil(conn, *id, *message))).await
    }
}

impl Backend {
    async fn lines(
        &self,
        sql: &'static str,
        id: ConversationId,
        stretch: Stretch,
    ) -> Result<Vec<Line>> {
        let rows = sqlx::query_as::<_, LineRow>(sql)
            .bind(id.uuid())
            .bind(stretch.leaf.uuid())
            .bind(to_integer(stretch.after))
            .bind(to_integer(stretch.before))
            .bind(to_integer(stretch.lines))
            .bind(to_integer(stretch.bytes))
            .fetch_all(self.readers())
            .await?;
        let mut lines: Vec<Line> = rows.into_iter().map(Into::into).collect();
        // Cheaper here: the database would move every text to put them in order.
        lines.sort_unstable_by_key(|line| line.seq);
        Ok(lines)
    }
}

async fn save(conn: &mut Conn, new: &NewSummary) -> Result<bool> {
    // Nothing is written for a conversation that went meanwhile.
    let sql = "INSERT INTO summaries
                   (conversation_id, covers_to, text, model, usage, cost, made_at, stale, version)
               SELECT c.id, $2, $3, $4, $5, $6, $7, 0, 1 FROM conversations c WHERE c.id = $1
               ON CONFLICT (conversation_id) DO NOTHING";
    let sql = match new.over {
        None => sql,
        Some(_) => {
            "UPDATE summaries SET covers_to = $2, text = $3, model = $4, usage = $5, cost = $6,
                 made_at = $7, stale = 0, version = version + 1
             WHERE conversation_id = $1 AND version = $8"
        }
    };
    let query = sqlx::query(sql)
        .bind(new.conversation.uuid())
        .bind(to_integer(new.covers_to))
        .bind(&new.text)
        .bind(&new.model)
        .bind(to_json_option(new.usage.as_ref())?)
        .bind(to_json_option(new.cost.as_ref())?)
        .bind(new.at);
    let query = match new.over {
        None => query,
        Some(version) => query.bind(version),
    };
    Ok(query.execute(conn).await?.rows_affected() > 0)
}

pub(super) async fn spoil(conn: &mut Conn, id: ConversationId, message: Seq) -> Result<bool> {
    let sql = "UPDATE summaries SET covers_to = 0, text = '', stale = 1, version = version + 1
               WHERE conversation_id = $1 AND covers_to >= $2";
    let spoilt = sqlx::query(sql).bind(id.uuid()).bind(to_integer(message)).execute(conn).await?;
    Ok(spoilt.rows_affected() > 0)
}

/// The same for what is gone for good: also a summary that is being made, of whatever was read before, is not written.
pub(super) async fn spoil_for_good(
    conn: &mut Conn,
    id: ConversationId,
    message: Seq,
    at: Millis,
) -> Result<()> {
    let sql = "INSERT INTO summaries
                   (conversation_id, covers_to, text, model, made_at, stale, version)
               VALUES ($1, 0, '', '', $3, 1, 1)
               ON CONFLICT (conversation_id) DO UPDATE
                   SET covers_to = CASE WHEN summaries.covers_to >= $2 THEN 0 ELSE summaries.covers_to END,
                       text = CASE WHEN summaries.covers_to >= $2 THEN '' ELSE summaries.text END,
                       stale = CASE WHEN summaries.covers_to >= $2 THEN 1 ELSE summaries.stale END,
                       version = summaries.version + 1";
    sqlx::query(sql).bind(id.uuid()).bind(to_integer(message)).bind(at).execute(conn).await?;
    Ok(())
}
