use adda_protocol::{
    ConversationId, Millis, UserId,
    dto::{Role, User},
};
use async_trait::async_trait;

use super::Result;

/// An account about to be made.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub id: UserId,
    /// As typed, shown to the person.
    pub email: String,
    /// Canonical form of the e-mail: what is unique.
    pub email_key: String,
    pub name: String,
    /// PHC string.
    pub password_hash: String,
    pub at: Millis,
}

/// An account with its password hash.
#[derive(Clone, Debug)]
pub struct UserRow {
    pub user: User,
    pub password_hash: String,
}

#[async_trait]
pub trait UserStore: Send + Sync {
    /// Makes the account; the first of the server becomes its administrator, decided inside the transaction so
    /// that of two at once exactly one does.
    ///
    /// # Errors
    /// [`super::Error::Exists`] when `email_key` is taken.
    async fn create_user(&self, new: NewUser) -> Result<User>;

    async fn user(&self, id: UserId) -> Result<Option<UserRow>>;

    async fn user_by_email(&self, email_key: &str) -> Result<Option<UserRow>>;

    /// All accounts, oldest first.
    async fn users(&self) -> Result<Vec<User>>;

    /// False when there is no such account.
    async fn set_password(&self, id: UserId, password_hash: &str) -> Result<bool>;

    /// False when there is no such account.
    async fn set_role(&self, id: UserId, role: Role) -> Result<bool>;

    /// Removes the account and everything in it: sessions, conversations, messages, events.
    /// Returns the conversations that went with it.
    async fn delete_user(&self, id: UserId) -> Result<Vec<ConversationId>>;
}
