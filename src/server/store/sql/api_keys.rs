//! Keys for programs.

use adda_protocol::{ApiKeyId, Millis, UserId, dto::ApiKey};
use async_trait::async_trait;

use super::{Backend, Conn};
use crate::store::{
    ApiKeyRow, ApiKeyStore, NewApiKey, Result,
    api_keys::KeyHash,
    nul::WithoutNul,
    rows::{AccountRow, ApiKeyColumns, to_integer, to_json},
};

row! {
    struct OwnedRow {
        key: ApiKeyColumns,
        account: AccountRow,
    }
}

#[async_trait]
impl ApiKeyStore for Backend {
    async fn create_api_key(&self, new: NewApiKey, most: usize) -> Result<bool> {
        self.write((new.without_nul(), most), |conn, (new, most)| {
            Box::pin(create(conn, new, *most))
        })
        .await
    }

    async fn api_keys(&self, user: UserId) -> Result<Vec<ApiKey>> {
        let sql = concat!(
            "SELECT ",
            api_key_columns!(),
            " FROM api_keys k WHERE k.user_id = $1 ORDER BY k.created_at DESC, k.id DESC"
        );
        let rows = sqlx::query_as::<_, ApiKeyColumns>(sql)
            .bind(user.uuid())
            .fetch_all(self.readers())
            .await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    async fn api_key(&self, hash: KeyHash, now: Millis) -> Result<Option<ApiKeyRow>> {
        let sql = concat!(
            "SELECT ",
            api_key_columns!(),
            ", ",
            account_columns!(),
            " FROM api_keys k JOIN users u ON u.id = k.user_id
             WHERE k.hash = $1 AND u.blocked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)"
        );
        let row = sqlx::query_as::<_, OwnedRow>(sql)
            .bind(hash.to_vec())
            .bind(now)
            .fetch_optional(self.readers())
            .await?;
        row.map(|row| Ok(ApiKeyRow { user: row.account.try_into()?, key: row.key.try_into()? }))
            .transpose()
    }

    async fn api_key_works(&self, id: ApiKeyId, now: Millis) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM api_keys k JOIN users u ON u.id = k.user_id
                       WHERE k.id = $1 AND u.blocked_at IS NULL
                           AND (k.expires_at IS NULL OR k.expires_at > $2))";
        Ok(sqlx::query_scalar(sql).bind(id.uuid()).bind(now).fetch_one(self.readers()).await?)
    }

    async fn api_key_used(&self, id: ApiKeyId, at: Millis) -> Result<()> {
        self.write((id, at), |conn, (id, at)| {
            Box::pin(async move {
                let sql = "UPDATE api_keys SET last_used_at = $2
                           WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)";
                sqlx::query(sql).bind(id.uuid()).bind(*at).execute(conn).await?;
                Ok(())
            })
        })
        .await
    }

    async fn delete_api_key(&self, user: UserId, id: ApiKeyId) -> Result<bool> {
        let sql = "DELETE FROM api_keys WHERE id = $1 AND user_id = $2";
        self.remove_own(sql, user, id.uuid()).await
    }
}

async fn create(conn: &mut Conn, new: &NewApiKey, most: usize) -> Result<bool> {
    // The owner's row is held: of two keys made at once, the second is counted after the first.
    let sql = concat!("SELECT id FROM users WHERE id = $1", for_update!());
    sqlx::query(sql).bind(new.user.uuid()).fetch_optional(&mut *conn).await?;
    let sql =
        "INSERT INTO api_keys (id, user_id, name, hash, last4, scopes, created_at, expires_at)
               SELECT $1, $2, $3, $4, $5, $6, $7, $8
               WHERE (SELECT count(*) FROM api_keys WHERE user_id = $2) < $9";
    let done = sqlx::query(sql)
        .bind(new.id.uuid())
        .bind(new.user.uuid())
        .bind(&new.name)
        .bind(new.hash.to_vec())
        .bind(&new.last4)
        .bind(to_json(&new.scopes)?)
        .bind(new.at)
        .bind(new.expires_at)
        .bind(to_integer(most))
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}
