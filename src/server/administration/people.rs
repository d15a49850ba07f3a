//! Accounts: who there is, and what can be done with one.

use adda_protocol::{
    UserId, day,
    dto::{Page, Role, Totals, UsageLine, User},
};

use super::{Administration, Error, Result, admit};
use crate::{auth::Identity, metering::month_start, store::Account};

/// People on a page.
const PAGE: usize = 25;
/// Of what is looked for, in characters.
const WORDS: usize = 200;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub account: Account,
    /// Since this month began, UTC.
    pub month: Totals,
}

/// One person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonDetails {
    pub account: Account,
    /// Sign-ins that are open.
    pub sessions: usize,
    /// Since this month began, UTC.
    pub month: Vec<UsageLine>,
    /// Whether they are the one who asks.
    pub own: bool,
}

impl Administration {
    /// People whose e-mail or name contains `words`, the newest first.
    pub async fn people(
        &self,
        who: &Identity,
        words: &str,
        before: Option<UserId>,
    ) -> Result<Page<Person>> {
        admit(who)?;
        let words: String = words.trim().chars().take(WORDS).collect();
        let mut accounts = self.store.accounts(&words, before, PAGE + 1).await?;
        let more = accounts.len() > PAGE;
        accounts.truncate(PAGE);
        let next = accounts.last().filter(|_| more).map(|last| last.user.id.to_string());
        let mut items = Vec::with_capacity(accounts.len());
        for account in accounts {
            let mut month = Totals::default();
            self.month_of(account.user.id).await?.iter().for_each(|line| month.add(&line.totals));
            items.push(Person { account, month });
        }
        Ok(Page { items, next })
    }

    pub async fn person(&self, who: &Identity, id: UserId) -> Result<PersonDetails> {
        admit(who)?;
        let account = self.store.account(id).await?.ok_or(Error::NotFound)?;
        let sessions = self.store.sessions(id, self.clock.now()).await?.len();
        let month = self.month_of(id).await?;
        Ok(PersonDetails { account, sessions, month, own: id == who.id() })
    }

    /// Makes somebody an administrator, or a member again; the last administrator stays one.
    pub async fn set_role(&self, who: &Identity, id: UserId, role: Role) -> Result<()> {
        let user = self.user(who, id).await?;
        if user.role == role {
            return Ok(());
        }
        match role {
            Role::Admin => self.accounts.set_role(&user, role).await?,
            Role::Member if self.store.take_role(id).await? => self.accounts.changed(id),
            Role::Member => {
                return Err(Error::Conflict("this is the last administrator"));
            }
        }
        tracing::info!(admin.id = %who.id(), user.id = %id, user.role = ?role, "an administrator changed a role");
        Ok(())
    }

    /// Ends all sessions of somebody.
    pub async fn sign_out(&self, who: &Identity, id: UserId) -> Result<()> {
        let user = self.user(who, id).await?;
        self.accounts.sign_out_everywhere(&user).await?;
        tracing::info!(admin.id = %who.id(), user.id = %id, "an administrator ended all sessions of an account");
        Ok(())
    }

    /// Keeps somebody from signing in, and ends what they are signed in with; never oneself, nor the last administrator.
    pub async fn block(&self, who: &Identity, id: UserId) -> Result<()> {
        let user = self.user(who, id).await?;
        if id == who.id() {
            return Err(Error::Conflict("nobody blocks themselves"));
        }
        if !self.accounts.block(&user).await? {
            return Err(Error::Conflict("this is the last administrator"));
        }
        tracing::warn!(admin.id = %who.id(), user.id = %id, "an administrator blocked an account");
        Ok(())
    }

    /// Lets somebody who was blocked sign in again.
    pub async fn unblock(&self, who: &Identity, id: UserId) -> Result<()> {
        let user = self.user(who, id).await?;
        self.accounts.unblock(&user).await?;
        tracing::warn!(admin.id = %who.id(), user.id = %id, "an administrator unblocked an account");
        Ok(())
    }

    /// Deletes a member's account with everything in it; `confirm` is its e-mail, typed once more.
    pub async fn delete(&self, who: &Identity, id: UserId, confirm: &str) -> Result<()> {
        let user = self.user(who, id).await?;
        if user.role == Role::Admin {
            return Err(Error::Conflict("administrators are made members before they are deleted"));
        }
        if !confirm.trim().eq_ignore_ascii_case(user.email.trim()) {
            let message = "This is not the e-mail of the account.";
            return Err(Error::Invalid { field: "confirm", message });
        }
        if !self.accounts.delete_member(&user).await? {
            return Err(Error::NotFound);
        }
        tracing::warn!(admin.id = %who.id(), user.id = %id, "an administrator deleted an account");
        Ok(())
    }

    async fn user(&self, who: &Identity, id: UserId) -> Result<User> {
        admit(who)?;
        Ok(self.store.user(id).await?.ok_or(Error::NotFound)?.user)
    }

    async fn month_of(&self, id: UserId) -> Result<Vec<UsageLine>> {
        let now = self.clock.now();
        Ok(self.store.usage(id, month_start(now), now.saturating_add(day::MILLIS)).await?)
    }
}
