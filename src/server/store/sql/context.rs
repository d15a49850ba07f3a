//! What requests to models are made of: stretches of a conversation, and its summary.

use adda_protocol::{Author, AuthorKind, ConversationId, Seq};
use async_trait::async_trait;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Backend, Conn};
use crate::store::{
    ContextStore, Error, Line, NewSummary, Result, Stretch, Summary,
    nul::WithoutNul,
    rows::{from_json, to_integer, to_json_option, to_seq},
};

#[derive(FromRow)]
struct LineRow {
    id: Uuid,
    seq: i64,
    author_kind: String,
    author_id: String,
    author_name: String,
    text: String,
    created_at: i64,
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

#[derive(FromRow)]
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

/// What is part of the talk.
macro_rules! told {
    () => {
        "state IN ('complete', 'stopped', 'interrupted') AND author_kind <> 'system' AND text <> ''"
    };
}

/// Lines of the talk in a stretch, from one of its ends. The sizes alone are read to find where the bytes are used up.
macro_rules! stretch {
    ($end:literal, $edge:literal, $kept:literal, $none:literal) => {
        concat!(
            "SELECT id, seq, author_kind, author_id, author_name, text, created_at FROM messages
             WHERE conversation_id = $1 AND seq > $2 AND seq < $3 AND ",
            told!(),
            " AND seq ",
            $kept,
            " (SELECT coalesce(",
            $edge,
            "(seq), ",
            $none,
            ") FROM (
                 SELECT seq, sum(size) OVER (ORDER BY seq ",
            $end,
            ") - size AS nearer FROM (
                     SELECT seq, octet_length(text) AS size FROM messages
                     WHERE conversation_id = $1 AND seq > $2 AND seq < $3 AND ",
            told!(),
            " ORDER BY seq ",
            $end,
            " LIMIT $4) sizes) sums
                 WHERE nearer < $5)
             ORDER BY seq"
        )
    };
}

#[async_trait]
impl ContextStore for Backend {
    async fn newest(&self, id: ConversationId, stretch: Stretch) -> Result<Vec<Line>> {
        self.lines(stretch!("DESC", "min", ">=", "$3"), id, stretch).await
    }

    async fn oldest(&self, id: ConversationId, stretch: Stretch) -> Result<Vec<Line>> {
        self.lines(stretch!("ASC", "max", "<=", "$2"), id, stretch).await
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
            .bind(to_integer(stretch.after))
            .bind(to_integer(stretch.before))
            .bind(to_integer(stretch.lines))
            .bind(to_integer(stretch.bytes))
            .fetch_all(self.readers())
            .await?;
        Ok(rows.into_iter().map(Into::into).collect())
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
