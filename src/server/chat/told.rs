//! What goes into a request, gathered from storage: what the request needs, however long the conversation is.

use adda_protocol::{ConversationId, Message, MessageId, Seq, UserId, day};

use super::{Engine, summaries::Job};
use crate::{
    context::{self, Known, Person, Turn, mood},
    privacy::Vaulted,
    provider::{ChatRequest, registry::Resolved},
    store::{self, Leaf, Line, Material, Situation, Stretch, Summary},
};

/// Most messages of a request, however short they are.
pub(super) const LINES: usize = 200;
/// Most messages between the oldest one told and what the summary covers, while one is made.
const BEHIND: usize = 2_000;
/// Most memories looked at for one.
const MEMORIES: usize = 40;
/// Days that a mood's trend is made of.
const MOOD_DAYS: i64 = 30;

/// A request, and what there is to do beside it.
#[derive(Debug)]
pub(super) struct Told {
    pub request: ChatRequest,
    /// What the conversation is about.
    pub category: String,
    /// The conversation has outgrown its window.
    pub summarise: Option<Job>,
    /// The message that what is told ends with, before what was said last.
    pub leaf: MessageId,
    pub vault: Vaulted,
}

/// Up to where a conversation is told, and what is asked for there.
#[derive(Clone, Debug)]
pub(super) struct End {
    pub answer: MessageId,
    /// The part of the answer that there is.
    pub partial: String,
    /// What is read is the path up from here, without what comes at `before` or later.
    pub leaf: Leaf,
    pub before: Seq,
    /// What was said last, where it cannot be read yet.
    pub said: Option<Line>,
}

impl From<&Message> for End {
    fn from(answer: &Message) -> Self {
        Self {
            answer: answer.id,
            partial: answer.text.clone(),
            leaf: Leaf::At(answer.id),
            before: answer.seq,
            said: None,
        }
    }
}

impl Engine {
    /// The request for an answer that `user` asked for; `None` where the conversation is gone, or the answer is not to be begun.
    pub(super) async fn told(
        &self,
        user: UserId,
        conversation: ConversationId,
        end: End,
        resolved: &Resolved,
    ) -> store::Result<Option<Told>> {
        let most = (self.models.max_output_tokens, self.context.window_tokens);
        let limits = context::limits(&resolved.model, most.0, most.1);
        let bytes = limits.window_tokens * context::WINDOW_BYTES_PER_TOKEN;
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        let read = self.store.material(conversation, user, stretch(&end, bytes)).await?;
        let Some(Material { situation, summary, leaf, mut lines, vault }) = read else {
            return Ok(None);
        };
        let first = lines.first().map_or(leaf, |line| line.id);
        lines.extend(end.said);
        let (earlier, mut history) = self.apart(conversation, summary, lines, first).await?;
        let read = history.len();
        if self.answers.is_on() {
            // The greeting is ours: without it the same question is the same request.
            let asked = |line: &store::Line| line.author.kind == adda_protocol::AuthorKind::User;
            history.drain(..history.iter().position(asked).unwrap_or(0));
        }
        let (memories, mood) = tokio::try_join!(
            self.brought_to_mind(user, &situation, &history),
            self.mood_of(user, &situation),
        )?;
        let built = context::build(&Turn {
            model: &resolved.upstream,
            system_prompt: &self.models.system_prompt,
            person: Some(person(&situation)),
            known: Known {
                memories: &memories,
                memory_tokens: self.context.memory_tokens,
                interests: interests(&situation),
                mood,
            },
            summary: earlier.as_ref().map(|summary| summary.text.as_str()),
            history: &history,
            partial: Some(end.partial.as_str()).filter(|text| !text.is_empty()),
            limits,
        });
        let threshold = limits.window_tokens * self.context.summarize_at / 100;
        let stale = earlier.is_some_and(|summary| summary.stale);
        let access = resolved.access;
        let job = Job { user, conversation, leaf: end.answer, keep: threshold / 2, access };
        let due = stale || built.said > threshold || read == LINES;
        let summarise = (due && self.context.summaries).then_some(job);
        let (request, category) = (built.request, situation.category);
        Ok(Some(Told { request, category, summarise, leaf, vault }))
    }

    /// The summary, where it is of the path of these lines, and of the lines those it does not cover. `from`: the oldest
    /// message that can be read of the path they are of.
    async fn apart(
        &self,
        conversation: ConversationId,
        earlier: Option<Summary>,
        mut lines: Vec<Line>,
        from: MessageId,
    ) -> store::Result<(Option<Summary>, Vec<Line>)> {
        let (Some(summary), Some(first)) = (earlier, lines.first()) else {
            return Ok((None, lines));
        };
        // A stale one covers nothing, and is only to be made anew.
        if summary.stale {
            return Ok((Some(summary), lines));
        }
        if let Some(last) = lines.iter().position(|line| line.seq == summary.covers_to) {
            let uncovered = lines.split_off(last + 1);
            return Ok((Some(summary), uncovered));
        }
        let last = summary.covers_to;
        let covers =
            first.seq > last && self.store.is_on_path(conversation, from, last, BEHIND).await?;
        Ok((Some(summary).filter(|_| covers), lines))
    }

    /// What the question makes worth telling of what is remembered.
    async fn brought_to_mind(
        &self,
        user: UserId,
        situation: &Situation,
        history: &[Line],
    ) -> store::Result<Vec<String>> {
        let question = history.last().filter(|_| context::may_remember(situation));
        match question {
            Some(question) if self.context.memory_tokens > 0 => {
                let words = context::words(&question.text);
                self.store.relevant_memories(user, words, MEMORIES).await
            }
            _ => Ok(Vec::new()),
        }
    }

    async fn mood_of(
        &self,
        user: UserId,
        situation: &Situation,
    ) -> store::Result<Option<&'static str>> {
        if !context::may_read_mood(situation) {
            return Ok(None);
        }
        let today = self.clock.now().div_euclid(day::MILLIS);
        let sums = self.store.moods(user, today - MOOD_DAYS).await?;
        Ok(mood::in_words(&sums, today))
    }
}

/// What is read of the conversation. What was said last takes its place among the lines and bytes.
fn stretch(end: &End, bytes: usize) -> Stretch {
    let said = end.said.as_ref();
    Stretch {
        leaf: end.leaf,
        after: 0,
        before: end.before,
        lines: LINES - usize::from(said.is_some()),
        bytes: bytes.saturating_sub(said.map_or(0, |line| line.text.len())),
    }
}

/// Who asks.
fn person(situation: &Situation) -> Person<'_> {
    Person {
        name: called(situation),
        language: situation.profile.language.as_deref(),
        region: situation.profile.region.as_deref(),
    }
}

/// How they want to be called.
fn called(situation: &Situation) -> &str {
    let nickname = situation.profile.nickname.as_str();
    if nickname.is_empty() { &situation.name } else { nickname }
}

fn interests(situation: &Situation) -> &[String] {
    let profile = &situation.profile;
    if profile.share_interests { &profile.interests } else { &[] }
}
