//! What the operator does at the command line, and administrators on their page. It asks for no password of theirs: whoever
//! may run the command may read the database, and `administration` lets nobody else come here.

use adda_protocol::dto::{Password, Role, User};

use super::{
    Accounts,
    accounts::Checked,
    email::Email,
    error::{Error, Result},
    policy,
};

impl Accounts {
    /// Makes an account, also where registration is closed.
    pub async fn create_account(
        &self,
        email: &str,
        name: &str,
        password: &Password,
    ) -> Result<User> {
        self.create(Checked::new(email, name, password)?, password).await
    }

    /// All accounts, oldest first.
    pub async fn accounts(&self) -> Result<Vec<User>> {
        Ok(self.store.users().await?)
    }

    /// The account of an e-mail address, in any way of writing it.
    pub async fn account(&self, email: &str) -> Result<Option<User>> {
        let key = Email::parse(email)?.key;
        Ok(self.store.user_by_email(&key).await?.map(|row| row.user))
    }

    pub async fn set_role(&self, user: &User, role: Role) -> Result<()> {
        if !self.store.set_role(user.id, role).await? {
            return Err(gone());
        }
        self.changed(user.id);
        Ok(())
    }

    /// Sets a new password and ends all sessions.
    pub async fn reset_password(&self, user: &User, password: &Password) -> Result<()> {
        policy::check("password", password, &Email::parse(&user.email)?)?;
        let hash = self.passwords.hash(password).await?;
        if !self.store.set_password(user.id, &hash).await? {
            return Err(gone());
        }
        self.end_all_sessions(user.id, None).await
    }

    /// Ends all sessions of an account.
    pub async fn sign_out_everywhere(&self, user: &User) -> Result<()> {
        self.end_all_sessions(user.id, None).await
    }

    /// Ends all that an account is signed in with, its API keys included, and lets nothing begin until it is unblocked; false
    /// where no other administrator could sign in.
    pub async fn block(&self, user: &User) -> Result<bool> {
        if !self.store.block(user.id, self.clock.now()).await? {
            return Ok(false);
        }
        self.tell(user.id);
        Ok(true)
    }

    /// Lets an account sign in again.
    pub async fn unblock(&self, user: &User) -> Result<()> {
        if self.store.unblock(user.id).await? { Ok(()) } else { Err(gone()) }
    }

    /// Deletes a member's account with everything in it; false where it is none.
    pub async fn delete_member(&self, user: &User) -> Result<bool> {
        let Some(conversations) = self.store.delete_member(user.id).await? else {
            return Ok(false);
        };
        self.removed(user.id, conversations);
        Ok(true)
    }

    /// Deletes an account with everything in it.
    pub async fn delete_account_of(&self, user: &User) -> Result<()> {
        self.remove_everything(user.id).await
    }
}

fn gone() -> Error {
    Error::invalid("email", "There is no such account any more.")
}
