//! What goes into a request, gathered from storage: what the request needs, however long the conversation is.

use adda_protocol::{ConversationId, Message, MessageId, Seq, UserId, day};

use super::{Engine, summaries::Job};
use crate::{
    context::{self, Known, Person, Turn, mood},
    privacy::Vaulted,
    provider::{ChatRequest, registry::Resolved},
    store::{self, Leaf, Line, Material, MoodSum, Recall, Situation, Stretch, Summary},
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
        // What was said last is known: what it brings to mind is read with the rest.
        let recall = end.said.as_ref().map(|said| self.recall(&said.text));
        let read = self.store.material(conversation, user, stretch(&end, bytes), recall).await?;
        let Some(Material { situation, summary, leaf, mut lines, vault, recalled }) = read else {
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
        let question = history.last().map_or("", |line| line.text.as_str());
        let recalled = match recalled {
            Some(recalled) => recalled,
            None => self.store.recall(user, self.recall(question)).await?,
        };
        let memories = recalled.memories.as_slice();
        let memories = if context::may_remember(&situation) { memories } else { &[] };
        let built = context::build(&Turn {
            model: &resolved.upstream,
            system_prompt: &self.models.system_prompt,
            person: Some(person(&situation)),
            known: Known {
                memories,
                memory_tokens: self.context.memory_tokens,
                interests: interests(&situation),
                mood: self.mood(&situation, &recalled.moods),
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

    /// What a question makes worth reading of what is remembered.
    fn recall(&self, question: &str) -> Recall {
        let memories = if self.context.memory_tokens > 0 { MEMORIES } else { 0 };
        Recall { words: context::words(question), memories, since: self.today() - MOOD_DAYS }
    }

    fn mood(&self, situation: &Situation, sums: &[MoodSum]) -> Option<&'static str> {
        context::may_read_mood(situation).then(|| mood::in_words(sums, self.today())).flatten()
    }

    fn today(&self) -> i64 {
        self.clock.now().div_euclid(day::MILLIS)
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
