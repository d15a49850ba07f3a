//! Accounts.

use adda_protocol::{
    ConversationId, Millis, UserId,
    dto::{Role, User},
};
use async_trait::async_trait;
use uuid::Uuid;

use super::{Backend, Conn, conversations::containing, serialise_accounts};
use crate::store::{
    Account, Error, NewUser, Result, UserRow, UserStore,
    nul::WithoutNul,
    rows::{AccountRow, role_word, to_integer},
};

row! {
    struct WithPassword {
        account: AccountRow,
        password_hash: String,
    }
}

impl TryFrom<WithPassword> for UserRow {
    type Error = Error;

    fn try_from(row: WithPassword) -> Result<Self> {
        Ok(Self { user: row.account.try_into()?, password_hash: row.password_hash })
    }
}

row! {
    struct SeenRow {
        account: AccountRow,
        seen_at: Option<i64>,
        blocked_at: Option<i64>,
    }
}

impl TryFrom<SeenRow> for Account {
    type Error = Error;

    fn try_from(row: SeenRow) -> Result<Self> {
        let SeenRow { account, seen_at, blocked_at } = row;
        Ok(Self { user: account.try_into()?, seen_at, blocked_at })
    }
}

#[async_trait]
impl UserStore for Backend {
    async fn create_user(&self, new: NewUser) -> Result<User> {
        self.write(new.without_nul(), |conn, new| Box::pin(create(conn, new))).await
    }

    async fn user(&self, id: UserId) -> Result<Option<UserRow>> {
        let sql = concat!(
            "SELECT ",
            account_columns!(),
            ", u.password_hash FROM users u WHERE u.id = $1"
        );
        sqlx::query_as::<_, WithPassword>(sql)
            .bind(id.uuid())
            .fetch_optional(self.readers())
            .await?
            .map(TryInto::try_into)
            .transpose()
    }

    async fn user_by_email(&self, email_key: &str) -> Result<Option<UserRow>> {
        let sql = concat!(
            "SELECT ",
            account_columns!(),
            ", u.password_hash FROM users u WHERE u.email_key = $1"
        );
        sqlx::query_as::<_, WithPassword>(sql)
            .bind(email_key.to_owned().without_nul())
            .fetch_optional(self.readers())
            .await?
            .map(TryInto::try_into)
            .transpose()
    }

