//! Requests with what is private hidden.

use super::{Behalf, Privacy, Shown, hide::Hiding};
use crate::{
    provider::{ChatRequest, EmbeddingRequest},
    store::{Error, Result},
};

/// Tries where two requests of one conversation find something new at once.
const TRIES: usize = 5;

/// A request that may leave, and what turns its answer back.
#[derive(Clone, Debug)]
pub struct Hidden<T> {
    pub request: T,
    pub shown: Shown,
}

impl Privacy {
    /// A request for an answer as it may leave.
    pub async fn hide(&self, behalf: Behalf, request: &ChatRequest) -> Result<Hidden<ChatRequest>> {
        self.hidden(behalf, |hiding| hiding.chat(request)).await
    }

    /// A request for vectors likewise.
    pub async fn hide_texts(
        &self,
        behalf: Behalf,
        request: &EmbeddingRequest,
    ) -> Result<Hidden<EmbeddingRequest>> {
        self.hidden(behalf, |hiding| hiding.texts(request)).await
    }

    /// New placeholders are kept before anything leaves with them.
    async fn hidden<T>(
        &self,
        behalf: Behalf,
        work: impl Fn(&mut Hiding<'_>) -> T,
    ) -> Result<Hidden<T>> {
        let ((person, redactor), mut read) =
            tokio::try_join!(self.redactor(behalf.user), self.vault(behalf))?;
        for _ in 0..TRIES {
            let (mut vault, version) = read;
            // Whoever asks is always the first: for that alone nothing has to be kept.
            vault.person(&person);
            let before = vault.clone();
            let request = work(&mut Hiding::new(&redactor, &mut vault));
            let saved = match behalf.conversation.filter(|_| vault != before) {
                None => true,
                Some(conversation) => self.save(conversation, version, &vault).await?,
            };
            if saved {
                return Ok(Hidden { request, shown: Shown::new(&vault) });
            }
            read = self.vault(behalf).await?;
        }
        Err(Error::Unavailable("the conversation's placeholders change too fast".to_owned()))
    }
}
