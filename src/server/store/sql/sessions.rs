//! Sessions and their refresh tokens.

use adda_protocol::{Millis, SessionId, UserId};
use async_trait::async_trait;
use uuid::Uuid;

use super::{Backend, Conn};
use crate::store::{
    NewSession, Result, Rotation, SessionRow, SessionStore, nul::WithoutNul, rows::SignInRow,
    sessions::TokenHash,
};

/// What presenting a refresh token brings along.
struct Presented {
    token: TokenHash,
    next: TokenHash,
    now: Millis,
    expires_at: Millis,
    grace: Millis,
}

row! {
    struct TokenRow {
        replaced_at: Option<i64>,
        session: SignInRow,
    }
}

#[async_trait]
impl SessionStore for Backend {
    async fn create_session(&self, new: NewSession) -> Result<bool> {
        self.write(new.without_nul(), |conn, new| Box::pin(create(conn, new))).await
    }

    async fn session(&self, id: SessionId, now: Millis) -> Result<Option<SessionRow>> {
        let sql = concat!(
            "SELECT ",
            sign_in_columns!(),
            " FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = $1 AND s.expires_at > $2"
        );
        sqlx::query_as::<_, SignInRow>(sql)
            .bind(id.uuid())
            .bind(now)
            .fetch_optional(self.readers())
            .await?
            .map(TryInto::try_into)
            .transpose()
    }

    async fn rotate(
        &self,
        presented: TokenHash,
        next: TokenHash,
        now: Millis,
        expires_at: Millis,
        grace: Millis,
    ) -> Result<Rotation> {
        let presented = Presented { token: presented, next, now, expires_at, grace };
        self.write(presented, |conn, presented| Box::pin(rotate(conn, presented))).await
    }

    async fn sessions(&self, user: UserId, now: Millis) -> Result<Vec<SessionRow>> {
        let sql = concat!(
            "SELECT ",
            sign_in_columns!(),
            " FROM sessions s JOIN users u ON u.id = s.user_id
             WHERE s.user_id = $1 AND s.expires_at > $2 ORDER BY s.last_used_at DESC, s.id DESC"
        );
        let rows = sqlx::query_as::<_, SignInRow>(sql)
            .bind(user.uuid())
            .bind(now)
            .fetch_all(self.readers())
            .await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    async fn end_session(&self, user: UserId, id: SessionId) -> Result<bool> {
        let sql = "DELETE FROM sessions WHERE id = $1 AND user_id = $2";
        self.remove_own(sql, user, id.uuid()).await
    }

    async fn end_sessions(
        &self,
        user: UserId,
        except: Option<SessionId>,
    ) -> Result<Vec<SessionId>> {
        // No session has the nil id, so that it excepts none.
        let except = except.map_or(Uuid::nil(), SessionId::uuid);
        self.write((user, except), |conn, (user, except)| {
            Box::pin(async move {
                let sql = "DELETE FROM sessions WHERE user_id = $1 AND id <> $2 RETURNING id";
                let ended: Vec<Uuid> =
                    sqlx::query_scalar(sql).bind(user.uuid()).bind(except).fetch_all(conn).await?;
                Ok(ended.into_iter().map(Into::into).collect())
            })
        })
        .await
    }
}

async fn create(conn: &mut Conn, new: &NewSession) -> Result<bool> {
    // The account's row is held: it is not blocked meanwhile.
    let sql = concat!("SELECT id FROM users WHERE id = $1 AND blocked_at IS NULL", for_update!());
    if sqlx::query(sql).bind(new.user.uuid()).fetch_optional(&mut *conn).await?.is_none() {
        return Ok(false);
    }
    // Someone who signs in again and again would otherwise leave dead sessions behind for ever.
    sqlx::query("DELETE FROM sessions WHERE user_id = $1 AND expires_at <= $2")
        .bind(new.user.uuid())
        .bind(new.at)
        .execute(&mut *conn)
        .await?;
    let sql = "INSERT INTO sessions
                   (id, user_id, device, address, created_at, last_used_at, expires_at)
               VALUES ($1, $2, $3, $4, $5, $5, $6)";
    sqlx::query(sql)
        .bind(new.id.uuid())
        .bind(new.user.uuid())
        .bind(&new.device)
        .bind(&new.address)
        .bind(new.at)
        .bind(new.expires_at)
        .execute(&mut *conn)
        .await?;
    seen(conn, new.user, new.at).await?;
    issue(conn, new.id, new.refresh, new.at).await?;
    Ok(true)
}

/// Notes that the person was here.
async fn seen(conn: &mut Conn, user: UserId, at: Millis) -> Result<()> {
    sqlx::query("UPDATE users SET seen_at = $2 WHERE id = $1")
        .bind(user.uuid())
        .bind(at)
        .execute(conn)
        .await?;
    Ok(())
}

async fn issue(conn: &mut Conn, session: SessionId, hash: TokenHash, at: Millis) -> Result<()> {
    sqlx::query("INSERT INTO refresh_tokens (hash, session_id, created_at) VALUES ($1, $2, $3)")
        .bind(hash.to_vec())
        .bind(session.uuid())
        .bind(at)
        .execute(conn)
        .await?;
    Ok(())
}

async fn rotate(conn: &mut Conn, presented: &Presented) -> Result<Rotation> {
    // The token's row is held: of two requests that present it at once, the second sees what the first did.
    let sql = concat!(
        "SELECT t.replaced_at, ",
        sign_in_columns!(),
        " FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
          JOIN users u ON u.id = s.user_id WHERE t.hash = $1",
        for_update!(" OF t")
    );
    let row = sqlx::query_as::<_, TokenRow>(sql)
        .bind(presented.token.to_vec())
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row.filter(|row| row.session.expires_at > presented.now) else {
        return Ok(Rotation::Unknown);
    };
    let mut session: SessionRow = row.session.try_into()?;
    match row.replaced_at {
        None => {
            seen(conn, session.user.id, presented.now).await?;
            replace(conn, session.id, presented).await?;
            session.last_used_at = presented.now;
            session.expires_at = presented.expires_at;
            Ok(Rotation::Rotated(session))
        }
        Some(at) if presented.now.saturating_sub(at) <= presented.grace => {
            Ok(Rotation::Recent(session))
        }
        Some(_) => {
            let sql = "DELETE FROM sessions WHERE id = $1";
            sqlx::query(sql).bind(session.id.uuid()).execute(conn).await?;
            Ok(Rotation::Reused { session: session.id, user: session.user.id })
        }
    }
}

async fn replace(conn: &mut Conn, session: SessionId, presented: &Presented) -> Result<()> {
    sqlx::query("UPDATE refresh_tokens SET replaced_at = $2 WHERE hash = $1")
        .bind(presented.token.to_vec())
        .bind(presented.now)
        .execute(&mut *conn)
        .await?;
    issue(conn, session, presented.next, presented.now).await?;
    sqlx::query("UPDATE sessions SET last_used_at = $2, expires_at = $3 WHERE id = $1")
        .bind(session.uuid())
        .bind(presented.now)
        .bind(presented.expires_at)
        .execute(conn)
        .await?;
    Ok(())
}
