//! Pictures of people.

use adda_protocol::{PictureId, UserId};
use async_trait::async_trait;

use super::{Backend, Conn};
use crate::store::{NewPicture, PictureSize, PictureStore, Result};

#[async_trait]
impl PictureStore for Backend {
    async fn set_picture(&self, new: NewPicture) -> Result<bool> {
        self.write(new, |conn, new| Box::pin(set(conn, new))).await
    }

    async fn picture(
        &self,
        user: UserId,
        id: PictureId,
        size: PictureSize,
    ) -> Result<Option<Vec<u8>>> {
        let sql = match size {
            PictureSize::Small => "SELECT small FROM pictures WHERE user_id = $1 AND id = $2",
            PictureSize::Large => "SELECT large FROM pictures WHERE user_id = $1 AND id = $2",
        };
        let bytes = sqlx::query_scalar(sql).bind(user.uuid()).bind(id.uuid());
        Ok(bytes.fetch_optional(self.readers()).await?)
    }

    async fn remove_picture(&self, user: UserId) -> Result<()> {
        self.write(user, |conn, user| Box::pin(remove(conn, *user))).await
    }
}

async fn set(conn: &mut Conn, new: &NewPicture) -> Result<bool> {
    let sql = "UPDATE users SET picture = $2 WHERE id = $1";
    let done = sqlx::query(sql).bind(new.user.uuid()).bind(new.id.uuid());
    if done.execute(&mut *conn).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let sql = "INSERT INTO pictures (user_id, id, small, large, created_at)
               VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (user_id) DO UPDATE SET
                   id = excluded.id, small = excluded.small, large = excluded.large,
                   created_at = excluded.created_at";
    sqlx::query(sql)
        .bind(new.user.uuid())
        .bind(new.id.uuid())
        .bind(&new.small)
        .bind(&new.large)
        .bind(new.at)
        .execute(conn)
        .await?;
    Ok(true)
}

async fn remove(conn: &mut Conn, user: UserId) -> Result<()> {
    for sql in
        ["UPDATE users SET picture = NULL WHERE id = $1", "DELETE FROM pictures WHERE user_id = $1"]
    {
        sqlx::query(sql).bind(user.uuid()).execute(&mut *conn).await?;
    }
    Ok(())
}
