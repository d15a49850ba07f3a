//! What answers used and cost.

use std::collections::BTreeMap;

use adda_protocol::{
    ConversationId, Cost, KeyOwner, MessageId, Millis, UserId, day,
    dto::{Totals, UsageLine},
};
use async_trait::async_trait;

use super::{Backend, batch::Batch};
use crate::store::{
    Error, NewUsage, PersonUsage, Result, UsageStore,
    nul::WithoutNul,
    rows::{AccountRow, to_integer},
};

/// Sums of one day, model, key owner and currency.
macro_rules! sums {
    () => {
        "count(*) AS answers, CAST(sum(input) AS BIGINT) AS input, CAST(sum(cached) AS BIGINT) AS cached,
         CAST(sum(output) AS BIGINT) AS output, CAST(sum(reasoning) AS BIGINT) AS reasoning,
         CAST(sum(estimated) AS BIGINT) AS estimated,
         CAST(sum(cost_micros) AS BIGINT) AS micros, currency"
    };
}

row! {
    struct Sums {
        answers: i64,
        input: i64,
        cached: i64,
        output: i64,
        reasoning: i64,
        estimated: i64,
        micros: Option<i64>,
        currency: Option<String>,
    }
}

row! {
    struct LineRow {
        day: i64,
        model: String,
        key_owner: String,
        sums: Sums,
    }
}

row! {
    struct PersonRow {
        account: AccountRow,
        model: String,
        key_owner: String,
        sums: Sums,
    }
}

impl Sums {
    fn add_to(self, totals: &mut Totals) {
        let count = |value: i64| u64::try_from(value).unwrap_or_default();
        totals.answers += count(self.answers);
        totals.input += count(self.input);
        totals.cached += count(self.cached);
        totals.output += count(self.output);
        totals.reasoning += count(self.reasoning);
        totals.estimated += count(self.estimated);
        if let (Some(micros), Some(currency)) = (self.micros, self.currency) {
            totals.add_cost(&Cost { micros, currency });
        }
    }
}

/// What was used on each day of a span, of the entries that the condition names.
macro_rules! by_day {
    ($condition:literal) => {
        concat!(
            "SELECT at / $3 AS day, model, key_owner, ",
            sums!(),
            " FROM usage_entries WHERE at >= $1 AND at < $2",
            $condition,
            " GROUP BY 1, model, key_owner, currency"
        )
    };
}

async fn by_day(
    backend: &Backend,
    sql: &'static str,
    (from, to): (Millis, Millis),
    user: Option<UserId>,
) -> Result<Vec<UsageLine>> {
    let mut query = sqlx::query_as::<_, LineRow>(sql).bind(from).bind(to).bind(day::MILLIS);
    if let Some(user) = user {
        query = query.bind(user.uuid());
    }
    lines(query.fetch_all(backend.readers()).await?)
}

#[async_trait]
impl UsageStore for Backend {
    async fn record_usage(&self, new: NewUsage) -> Result<()> {
        self.write(new.without_nul(), |conn, new| {
            Box::pin(async move {
                let mut writes = Batch::default();
                insert(&mut writes, new);
                writes.run(conn).await
            })
        })
        .await
    }

    async fn usage(&self, user: UserId, from: Millis, to: Millis) -> Result<Vec<UsageLine>> {
        by_day(self, by_day!(" AND user_id = $4"), (from, to), Some(user)).await
    }

    async fn server_usage(&self, from: Millis, to: Millis) -> Result<Vec<UsageLine>> {
        by_day(self, by_day!(""), (from, to), None).await
    }

    async fn usage_of_people(
        &self,
        from: Millis,
        to: Millis,
        limit: usize,
    ) -> Result<Vec<PersonUsage>> {
        let sql = concat!(
            "SELECT ",
            account_columns!(),
            ", e.model, e.key_owner, ",
            sums!(),
            " FROM usage_entries e JOIN users u ON u.id = e.user_id
             WHERE e.at >= $1 AND e.at < $2
             GROUP BY u.id, e.model, e.key_owner, e.currency
             ORDER BY sum(e.input) + sum(e.output) DESC, u.id, e.model LIMIT $3"
        );
        let rows = sqlx::query_as::<_, PersonRow>(sql)
            .bind(from)
            .bind(to)
            .bind(to_integer(limit))
            .fetch_all(self.readers())
            .await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    async fn conversation_usage(&self, id: ConversationId) -> Result<Totals> {
        let sql = concat!(
            "SELECT ",
            sums!(),
            " FROM usage_entries WHERE conversation_id = $1 GROUP BY currency"
        );
        let rows = sqlx::query_as::<_, Sums>(sql).bind(id.uuid()).fetch_all(self.readers()).await?;
        let mut totals = Totals::default();
        for sums in rows {
            sums.add_to(&mut totals);
        }
        Ok(totals)
    }
}

impl TryFrom<PersonRow> for PersonUsage {
    type Error = Error;

    fn try_from(row: PersonRow) -> Result<Self> {
        let mut totals = Totals::default();
        row.sums.add_to(&mut totals);
        let key = key_owner(&row.key_owner)?;
        Ok(Self { user: row.account.try_into()?, model: row.model, key, totals })
    }
}

fn key_owner(word: &str) -> Result<KeyOwner> {
    let unreadable = || Error::Inconsistent("usage_entries.key_owner cannot be read".to_owned());
    KeyOwner::parse(word).ok_or_else(unreadable)
}

/// The currencies of a line come as rows of their own.
fn lines(rows: Vec<LineRow>) -> Result<Vec<UsageLine>> {
    let mut lines = BTreeMap::new();
    for LineRow { day, model, key_owner, sums } in rows {
        let line = (day, model, self::key_owner(&key_owner)?);
        sums.add_to(lines.entry(line).or_default());
    }
    let line = |((day, model, key), totals)| UsageLine {
        day: day::of(day * day::MILLIS),
        model,
        key,
        totals,
    };
    Ok(lines.into_iter().map(line).collect())
}

pub(super) fn insert(writes: &mut Batch, new: &NewUsage) {
    let sql = "INSERT INTO usage_entries (id, user_id, conversation_id, message_id, model, provider,
                   key_owner, input, cached, output, reasoning, estimated, cost_micros, currency,
                   first_token_ms, total_ms, from_cache, at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    writes
        .add(sql)
        .bind(new.id)
        .bind(new.user.uuid())
        .bind(new.conversation.map(ConversationId::uuid))
        .bind(new.message.map(MessageId::uuid))
        .bind(&new.model)
        .bind(&new.provider)
        .bind(new.key.as_str())
        .bind(to_integer(new.usage.input))
        .bind(to_integer(new.usage.cached))
        .bind(to_integer(new.usage.output))
        .bind(to_integer(new.usage.reasoning))
        .bind(i64::from(new.usage.estimated))
        .bind(new.cost.as_ref().map(|cost| cost.micros))
        .bind(new.cost.as_ref().map(|cost| &cost.currency))
        .bind(new.first_token_ms.map(to_integer))
        .bind(to_integer(new.total_ms))
        .bind(i64::from(new.cached))
        .bind(new.at);
}
