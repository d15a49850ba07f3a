//! The running summary of a conversation.

use adda_protocol::{ConversationId, Millis, Seq};

use super::{
    Conn,
    batch::{Batch, Found},
};
use crate::store::{
    Error, NewSummary, Result, Summary,
    rows::{from_json, to_integer, to_json_option, to_seq},
};

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

pub(super) fn ask(asked: &mut Batch, id: ConversationId) {
    let sql = "SELECT covers_to, text, model, usage, cost, made_at, stale, version
               FROM summaries WHERE conversation_id = $1";
    asked.add(sql).bind(id.uuid());
}

pub(super) fn take(found: &mut Found) -> Result<Option<Summary>> {
    found.first::<SummaryRow>()?.map(TryInto::try_into).transpose()
}

pub(super) async fn save(conn: &mut Conn, new: &NewSummary) -> Result<bool> {
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
