//! People's keys of AI services.

use adda_protocol::{Millis, ProviderKeyId, UserId};
use async_trait::async_trait;

use super::{Backend, Conn};
use crate::store::{
    Error, ProviderKeyRow, ProviderKeyStore, Reseal, Result, nul::WithoutNul, rows::SealedRow,
};

#[async_trait]
impl ProviderKeyStore for Backend {
    async fn add_provider_key(&self, new: ProviderKeyRow) -> Result<()> {
        self.write(new.without_nul(), |conn, new| Box::pin(add(conn, new))).await
    }

    async fn provider_keys(&self, user: UserId) -> Result<Vec<ProviderKeyRow>> {
        let sql = concat!(
            "SELECT ",
            provider_key_columns!(),
            " FROM provider_keys WHERE user_id = $1 ORDER BY created_at, id"
        );
        let rows = sqlx::query_as::<_, SealedRow>(sql).bind(user.uuid());
        Ok(rows.fetch_all(self.readers()).await?.into_iter().map(Into::into).collect())
    }

    async fn provider_key(
        &self,
        user: UserId,
        id: ProviderKeyId,
    ) -> Result<Option<ProviderKeyRow>> {
        let sql = concat!(
            "SELECT ",
            provider_key_columns!(),
            " FROM provider_keys WHERE user_id = $1 AND id = $2"
        );
        let row = sqlx::query_as::<_, SealedRow>(sql).bind(user.uuid()).bind(id.uuid());
        Ok(row.fetch_optional(self.readers()).await?.map(Into::into))
    }

    async fn provider_key_for(
        &self,
        user: UserId,
        provider: &str,
    ) -> Result<Option<ProviderKeyRow>> {
        let sql = concat!(
            "SELECT ",
            provider_key_columns!(),
            " FROM provider_keys WHERE user_id = $1 AND provider = $2"
        );
        let provider = provider.to_owned().without_nul();
        let row = sqlx::query_as::<_, SealedRow>(sql).bind(user.uuid()).bind(provider);
        Ok(row.fetch_optional(self.readers()).await?.map(Into::into))
    }

    async fn rename_provider_key(
        &self,
        user: UserId,
        id: ProviderKeyId,
        label: &str,
    ) -> Result<Option<ProviderKeyRow>> {
        let label = label.to_owned().without_nul();
        self.write((user, id, label), |conn, (user, id, label)| {
            Box::pin(rename(conn, *user, *id, label))
        })
        .await
    }

    async fn remove_provider_key(&self, user: UserId, id: ProviderKeyId) -> Result<Option<String>> {
        self.write((user, id), |conn, (user, id)| {
            Box::pin(async move {
                let sql = "DELETE FROM provider_keys WHERE user_id = $1 AND id = $2
                           RETURNING provider";
                let removed = sqlx::query_scalar(sql).bind(user.uuid()).bind(id.uuid());
                Ok(removed.fetch_optional(conn).await?)
            })
        })
        .await
    }

    async fn touch_provider_key(&self, id: ProviderKeyId, at: Millis) -> Result<()> {
        self.write((id, at), |conn, (id, at)| {
            Box::pin(async move {
                // Servers that note it at once agree on the latest.
                let sql = "UPDATE provider_keys SET last_used_at = $2
                           WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)";
                sqlx::query(sql).bind(id.uuid()).bind(at).execute(conn).await?;
                Ok(())
            })
        })
        .await
    }

    async fn all_provider_keys(&self) -> Result<Vec<ProviderKeyRow>> {
        let sql = concat!("SELECT ", provider_key_columns!(), " FROM provider_keys ORDER BY id");
        let rows = sqlx::query_as::<_, SealedRow>(sql).fetch_all(self.readers()).await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    async fn reseal_provider_keys(&self, reseal: Reseal) -> Result<u64> {
        self.write(reseal, |conn, reseal| Box::pin(reseal_all(conn, reseal))).await
    }
}

async fn add(conn: &mut Conn, new: &ProviderKeyRow) -> Result<()> {
    let sql = "INSERT INTO provider_keys
                   (id, user_id, provider, origin, label, last4, sealed, created_at, last_used_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
               ON CONFLICT (user_id, provider) DO NOTHING";
    let done = sqlx::query(sql)
        .bind(new.id.uuid())
        .bind(new.user.uuid())
        .bind(&new.provider)
        .bind(&new.origin)
        .bind(&new.label)
        .bind(&new.last4)
        .bind(&new.sealed.0)
        .bind(new.created_at)
        .bind(new.last_used_at)
        .execute(conn)
        .await?;
    if done.rows_affected() == 0 { Err(Error::Exists("provider_keys.provider")) } else { Ok(()) }
}

async fn rename(
    conn: &mut Conn,
    user: UserId,
    id: ProviderKeyId,
    label: &str,
) -> Result<Option<ProviderKeyRow>> {
    let sql = concat!(
        "UPDATE provider_keys SET label = $3 WHERE user_id = $1 AND id = $2 RETURNING ",
        provider_key_columns!()
    );
    let row = sqlx::query_as::<_, SealedRow>(sql).bind(user.uuid()).bind(id.uuid()).bind(label);
    Ok(row.fetch_optional(conn).await?.map(Into::into))
}

async fn reseal_all(conn: &mut Conn, reseal: &Reseal) -> Result<u64> {
    let sql = concat!(
        "SELECT ",
        provider_key_columns!(),
        " FROM provider_keys ORDER BY id",
        for_update!()
    );
    let rows = sqlx::query_as::<_, SealedRow>(sql).fetch_all(&mut *conn).await?;
    let mut resealed = 0;
    for row in rows.into_iter().map(ProviderKeyRow::from) {
        let Some(sealed) = reseal(&row) else { continue };
        sqlx::query("UPDATE provider_keys SET sealed = $2 WHERE id = $1")
            .bind(row.id.uuid())
            .bind(sealed.0)
            .execute(&mut *conn)
            .await?;
        resealed += 1;
    }
    Ok(resealed)
}
