//! What goes into a request, gathered from storage: what the request needs, however long the conversation is.

use adda_protocol::{ConversationId, Message, UserId};

use super::{Engine, summaries::Job};
use crate::{
    context::{self, Known, Person, Turn},
    provider::{ChatRequest, registry::Resolved},
    store::{self, Situation, Stretch},
};

/// Most messages of a request.
const LINES: usize = 400;

/// A request, and what there is to do beside it.
#[derive(Debug)]
pub(super) struct Told {
    pub request: ChatRequest,
    /// What the conversation is about.
    pub category: String,
    /// The conversation has outgrown its window.
    pub summarise: Option<Job>,
}

impl Engine {
    /// The request for an answer that `user` asked for; `None` where the conversation is gone.
    pub(super) async fn told(
        &self,
        user: UserId,
        conversation: ConversationId,
        answer: &Message,
        resolved: &Resolved,
    ) -> store::Result<Option<Told>> {
        let Some(situation) = self.store.situation(conversation, user).await? else {
            return Ok(None);
        };
        let most = (self.models.max_output_tokens, self.context.window_tokens);
        let limits = context::limits(&resolved.model, most.0, most.1);
        let earlier = self.store.summary(conversation).await?;
        let after = earlier.as_ref().map_or(0, |summary| summary.covers_to);
        let bytes = limits.window_tokens * context::WINDOW_BYTES_PER_TOKEN;
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        let stretch = Stretch { after, before: answer.seq, lines: LINES, bytes };
        let mut history = self.store.newest(conversation, stretch).await?;
        if self.answers.is_on() {
            // The greeting is ours: without it the same question is the same request.
            let asked = |line: &store::Line| line.author.kind == adda_protocol::AuthorKind::User;
            history.drain(..history.iter().position(asked).unwrap_or(0));
        }
        let built = context::build(&Turn {
            model: &resolved.upstream,
            system_prompt: &self.models.system_prompt,
            person: self.person(&situation),
            known: Known::default(),
            summary: earlier.as_ref().map(|summary| summary.text.as_str()),
            history: &history,
            partial: Some(answer.text.as_str()).filter(|text| !text.is_empty()),
            limits,
        });
        let threshold = limits.window_tokens * self.context.summarize_at / 100;
        let stale = earlier.is_some_and(|summary| summary.stale);
        let job = Job { user, conversation, keep: threshold / 2, access: resolved.access };
        let due = stale || built.said > threshold;
        let summarise = (due && self.context.summaries).then_some(job);
        Ok(Some(Told { request: built.request, category: situation.category, summarise }))
    }

    /// Who asks. Where answers are kept for the next who asks the same, a name would make each question another.
    fn person<'a>(&self, situation: &'a Situation) -> Option<Person<'a>> {
        (!self.answers.is_on()).then_some(Person {
            name: &situation.name,
            language: None,
            region: None,
        })
    }
}
