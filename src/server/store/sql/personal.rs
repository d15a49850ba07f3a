//! What people tell of themselves and allow, and how they have felt.

use adda_protocol::{
    ConversationId, UserId,
    dto::{Appearance, Profile},
};
use async_trait::async_trait;

use super::{Backend, Conn, batch::Batch, situation};
use crate::store::{
    Choices, Error, MoodSum, PersonalStore, ReadMood, Result, Situation,
    nul::WithoutNul,
    rows::{to_integer, to_json},
};

row! {
    pub(super) struct ProfileRow {
        nickname: String,
        language: Option<String>,
        region: Option<String>,
        interests: String,
        share_interests: i64,
        memory: i64,
        mood: i64,
        hidden_terms: String,
    }
}

impl TryFrom<ProfileRow> for Profile {
    type Error = Error;

    fn try_from(row: ProfileRow) -> Result<Self> {
        Ok(Self {
            nickname: row.nickname,
            language: row.language,
            region: row.region,
            interests: list("interests", &row.interests)?,
            share_interests: row.share_interests != 0,
            memory: row.memory != 0,
            mood: row.mood != 0,
            hidden_terms: list("hidden_terms", &row.hidden_terms)?,
        })
    }
}

fn list(column: &str, text: &str) -> Result<Vec<String>> {
    serde_json::from_str(text)
        .map_err(|_| Error::Inconsistent(format!("profiles.{column} cannot be read")))
}

row! {
    pub(super) struct MoodRow {
        day: i64,
        total: i64,
        messages: i64,
    }
}

impl From<MoodRow> for MoodSum {
    fn from(row: MoodRow) -> Self {
        Self { day: row.day, total: row.total, messages: row.messages }
    }
}

/// A person's days from one on.
pub(super) const MOODS: &str = "SELECT day, total, messages FROM moods
    WHERE user_id = $1 AND day >= $2 ORDER BY day";

#[async_trait]
impl PersonalStore for Backend {
    async fn profile(&self, user: UserId) -> Result<Profile> {
        let sql = "SELECT nickname, language, region, interests, share_interests, memory, mood,
                       hidden_terms
                   FROM profiles WHERE user_id = $1";
        let row = sqlx::query_as::<_, ProfileRow>(sql).bind(user.uuid());
        let row = row.fetch_optional(self.readers()).await?;
        row.map_or_else(|| Ok(Profile::default()), TryInto::try_into)
    }

    async fn set_profile(&self, user: UserId, profile: Profile) -> Result<()> {
        self.write((user, profile.without_nul()), |conn, (user, profile)| {
            Box::pin(set_profile(conn, *user, profile))
        })
        .await
    }

    async fn appearance(&self, user: UserId) -> Result<Option<Appearance>> {
        let sql = "SELECT appearance FROM users WHERE id = $1 AND appearance IS NOT NULL";
        let words = sqlx::query_scalar::<_, String>(sql).bind(user.uuid());
        let words = words.fetch_optional(self.readers()).await?;
        Ok(words.map(|words| Appearance::of_words(&words)))
    }

    async fn set_appearance(&self, user: UserId, appearance: Appearance) -> Result<()> {
        self.write((user, appearance.words(".")), |conn, (user, words)| {
            Box::pin(async move {
                let sql = "UPDATE users SET appearance = $2 WHERE id = $1";
                sqlx::query(sql).bind(user.uuid()).bind(&*words).execute(conn).await?;
                Ok(())
            })
        })
        .await
    }

    async fn situation(&self, id: ConversationId, user: UserId) -> Result<Option<Situation>> {
        let mut asked = Batch::default();
        situation::ask(&mut asked, id, user);
        situation::take(&mut asked.ask_beside(self.readers()).await?)
    }

