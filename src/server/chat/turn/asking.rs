//! How an answer is asked for.

use adda_protocol::{ConversationId, KeyOwner, Message, MessageId, UserId};

use super::{Call, Writer};
use crate::{
    cache::Asked,
    chat::{
        Engine,
        summaries::Job,
        told::{End, Told},
    },
    metering::Payer,
    privacy::{Behalf, Written},
    provider::{ErrorKind, ProviderError, registry::Resolved},
    store,
};

pub(in crate::chat) type Result<T> = std::result::Result<T, ProviderError>;

/// What is to be answered, and by whom.
#[derive(Clone, Debug)]
pub(in crate::chat) struct Wanted {
    pub user: UserId,
    pub conversation: ConversationId,
    pub model: Option<String>,
    pub end: End,
    /// Another answer than there was.
    pub fresh: bool,
    pub written: Written,
}

/// What asking brought to light, also where it failed.
#[derive(Debug, Default)]
pub(in crate::chat) struct Found {
    /// Name of the provider, once it is known.
    pub provider: String,
    pub payer: Option<Payer>,
    /// What is to be done once the answer is written.
    pub summarise: Option<Job>,
    /// What was read to be told ends with it.
    pub leaf: Option<MessageId>,
}

/// A request that is ready, and who answers it.
pub(in crate::chat) struct Prepared {
    resolved: Resolved,
    key: KeyOwner,
    told: Told,
}

/// Gathers what the service is to be told.
pub(in crate::chat) async fn prepare(
    engine: &Engine,
    wanted: &Wanted,
    found: &mut Found,
) -> Result<Prepared> {
    let Wanted { user, conversation, model, end, .. } = wanted;
    found.payer = Some(Payer { user: *user, place: Some((*conversation, Some(end.answer))) });
    let (resolved, key) = engine.calls.resolve(*user, model.as_deref()).await?;
    resolved.provider.name().clone_into(&mut found.provider);
    let told = engine.told(*user, *conversation, end.clone(), &resolved).await.map_err(unread)?;
    let told = told.ok_or_else(homeless)?;
    found.summarise = told.summarise;
    found.leaf = Some(told.leaf);
    Ok(Prepared { resolved, key, told })
}

/// Asks the service, and waits for its first word.
pub(in crate::chat) async fn ask(
    engine: &Engine,
    wanted: Wanted,
    prepared: Prepared,
) -> Result<Call> {
    let Wanted { user, conversation, end, fresh, written, .. } = wanted;
    let Prepared { resolved, key, told } = prepared;
    let answer = end.answer;
    // Another answer is wanted than there was.
    let fresh = fresh
        || engine.answers.is_on()
            && engine.store.has_earlier_version(conversation, answer).await.map_err(unread)?;
    let asked = Asked { user, category: &told.category, fresh };
    let behalf = Behalf {
        user,
        conversation: Some(conversation),
        vault: Some(told.vault),
        answer: Some(answer),
        written,
    };
    engine.calls.answer(behalf, asked, (&resolved, key), told.request).await
}

impl Writer {
    pub(super) async fn open(&mut self, answer: &Message) -> Result<Call> {
        let ahead = self.ahead.take();
        let opened = match ahead {
            Some(ahead) => ahead.opened().await,
            None => None,
        };
        // Asked while the message was being written down, and answered where it stands now.
        if let Some(opened) = opened {
            self.begun = opened.begun;
            self.found = opened.found;
            return opened.call;
        }
        let conversation = self.running.conversation;
        let wanted = Wanted {
            user: asker(&self.engine, conversation, self.run.asker, answer).await?,
            conversation,
            model: answer.model.clone(),
            end: End::from(answer),
            fresh: self.run.fresh,
            written: Written::default(),
        };
        let prepared = prepare(&self.engine, &wanted, &mut self.found).await?;
        ask(&self.engine, wanted, prepared).await
    }
}

/// Who asked what this answers.
async fn asker(
    engine: &Engine,
    conversation: ConversationId,
    known: Option<UserId>,
    answer: &Message,
) -> Result<UserId> {
    if let Some(known) = known {
        return Ok(known);
    }
    let question = answer.reply_to.ok_or_else(homeless)?;
    let question = engine.store.message(conversation, question).await;
    let question = question.map_err(unread)?.ok_or_else(homeless)?;
    question.author.id.parse().map_err(|_| homeless())
}

fn unread(error: store::Error) -> ProviderError {
    ProviderError::new(ErrorKind::Network, error.to_string())
}

fn homeless() -> ProviderError {
    ProviderError::new(ErrorKind::BadRequest, "the answer belongs to no question")
}
