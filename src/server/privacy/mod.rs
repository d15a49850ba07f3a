//! What leaves for AI services, whatever it is asked for: names and what is private travel as placeholders, and come back as
//! what they stand for. The one place where that is done; `chat::call` sends everything through it.

mod hidden;
mod hide;
mod sent;
mod shown;

use std::sync::Arc;

use adda_protocol::{ConversationId, MessageId, UserId, dto::Profile};
use adda_redaction::{Blocked, Person, Redactor, Vault};

use crate::{
    clock::Clock,
    config::PrivacyConfig,
    ids::Ids,
    seal::Seal,
    secret::Secret,
    store::{Result, Sealed, Store},
};

pub use hidden::Hidden;
pub use shown::Shown;

/// Labels keep the keys derived from the server's secret apart.
const VAULTS: &[u8] = b"adda placeholders v1";
const SENT: &[u8] = b"adda sent requests v1";

/// On whose behalf something is asked.
#[derive(Clone, Copy, Debug)]
pub struct Behalf {
    pub user: UserId,
    /// Whose placeholders are used. Absent for programs, which bring everything along.
    pub conversation: Option<ConversationId>,
    /// The answer that is asked for.
    pub answer: Option<MessageId>,
}

/// The service.
#[derive(Debug)]
pub struct Privacy {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    ids: Arc<Ids>,
    config: PrivacyConfig,
    vaults: Seal,
    sent: Seal,
}

impl Privacy {
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        ids: Arc<Ids>,
        secret: &Secret,
        config: PrivacyConfig,
    ) -> Self {
        let (vaults, sent) = (Seal::new(secret, VAULTS), Seal::new(secret, SENT));
        Self { store, clock, ids, config, vaults, sent }
    }

    /// Whether the operator's policy lets a person send this.
    pub async fn admit(
        &self,
        user: UserId,
        texts: &[&str],
    ) -> Result<std::result::Result<(), Blocked>> {
        if self.config.block.is_empty() {
            return Ok(Ok(()));
        }
        let profile = self.store.profile(user).await?;
        let redactor = Redactor::new(&self.config.policy(profile.region.as_deref(), true), &[]);
        let refused =
            texts.iter().find_map(|text| redactor.redact(text, &mut Vault::default()).err());
        Ok(refused.map_or(Ok(()), Err))
    }

    /// Who asks, and what finds what is private for them.
    async fn redactor(&self, user: UserId) -> Result<(Person, Redactor)> {
        let (profile, account) = tokio::try_join!(self.store.profile(user), self.store.user(user))?;
        let name = account.map(|row| row.user.name).unwrap_or_default();
        let policy = self.config.policy(profile.region.as_deref(), false);
        let person = person(user, &name, &profile);
        let redactor = Redactor::new(&policy, std::slice::from_ref(&person));
        Ok((person, redactor))
    }

    /// The conversation's placeholders so far. One that does not open, because the server's secret is another now, begins
    /// anew: what was said is kept as it was said, so only the numbers change.
    async fn vault(&self, behalf: Behalf) -> Result<(Vault, Option<i64>)> {
        let Some(conversation) = behalf.conversation else { return Ok((Vault::default(), None)) };
        let Some((sealed, version)) = self.store.vault(conversation).await? else {
            return Ok((Vault::default(), None));
        };
        let place = place(conversation);
        let opened = self.vaults.open(&place, &sealed.0);
        let vault = opened.and_then(|text| serde_json::from_slice(&text).ok());
        if vault.is_none() {
            tracing::warn!(conversation.id = %conversation, "the placeholders of {conversation} cannot be opened and begin anew");
        }
        Ok((vault.unwrap_or_default(), Some(version)))
    }

    async fn save(&self, id: ConversationId, over: Option<i64>, vault: &Vault) -> Result<bool> {
        // Our own types always serialise.
        let text = serde_json::to_vec(vault).unwrap_or_default();
        match self.vaults.close(&place(id), &text, &self.ids) {
            Some(sealed) => self.store.save_vault(id, over, Sealed(sealed)).await,
            None => Ok(false),
        }
    }
}

/// Who asks, by all their names.
fn person(user: UserId, name: &str, profile: &Profile) -> Person {
    let address = if profile.nickname.is_empty() { name } else { profile.nickname.as_str() };
    Person::new(user.to_string(), address).also(name)
}

fn place(id: ConversationId) -> [u8; 16] {
    id.uuid().into_bytes()
}
