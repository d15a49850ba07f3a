//! What leaves for AI services, whatever it is asked for: names and what is private travel as placeholders, and come back as
//! what they stand for. The one place where that is done; `chat::call` sends everything through it.

mod hidden;
mod hide;
mod sent;
mod shown;

use std::sync::Arc;

use adda_protocol::{ConversationId, MessageId, UserId, dto::Profile};
use adda_redaction::{Blocked, Person, Policy, Redactor, Vault};
use tokio::sync::watch;

use crate::{
    clock::Clock,
    config::PrivacyConfig,
    ids::Ids,
    recent::Recent,
    seal::Seal,
    secret::Secret,
    store::{Error, Result, Sealed, Store},
};

pub use hidden::Hidden;
pub use shown::Shown;

/// Labels keep the keys derived from the server's secret apart.
const VAULTS: &[u8] = b"adda placeholders v1";
const SENT: &[u8] = b"adda sent requests v1";

/// Most values of a conversation that leave as they are.
const EXCEPTIONS: usize = 500;

/// Tries where two requests of one conversation find something new at once.
const TRIES: usize = 5;

/// On whose behalf something is asked.
#[derive(Clone, Debug)]
pub struct Behalf {
    pub user: UserId,
    /// Whose placeholders are used. Absent for programs, which bring everything along.
    pub conversation: Option<ConversationId>,
    /// Its placeholders, where they were read already.
    pub vault: Option<Vaulted>,
    /// The answer that is asked for.
    pub answer: Option<MessageId>,
    pub written: Written,
}

/// A conversation's placeholders as they are kept, and their version; `None` where there are none yet.
pub type Vaulted = Option<(Sealed, i64)>;

impl Behalf {
    /// Nothing but a person.
    pub fn of(user: UserId) -> Self {
        Self { user, conversation: None, vault: None, answer: None, written: Written::default() }
    }
}

/// Whether the answer that is asked for has its place in the log: from the beginning, or from a moment on that may never come.
#[derive(Clone, Debug, Default)]
pub struct Written(Option<watch::Receiver<bool>>);

impl Written {
    pub const fn at(moment: watch::Receiver<bool>) -> Self {
        Self(Some(moment))
    }

    /// Waits for it; false where it will not come.
    async fn wait(self) -> bool {
        match self.0 {
            None => true,
            Some(mut moment) => moment.wait_for(|written| *written).await.is_ok(),
        }
    }
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
    /// Who asked lately, and what is hidden for them.
    policies: Recent<UserId, Arc<(Person, Policy)>>,
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
        Self { store, clock, ids, config, vaults, sent, policies: Recent::default() }
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
        let (_, policy) = self.shown_to(user).await?;
        let redactor = Redactor::new(&policy, &[]);
        let refused =
            texts.iter().find_map(|text| redactor.redact(text, &mut Vault::default()).err());
        Ok(refused.map_or(Ok(()), Err))
    }

    /// What is found for a person while they type: what they are called, and the policy that messages are sent under.
    pub async fn shown_to(&self, user: UserId) -> Result<(Person, Policy)> {
        let (person, hiding) = Arc::unwrap_or_clone(self.policy(user).await?);
        let refusing = self.config.policy(hiding.region.as_deref(), true);
        Ok((person, Policy { actions: refusing.actions, ..hiding }))
    }

    /// From now on these values leave as they are in this conversation: they only look private.
    pub async fn except(&self, conversation: ConversationId, values: &[String]) -> Result<()> {
        for _ in 0..TRIES {
            let (mut vault, version) = self.vault(Some(conversation)).await?;
            for value in values.iter().take(EXCEPTIONS.saturating_sub(vault.exceptions().len())) {
                vault.except(value);
            }
            if self.save(conversation, version, &vault).await? {
                return Ok(());
            }
        }
        Err(too_fast())
    }

    /// To be called when a person's profile or name has changed.
    pub fn forget(&self, user: UserId) {
        self.policies.forget(user);
    }

    /// Who asks, and what is hidden for them.
    async fn policy(&self, user: UserId) -> Result<Arc<(Person, Policy)>> {
        let now = self.clock.now();
        let changes = match self.policies.get(user, now) {
            Ok(policy) => return Ok(policy),
            Err(changes) => changes,
        };
        let (profile, account) = tokio::try_join!(self.store.profile(user), self.store.user(user))?;
        let name = account.map(|row| row.user.name).unwrap_or_default();
        let hiding = self.config.policy(profile.region.as_deref(), false);
        let policy = Policy { terms: profile.hidden_terms.clone(), ..hiding };
        let policy = Arc::new((person(user, &name, &profile), policy));
        self.policies.keep(user, &policy, now, changes);
        Ok(policy)
    }

    /// The conversation's placeholders so far.
    async fn vault(&self, conversation: Option<ConversationId>) -> Result<(Vault, Option<i64>)> {
        let Some(conversation) = conversation else { return Ok((Vault::default(), None)) };
        Ok(self.opened(conversation, self.store.vault(conversation).await?))
    }

    /// Those that do not open, because the server's secret is another now, begin anew: what was said is kept as it was said, so
    /// only the numbers change.
    fn opened(&self, conversation: ConversationId, vaulted: Vaulted) -> (Vault, Option<i64>) {
        let Some((sealed, version)) = vaulted else { return (Vault::default(), None) };
        let place = place(conversation);
        let opened = self.vaults.open(&place, &sealed.0);
        let vault = opened.and_then(|text| serde_json::from_slice(&text).ok());
        if vault.is_none() {
            tracing::warn!(conversation.id = %conversation, "the placeholders of {conversation} cannot be opened and begin anew");
        }
        (vault.unwrap_or_default(), Some(version))
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

fn too_fast() -> Error {
    Error::Unavailable("the conversation's placeholders change too fast".to_owned())
}

fn place(id: ConversationId) -> [u8; 16] {
    id.uuid().into_bytes()
}
