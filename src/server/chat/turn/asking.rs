//! How an answer is asked for.

use adda_protocol::{Message, UserId};

use super::{Call, Writer};
use crate::{
    cache::Asked,
    metering::Payer,
    privacy::Behalf,
    provider::{ErrorKind, ProviderError},
    store,
};

type Result<T> = std::result::Result<T, ProviderError>;

impl Writer {
    pub(super) async fn open(&mut self, answer: &Message) -> Result<Call> {
        let engine = self.engine.clone();
        let conversation = self.running.conversation;
        let user = self.asker(answer).await?;
        self.payer = Some(Payer { user, place: Some((conversation, Some(answer.id))) });
        let (resolved, key) = engine.calls.resolve(user, answer.model.as_deref()).await?;
        resolved.provider.name().clone_into(&mut self.provider);
        let told = engine.told(user, conversation, answer, &resolved).await.map_err(unread)?;
        let told = told.ok_or_else(homeless)?;
        self.summarise = told.summarise;
        // Another answer is wanted than there was.
        let fresh = self.run.fresh
            || engine.answers.is_on()
                && engine
                    .store
                    .has_earlier_version(conversation, answer.id)
                    .await
                    .map_err(unread)?;
        let asked = Asked { user, category: &told.category, fresh };
        let behalf = Behalf { user, conversation: Some(conversation), answer: Some(answer.id) };
        engine.calls.answer(behalf, asked, (&resolved, key), told.request).await
    }

    /// Who asked what this answers.
    async fn asker(&self, answer: &Message) -> Result<UserId> {
        if let Some(known) = self.run.asker {
            return Ok(known);
        }
        let question = answer.reply_to.ok_or_else(homeless)?;
        let question = self.engine.store.message(self.running.conversation, question).await;
        let question = question.map_err(unread)?.ok_or_else(homeless)?;
        question.author.id.parse().map_err(|_| homeless())
    }
}

fn unread(error: store::Error) -> ProviderError {
    ProviderError::new(ErrorKind::Network, error.to_string())
}

fn homeless() -> ProviderError {
    ProviderError::new(ErrorKind::BadRequest, "the answer belongs to no question")
}