    async fn set_choices(
        &self,
        id: ConversationId,
        user: UserId,
        choices: Choices,
    ) -> Result<bool> {
        self.write((id, user, choices), |conn, (id, user, choices)| {
            Box::pin(async move {
                let sql = "UPDATE participants SET memory = $3, mood = $4
                           WHERE conversation_id = $1 AND user_id = $2";
                let done = sqlx::query(sql)
                    .bind(id.uuid())
                    .bind(user.uuid())
                    .bind(choices.memory.map(i64::from))
                    .bind(choices.mood.map(i64::from))
                    .execute(conn)
                    .await?;
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }

    async fn add_mood(&self, user: UserId, day: i64, score: i64) -> Result<()> {
        self.write((user, day, score), |conn, (user, day, score)| {
            Box::pin(add_mood(conn, *user, *day, *score))
        })
        .await
    }

    async fn add_read_moods(
        &self,
        id: ConversationId,
        user: UserId,
        moods: Vec<ReadMood>,
    ) -> Result<()> {
        self.write((id, user, moods), |conn, (id, user, moods)| {
            Box::pin(add_read_moods(conn, *id, *user, moods))
        })
        .await
    }

    async fn moods(&self, user: UserId, from: i64) -> Result<Vec<MoodSum>> {
        let rows = sqlx::query_as::<_, MoodRow>(MOODS).bind(user.uuid()).bind(from);
        Ok(rows.fetch_all(self.readers()).await?.into_iter().map(Into::into).collect())
    }
}

async fn set_profile(conn: &mut Conn, user: UserId, profile: &Profile) -> Result<()> {
    let sql = "INSERT INTO profiles
                   (user_id, nickname, language, region, interests, share_interests, memory, mood,
                    hidden_terms)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
               ON CONFLICT (user_id) DO UPDATE SET
                   nickname = excluded.nickname, language = excluded.language,
                   region = excluded.region, interests = excluded.interests,
                   share_interests = excluded.share_interests, memory = excluded.memory,
                   mood = excluded.mood, hidden_terms = excluded.hidden_terms";
    sqlx::query(sql)
        .bind(user.uuid())
        .bind(&profile.nickname)
        .bind(profile.language.as_ref())
        .bind(profile.region.as_ref())
        .bind(to_json(&profile.interests)?)
        .bind(i64::from(profile.share_interests))
        .bind(i64::from(profile.memory))
        .bind(i64::from(profile.mood))
        .bind(to_json(&profile.hidden_terms)?)
        .execute(&mut *conn)
        .await?;
    if !profile.mood {
        let sql = "DELETE FROM moods WHERE user_id = $1";
        sqlx::query(sql).bind(user.uuid()).execute(conn).await?;
    }
    Ok(())
}

async fn add_mood(conn: &mut Conn, user: UserId, day: i64, score: i64) -> Result<()> {
    let sql = "INSERT INTO moods (user_id, day, total, messages)
               SELECT u.id, $2, $3, 1 FROM users u
               WHERE u.id = $1
                   AND NOT EXISTS (SELECT 1 FROM profiles p WHERE p.user_id = $1 AND p.mood = 0)
               ON CONFLICT (user_id, day) DO UPDATE SET
                   total = moods.total + excluded.total, messages = moods.messages + 1";
    sqlx::query(sql).bind(user.uuid()).bind(day).bind(score).execute(conn).await?;
    Ok(())
}

async fn add_read_moods(
    conn: &mut Conn,
    id: ConversationId,
    user: UserId,
    moods: &[ReadMood],
) -> Result<()> {
    let sql = "SELECT mood_read_to FROM summaries WHERE conversation_id = $1";
    let read_to = sqlx::query_scalar::<_, i64>(sql).bind(id.uuid()).fetch_optional(&mut *conn);
    let read_to = read_to.await?.unwrap_or(0);
    let mut newest = read_to;
    for mood in moods {
        let seq = to_integer(mood.seq);
        if seq > read_to {
            add_mood(conn, user, mood.day, mood.score).await?;
            newest = newest.max(seq);
        }
    }
    let sql = "UPDATE summaries SET mood_read_to = $2 WHERE conversation_id = $1";
    sqlx::query(sql).bind(id.uuid()).bind(newest).execute(conn).await?;
    Ok(())
}
