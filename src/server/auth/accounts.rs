//! What a person does with their account.

use adda_protocol::{
    ConversationId, ServerFrame, UserId,
    dto::{ChangePassword, DeleteAccount, Login, Password, Register, User},
};

use super::{
    Accounts, Identity, Origin, SignedIn,
    email::Email,
    error::{Error, Result},
    name,
    password::Verdict,
    policy,
};
use crate::{
    limiter::{Kind, Subject},
    realtime::hub::Topic,
    store::{self, NewUser, UserRow},
};

impl Accounts {
    /// Makes an account and signs in.
    pub async fn register(&self, form: Register, from: Origin) -> Result<SignedIn> {
        self.limits.anonymous(&from.address).await?;
        if !self.config.registration {
            return Err(Error::RegistrationClosed);
        }
        let new = Checked::new(&form.email, &form.name, &form.password)?;
        let address = Subject::Address(&from.address);
        let _counted = self.limits.attempt(&[(Kind::Registration, address)]).await?;
        let user = self.create(new, &form.password).await?;
        tracing::info!(user.id = %user.id, user.role = ?user.role, "account made");
        self.start_session(user, from).await
    }

    pub async fn login(&self, form: Login, from: Origin) -> Result<SignedIn> {
        self.limits.anonymous(&from.address).await?;
        // What is no address has no account, which whoever typed it knows already.
        let email = Email::parse(&form.email).map_err(|_| Error::WrongCredentials)?;
        let account = (Kind::Account, Subject::Email(&email.key));
        let address = (Kind::Address, Subject::Address(&from.address));
        // Counted before it is tried, so that many at once gain nothing, and given back when it succeeds.
        let attempt = self.limits.attempt(&[account, address]).await?;
        let found = self.store.user_by_email(&email.key).await?;
        let stored = found.as_ref().map(|row| row.password_hash.as_str());
        let verdict = self.passwords.verify(&form.password, stored).await?;
        let Some(row) = found.filter(|_| verdict != Verdict::Wrong) else {
            tracing::info!(client.address = %from.address, "sign-in refused");
            return Err(Error::WrongCredentials);
        };
        self.limits.give_back(attempt).await;
        if verdict == Verdict::RightButOutdated {
            let hash = self.passwords.hash(&form.password).await?;
            self.replace_password(row.user.id, &row.password_hash, &hash).await?;
        }
        self.start_session(row.user, from).await
    }

    /// Changes the password and ends all other sessions.
    pub async fn change_password(&self, who: &Identity, form: ChangePassword) -> Result<()> {
        let session = who.session()?;
        let row = self.confirm(who, &form.current).await?;
        policy::check("new", &form.new, &Email::parse(&row.user.email)?)?;
        let hash = self.passwords.hash(&form.new).await?;
        if !self.replace_password(who.id(), &row.password_hash, &hash).await? {
            // Changed meanwhile: the one given is no longer the current one.
            return Err(Error::WrongCredentials);
        }
        tracing::info!(user.id = %who.id(), "password changed");
        self.end_all_sessions(who.id(), Some(session)).await
    }

    /// Calls a person by another name from now on. What they wrote keeps the name it was written under.
    pub async fn rename(&self, who: &Identity, name: &str) -> Result<User> {
        who.session()?;
        let name = name::tidy(name)?;
        if name == who.user.name {
            return Ok(who.user.clone());
        }
        if !self.store.set_name(who.id(), &name).await? {
            return Err(Error::Unauthorized);
        }
        // Nothing ends: open connections look at their session again, and find the name there.
        self.tell(who.id());
        Ok(User { name, ..who.user.clone() })
    }

    /// Deletes the account with everything in it.
    pub async fn delete_account(&self, who: &Identity, form: DeleteAccount) -> Result<()> {
        self.confirm(who, &form.password).await?;
        self.remove_everything(who.id()).await
    }

    /// Makes an account of what was checked.
    pub(super) async fn create(&self, new: Checked, password: &Password) -> Result<User> {
        let password_hash = self.passwords.hash(password).await?;
        let user = NewUser {
            id: self.ids.make(UserId::new),
            email: new.email.shown,
            email_key: new.email.key,
            name: new.name,
            password_hash,
            at: self.clock.now(),
        };
        self.store.create_user(user).await.map_err(|error| match error {
            store::Error::Exists(_) => Error::EmailTaken,
            other => other.into(),
        })
    }

    /// Removes the account with everything in it.
    pub(super) async fn remove_everything(&self, user: UserId) -> Result<()> {
        let conversations = self.store.delete_user(user).await?;
        self.removed(user, conversations);
        Ok(())
    }

    /// Tells everyone who watched something of an account that it is gone.
    pub(super) fn removed(&self, user: UserId, conversations: Vec<ConversationId>) {
        tracing::info!(user.id = %user, conversations = conversations.len(), "account deleted");
        for conversation in conversations {
            self.hub.publish(Topic::Conversation(conversation), ServerFrame::Gone { conversation });
        }
        self.tell(user);
    }

    /// Asks for the password again, of a person already signed in.
    async fn confirm(&self, who: &Identity, password: &Password) -> Result<UserRow> {
        who.session()?;
        let attempt = self.limits.attempt(&[(Kind::Confirmation, Subject::User(who.id()))]).await?;
        let row = self.store.user(who.id()).await?.ok_or(Error::Unauthorized)?;
        if self.passwords.verify(password, Some(&row.password_hash)).await? == Verdict::Wrong {
            return Err(Error::WrongCredentials);
        }
        self.limits.give_back(attempt).await;
        Ok(row)
    }

    /// Stores `hash` where `seen` is still the stored one; false when it no longer is.
    async fn replace_password(&self, user: UserId, seen: &str, hash: &str) -> Result<bool> {
        let _one_at_a_time = self.replacing.lock().await;
        let stored = self.store.user(user).await?;
        if stored.is_none_or(|row| row.password_hash != seen) {
            return Ok(false);
        }
        Ok(self.store.set_password(user, hash).await?)
    }
}

/// E-mail and name of a new account, in order.
pub(super) struct Checked {
    email: Email,
    name: String,
}

impl Checked {
    pub fn new(email: &str, name: &str, password: &Password) -> Result<Self> {
        let email = Email::parse(email)?;
        let name = name::clean(name, &email)?;
        policy::check("password", password, &email)?;
        Ok(Self { email, name })
    }
}
