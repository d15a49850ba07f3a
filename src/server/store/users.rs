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

/// An account as an administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub user: User,
    /// When they last signed in or renewed a session.
    pub seen_at: Option<Millis>,
    /// Since when they cannot sign in.
    pub blocked_at: Option<Millis>,
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

    /// Accounts whose e-mail or name contains `words` (all, where they are empty), newest first, made before `before`.
    async fn accounts(
        &self,
        words: &str,
        before: Option<UserId>,
        limit: usize,
    ) -> Result<Vec<Account>>;

    async fn account(&self, id: UserId) -> Result<Option<Account>>;

    /// False when there is no such account.
    async fn set_password(&self, id: UserId, password_hash: &str) -> Result<bool>;

    /// What they are called from now on: what is written keeps the name it was written under. False when there is no such
    /// account.
    async fn set_name(&self, id: UserId, name: &str) -> Result<bool>;

    /// False when there is no such account.
    async fn set_role(&self, id: UserId, role: Role) -> Result<bool>;

    /// Ends all sessions of an account and lets none begin, nor any of its API keys work, until it is unblocked. False, and
    /// nothing changed, for an administrator beside whom no other can sign in; of two blocked at once, one stays.
    async fn block(&self, id: UserId, at: Millis) -> Result<bool>;

    /// False when there is no such account.
    async fn unblock(&self, id: UserId) -> Result<bool>;

    /// Makes an administrator a member, unless it is the only one left: of two that are made members at once, one stays.
    /// False where nothing was changed.
    async fn take_role(&self, id: UserId) -> Result<bool>;

    /// Removes a member's account like [`Self::delete_user`]; `None` for an administrator's, or where there is none.
    async fn delete_member(&self, id: UserId) -> Result<Option<Vec<ConversationId>>>;

    /// Removes the account and everything in it: sessions, conversations, messages, events.
    /// Returns the conversations that went with it.
    async fn delete_user(&self, id: UserId) -> Result<Vec<ConversationId>>;
}
