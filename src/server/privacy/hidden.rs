//! Requests with what is private hidden.

use adda_redaction::{Policy, Redactor};

use super::{Behalf, Privacy, Shown, TRIES, hide::Hiding, too_fast};
use crate::{
    provider::{ChatRequest, EmbeddingRequest},
    store::Result,
};

/// A request that may leave, and what turns its answer back.
#[derive(Clone, Debug)]
pub struct Hidden<T> {
    pub request: T,
    pub shown: Shown,
    /// How many different things were hidden.
    pub things: u64,
}

impl Privacy {
    /// A request for an answer as it may leave.
    pub async fn hide(
        &self,
        behalf: &Behalf,
        request: &ChatRequest,
    ) -> Result<Hidden<ChatRequest>> {
        self.hidden(behalf, |hiding| hiding.chat(request)).await
    }

    /// A request for vectors likewise.
    pub async fn hide_texts(
        &self,
        behalf: &Behalf,
        request: &EmbeddingRequest,
    ) -> Result<Hidden<EmbeddingRequest>> {
        self.hidden(behalf, |hiding| hiding.texts(request)).await
    }

    /// New placeholders are kept before anything leaves with them.
    async fn hidden<T>(
        &self,
        behalf: &Behalf,
        work: impl Fn(&mut Hiding<'_>) -> T,
    ) -> Result<Hidden<T>> {
        let vault = async {
            match (behalf.conversation, &behalf.vault) {
                (Some(conversation), Some(read)) => Ok(self.opened(conversation, read.clone())),
                (conversation, _) => self.vault(conversation).await,
            }
        };
        let (known, mut read) = tokio::try_join!(self.policy(behalf.user), vault)?;
        let (person, policy) = &*known;
        for _ in 0..TRIES {
            let (mut vault, version) = read;
            // Whoever asks is always the first: for that alone nothing has to be kept.
            vault.person(person);
            let before = vault.clone();
            let exceptions = vault.exceptions().to_vec();
            let policy = Policy { exceptions, ..policy.clone() };
            let redactor = Redactor::new(&policy, std::slice::from_ref(person));
            let mut hiding = Hiding::new(&redactor, &mut vault);
            let request = work(&mut hiding);
            let things = hiding.things();
            let saved = match behalf.conversation.filter(|_| vault != before) {
                None => true,
                Some(conversation) => self.save(conversation, version, &vault).await?,
            };
            if saved {
                return Ok(Hidden { request, shown: Shown::new(&vault), things });
            }
            read = self.vault(behalf.conversation).await?;
        }
        Err(too_fast())
    }
}
