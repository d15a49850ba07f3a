//! Summaries of what no longer fits into requests, made beside the talk. Nothing waits for them, and where one fails the
//! conversation goes on without: the next answer tries again.

mod keeping;

use std::{collections::HashSet, sync::Arc};

use adda_protocol::{ConversationId, Cost, MessageId, Seq, Usage, UserId, dto::PartHealth};
use parking_lot::Mutex;
use thiserror::Error;
use tokio::sync::Semaphore;

use super::{Engine, told::LINES};
use crate::{
    context::{
        self,
        summary::{self, Answer, Wanted},
    },
    metering::Payer,
    privacy::Behalf,
    provider::{
        ErrorKind, ProviderError, ProviderEvent,
        registry::{Access, Resolved},
    },
    store::{self, Leaf, Line, NewSummary, Stretch, Summary},
};

/// Summaries made at the same time.
const AT_ONCE: usize = 2;
/// Steps of one job; what is left waits for the next answer.
const STEPS: usize = 64;
/// Messages one step looks at.
const STEP_LINES: usize = 400;

/// A conversation whose summary is to be extended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    pub user: UserId,
    pub conversation: ConversationId,
    /// The answer whose path is summarised.
    pub leaf: MessageId,
    /// Tokens of the newest messages that stay out of the summary.
    pub keep: u64,
    /// With what the conversation's own model is asked: one that needs no key keeps what is said to itself.
    pub access: Access,
}

/// The jobs, and how the last one went.
#[derive(Debug)]
pub(super) struct Summaries {
    running: Mutex<HashSet<ConversationId>>,
    places: Semaphore,
    trouble: Mutex<Option<&'static str>>,
}

impl Default for Summaries {
    fn default() -> Self {
        Self {
            running: Mutex::default(),
            places: Semaphore::new(AT_ONCE),
            trouble: Mutex::default(),
        }
    }
}

#[derive(Debug, Error)]
enum Trouble {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Provider(#[from] ProviderError),
    #[error("the model wrote no summary")]
    Unreadable,
    #[error("the model took too long")]
    Slow,
}

impl Trouble {
    /// For health, which anybody may read.
    const fn word(&self) -> &'static str {
        match self {
            Self::Store(_) => "the last summary could not be saved",
            Self::Provider(_) => "the model failed at the last summary",
            Self::Unreadable => "the model wrote no summary",
            Self::Slow => "the model took too long for the last summary",
        }
    }
}

/// Notes of one step, and what they took.
struct Made {
    answer: Answer,
    model: String,
    usage: Option<Usage>,
    cost: Option<Cost>,
}

impl Engine {
    /// How summaries go; people do not notice when they do not.
    pub fn summaries_health(&self) -> PartHealth {
        match *self.summaries.trouble.lock() {
            None => PartHealth { ok: true, detail: "ok".to_owned() },
            Some(trouble) => PartHealth { ok: false, detail: trouble.to_owned() },
        }
    }

    /// Extends a conversation's summary, unless that is being done already.
    pub(super) fn summarise(self: &Arc<Self>, job: Job) {
        if !self.summaries.running.lock().insert(job.conversation) {
            return;
        }
        let engine = self.clone();
        tokio::spawn(async move {
            let _place = engine.summaries.places.acquire().await;
            let done = engine.extend(job).await;
            engine.summaries.running.lock().remove(&job.conversation);
            let trouble = done.as_ref().err().map(Trouble::word);
            if let Err(error) = done {
                tracing::warn!(%error, conversation.id = %job.conversation, "a summary failed: {error}");
            }
            *engine.summaries.trouble.lock() = trouble;
        });
    }

    async fn extend(self: &Arc<Self>, job: Job) -> Result<(), Trouble> {
        for _ in 0..STEPS {
            let earlier = self.store.summary(job.conversation).await?;
            let fitting = self.fitting(job, earlier.as_ref()).await?;
            let lines = self.uncovered(job, fitting).await?;
            let step = summary::step(&lines);
            let Some(last) = step.last() else { return Ok(()) };
            let before = fitting.map_or("", |summary| summary.text.as_str());
            let wanted = self.wanted(job).await?;
            let made = self.notes(job, before, (step, wanted)).await?;
            let saved = self.store.save_summary(NewSummary {
                conversation: job.conversation,
                over: earlier.as_ref().map(|summary| summary.version),
                covers_to: last.seq,
                text: made.answer.notes.clone(),
                model: made.model,
                usage: made.usage,
                cost: made.cost,
                at: self.clock.now(),
            });
            if !saved.await? {
                // A message was changed meanwhile, or all is gone: what was read is not what there is.
                return Ok(());
            }
            self.keep(job, made.answer, step).await?;
        }
        Ok(())
    }