    async fn users(&self) -> Result<Vec<User>> {
        let sql =
            concat!("SELECT ", account_columns!(), " FROM users u ORDER BY u.created_at, u.id");
        let rows = sqlx::query_as::<_, AccountRow>(sql).fetch_all(self.readers()).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    async fn accounts(
        &self,
        words: &str,
        before: Option<UserId>,
        limit: usize,
    ) -> Result<Vec<Account>> {
        let sql = concat!(
            "SELECT ",
            account_columns!(),
            ", u.seen_at, u.blocked_at FROM users u
             WHERE ($1 = '' OR u.email_key LIKE $1 ESCAPE '!' OR lower(u.name) LIKE $1 ESCAPE '!')
                 AND u.id < $2
             ORDER BY u.id DESC LIMIT $3"
        );
        let rows = sqlx::query_as::<_, SeenRow>(sql)
            .bind(containing(words).without_nul())
            .bind(before.map_or(Uuid::max(), UserId::uuid))
            .bind(to_integer(limit))
            .fetch_all(self.readers())
            .await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    async fn account(&self, id: UserId) -> Result<Option<Account>> {
        let sql = concat!(
            "SELECT ",
            account_columns!(),
            ", u.seen_at, u.blocked_at FROM users u WHERE u.id = $1"
        );
        let row = sqlx::query_as::<_, SeenRow>(sql).bind(id.uuid());
        row.fetch_optional(self.readers()).await?.map(TryInto::try_into).transpose()
    }

    async fn set_password(&self, id: UserId, password_hash: &str) -> Result<bool> {
        let sql = "UPDATE users SET password_hash = $2 WHERE id = $1";
        self.set(sql, id, password_hash.to_owned()).await
    }

    async fn set_name(&self, id: UserId, name: &str) -> Result<bool> {
        let sql = "UPDATE users SET name = $2 WHERE id = $1";
        self.set(sql, id, name.to_owned().without_nul()).await
    }

    async fn set_role(&self, id: UserId, role: Role) -> Result<bool> {
        let sql = "UPDATE users SET role = $2 WHERE id = $1";
        self.set(sql, id, role_word(role).to_owned()).await
    }

    async fn block(&self, id: UserId, at: Millis) -> Result<bool> {
        self.write((id, at), |conn, (id, at)| Box::pin(block(conn, *id, *at))).await
    }

    async fn unblock(&self, id: UserId) -> Result<bool> {
        self.write(id, |conn, id| {
            Box::pin(async move {
                let sql = "UPDATE users SET blocked_at = NULL WHERE id = $1";
                Ok(sqlx::query(sql).bind(id.uuid()).execute(conn).await?.rows_affected() > 0)
            })
        })
        .await
    }

    async fn take_role(&self, id: UserId) -> Result<bool> {
        self.write(id, |conn, id| Box::pin(take_role(conn, *id))).await
    }

    async fn delete_member(&self, id: UserId) -> Result<Option<Vec<ConversationId>>> {
        self.write(id, |conn, id| Box::pin(delete_member(conn, *id))).await
    }

    async fn delete_user(&self, id: UserId) -> Result<Vec<ConversationId>> {
        self.write(id, |conn, id| Box::pin(delete(conn, *id))).await
    }
}

impl Backend {
    async fn set(&self, sql: &'static str, id: UserId, value: String) -> Result<bool> {
        self.write((sql, id, value), |conn, (sql, id, value)| {
            Box::pin(async move {
                let done = sqlx::query(*sql).bind(id.uuid()).bind(value).execute(conn).await?;
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }
}

async fn create(conn: &mut Conn, new: &NewUser) -> Result<User> {
    serialise_accounts(conn).await?;
    let sql = "INSERT INTO users (id, email, email_key, name, role, password_hash, created_at)
         VALUES ($1, $2, $3, $4,
             CASE WHEN EXISTS (SELECT 1 FROM users) THEN 'member' ELSE 'admin' END, $5, $6)
         ON CONFLICT (email_key) DO NOTHING
         RETURNING id AS user_id, email, name, role, created_at AS user_created_at, picture";
    sqlx::query_as::<_, AccountRow>(sql)
        .bind(new.id.uuid())
        .bind(&new.email)
        .bind(&new.email_key)
        .bind(&new.name)
        .bind(&new.password_hash)
        .bind(new.at)
        .fetch_optional(conn)
        .await?
        .ok_or(Error::Exists("users.email"))?
        .try_into()
}

/// The condition that an administrator other than the account $1 can sign in.
macro_rules! another_administrator {
    () => {
        "EXISTS (SELECT 1 FROM users o
                 WHERE o.role = 'admin' AND o.blocked_at IS NULL AND o.id <> $1)"
    };
}

async fn block(conn: &mut Conn, id: UserId, at: Millis) -> Result<bool> {
    serialise_accounts(conn).await?;
    let sql = concat!(
        "UPDATE users SET blocked_at = coalesce(blocked_at, $2)
         WHERE id = $1 AND (role <> 'admin' OR ",
        another_administrator!(),
        ")"
    );
    let done = sqlx::query(sql).bind(id.uuid()).bind(at).execute(&mut *conn).await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("DELETE FROM sessions WHERE user_id = $1").bind(id.uuid()).execute(conn).await?;
    Ok(true)
}

async fn take_role(conn: &mut Conn, id: UserId) -> Result<bool> {
    serialise_accounts(conn).await?;
    let sql = concat!(
        "UPDATE users SET role = 'member' WHERE id = $1 AND role = 'admin' AND ",
        another_administrator!()
    );
    let done = sqlx::query(sql).bind(id.uuid()).execute(conn).await?;
    Ok(done.rows_affected() > 0)
}

async fn delete_member(conn: &mut Conn, id: UserId) -> Result<Option<Vec<ConversationId>>> {
    let sql = concat!("SELECT role FROM users WHERE id = $1", for_update!());
    let role: Option<String> =
        sqlx::query_scalar(sql).bind(id.uuid()).fetch_optional(&mut *conn).await?;
    if role.as_deref() != Some(role_word(Role::Member)) {
        return Ok(None);
    }
    delete(conn, id).await.map(Some)
}

/// The tables' foreign keys take everything of the account with it.
async fn delete(conn: &mut Conn, id: UserId) -> Result<Vec<ConversationId>> {
    // Held first, so that no conversation of theirs appears between the two statements below.
    let hold = concat!("SELECT id FROM users WHERE id = $1", for_update!());
    sqlx::query(hold).bind(id.uuid()).fetch_optional(&mut *conn).await?;
    let conversations: Vec<Uuid> =
        sqlx::query_scalar("SELECT id FROM conversations WHERE owner_id = $1 ORDER BY id")
            .bind(id.uuid())
            .fetch_all(&mut *conn)
            .await?;
    sqlx::query("DELETE FROM users WHERE id = $1").bind(id.uuid()).execute(conn).await?;
    Ok(conversations.into_iter().map(Into::into).collect())
}