    /// The summary there is, where it is of this path.
    async fn fitting<'a>(
        &self,
        job: Job,
        earlier: Option<&'a Summary>,
    ) -> Result<Option<&'a Summary>, Trouble> {
        let Some(summary) = earlier.filter(|summary| !summary.stale) else { return Ok(None) };
        let (id, last) = (job.conversation, summary.covers_to);
        let covers = self.store.is_on_path(id, job.leaf, last, usize::MAX).await?;
        Ok(Some(summary).filter(|_| covers))
    }

    /// What the summary does not cover and the next request need not hold, oldest first.
    async fn uncovered(&self, job: Job, earlier: Option<&Summary>) -> Result<Vec<Line>, Trouble> {
        let bytes = |tokens: u64| {
            usize::try_from(tokens * context::WINDOW_BYTES_PER_TOKEN).unwrap_or(usize::MAX)
        };
        let after = earlier.map_or(0, |summary| summary.covers_to);
        let leaf = Leaf::At(job.leaf);
        let (before, lines) = (Seq::MAX, LINES / 2);
        let newest = Stretch { leaf, after, before, lines, bytes: bytes(job.keep) };
        let newest = self.store.newest(job.conversation, newest).await?;
        let Some(kept) = summary::kept(&newest, job.keep) else { return Ok(Vec::new()) };
        let bytes = bytes(summary::STEP_TOKENS);
        let stretch = Stretch { leaf, after, before: kept.seq, lines: STEP_LINES, bytes };
        Ok(self.store.oldest(job.conversation, stretch).await?)
    }

    /// Writes notes with a cheap model, or picks sentences where there is none.
    async fn notes(
        self: &Arc<Self>,
        job: Job,
        before: &str,
        (lines, wanted): (&[Line], Wanted),
    ) -> Result<Made, Trouble> {
        let Some(resolved) = self.summariser(job).await? else {
            let answer = Answer { notes: summary::extract(before, lines), ..Answer::default() };
            return Ok(Made { answer, model: String::new(), usage: None, cost: None });
        };
        let limit = self.context.summary_timeout();
        let asked = self.ask_for_notes(job, resolved, before, (lines, wanted));
        tokio::time::timeout(limit, asked).await.unwrap_or(Err(Trouble::Slow))
    }

    /// Id of the model that writes a job's notes: the settings' one, unless what was said may not go there, else the
    /// cheapest.
    async fn summariser(&self, job: Job) -> Result<Option<String>, Trouble> {
        let keyless = job.access == Access::Keyless;
        let named = self.context.summary_model.as_deref();
        let named = named.and_then(|id| self.providers.resolve(Some(id)));
        let allowed = named.filter(|of| !keyless || of.access == Access::Keyless);
        if let Some(named) = allowed {
            return Ok(Some(named.model.id));
        }
        let own = self.calls.keys.providers_of(job.user).await?;
        let has_key = |provider: &str| own.iter().any(|name| name == provider);
        let models = self.providers.writers(has_key, keyless);
        Ok(models.into_iter().next().map(|Resolved { model, .. }| model.id))
    }

    async fn ask_for_notes(
        self: &Arc<Self>,
        job: Job,
        model: String,
        before: &str,
        (lines, wanted): (&[Line], Wanted),
    ) -> Result<Made, Trouble> {
        let (resolved, key) = self.calls.resolve(job.user, Some(&model)).await?;
        let request = summary::request(&resolved.upstream, before, lines, wanted);
        let conversation = Some(job.conversation);
        let behalf = Behalf { conversation, ..Behalf::of(job.user) };
        let mut call = self.calls.open(behalf, (&resolved, key), request).await?;
        let mut text = String::new();
        let ended = loop {
            match call.next().await {
                Some(Ok(ProviderEvent::Text(piece))) => text.push_str(&piece),
                Some(Ok(ProviderEvent::Stop(_))) => break Ok(()),
                Some(Ok(_)) => {}
                Some(Err(error)) => break Err(error),
                None => break Err(ProviderError::new(ErrorKind::Network, "it broke off")),
            }
        };
        let payer = Payer { user: job.user, place: Some((job.conversation, None)) };
        self.account(&resolved.model.id, &call.meter, payer).await;
        ended?;
        let answer = summary::read(&text, lines).ok_or(Trouble::Unreadable)?;
        let (usage, cost) = (Some(call.meter.usage()), call.meter.cost());
        Ok(Made { answer, model: resolved.model.id, usage, cost })
    }
}
