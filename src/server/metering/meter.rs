//! The meter of one answer.

use std::time::Duration;

use adda_protocol::{
    ConversationId, Cost, KeyOwner, MessageId, Millis, Receipt, Usage, UserId, dto::Price,
};
use tokio::time::Instant;
use uuid::Uuid;

use crate::{
    provider::{ChatRequest, ProviderEvent, registry::Resolved, tokens},
    store::NewUsage,
};

/// Who an answer is written for.
#[derive(Clone, Copy, Debug)]
pub struct Payer {
    pub user: UserId,
    /// Absent for answers to programs. What is written for a conversation beside its answers is no message.
    pub place: Option<(ConversationId, Option<MessageId>)>,
}

/// Counts one run of an answer: what the service tells, and what is estimated until it does.
#[derive(Clone, Debug)]
pub struct Meter {
    model: String,
    provider: String,
    key: KeyOwner,
    price: Option<Price>,
    begun: Instant,
    first: Option<Duration>,
    /// When reasoning began, and when text followed it.
    thinking: (Option<Duration>, Option<Duration>),
    /// Tokens of the request, estimated.
    asked: u64,
    /// Tokens of the text and of the reasoning so far, estimated.
    shown: u64,
    thought: u64,
    told: Option<Usage>,
    /// The service said all it has to say.
    ended: bool,
    cached: bool,
    hidden: u64,
}

impl Meter {
    pub fn new(resolved: &Resolved, key: KeyOwner, request: &ChatRequest, begun: Instant) -> Self {
        Self {
            model: resolved.model.id.clone(),
            provider: resolved.provider.name().to_owned(),
            key,
            price: resolved.model.price.clone(),
            begun,
            first: None,
            thinking: (None, None),
            asked: tokens::estimate_request(request),
            shown: 0,
            thought: 0,
            told: None,
            ended: false,
            cached: false,
            hidden: 0,
        }
    }

    /// Takes note of a step of the answer.
    pub fn see(&mut self, event: &ProviderEvent) {
        match event {
            ProviderEvent::Text(text) | ProviderEvent::ToolCall { arguments: text, .. } => {
                self.shown += tokens::estimate(text);
                if self.thinking.0.is_some() {
                    self.thinking.1.get_or_insert_with(|| self.begun.elapsed());
                }
            }
            ProviderEvent::Reasoning(text) => {
                self.thought += tokens::estimate(text);
                self.thinking.0.get_or_insert_with(|| self.begun.elapsed());
            }
            ProviderEvent::Usage(usage) => {
                self.told = Some(*usage);
                return;
            }
            ProviderEvent::Stop(_) => {
                self.ended = true;
                return;
            }
        }
        self.first.get_or_insert_with(|| self.begun.elapsed());
    }

    /// The text is an earlier answer's: nothing was asked of the service.
    pub fn from_cache(&mut self) {
        self.cached = true;
        self.told = Some(Usage::default());
        self.ended = true;
    }

    /// So many things were hidden in the request.
    pub const fn hid(&mut self, things: u64) {
        self.hidden = things;
    }

    /// Figures so far: the service's own where it has told them all, at least what was seen where it has not.
    pub fn usage(&self) -> Usage {
        let seen = self.shown + self.thought;
        match self.told {
            Some(told) if self.ended || told.output >= seen && !told.estimated => told,
            Some(told) => Usage {
                output: told.output.max(seen),
                reasoning: told.reasoning.max(self.thought),
                estimated: true,
                ..told
            },
            None => Usage {
                input: self.asked,
                output: seen,
                reasoning: self.thought,
                estimated: true,
                ..Usage::default()
            },
        }
    }

    /// What that costs, where the model's price is known.
    pub fn cost(&self) -> Option<Cost> {
        self.price.as_ref().map(|price| price.cost(&self.usage()))
    }

    pub fn receipt(&self) -> Receipt {
        let total = self.begun.elapsed();
        let (thinking, text) = self.thinking;
        let thought = thinking.map(|from| text.unwrap_or(total).saturating_sub(from));
        Receipt {
            key: self.key,
            first_token_ms: self.first.map(millis),
            thought_ms: thought.map(millis),
            total_ms: millis(total),
            cached: self.cached,
            hidden: Some(self.hidden).filter(|things| *things > 0),
        }
    }

    /// The run as it is recorded.
    pub fn record(&self, payer: Payer, id: Uuid, at: Millis) -> NewUsage {
        let receipt = self.receipt();
        NewUsage {
            id,
            user: payer.user,
            conversation: payer.place.map(|(conversation, _)| conversation),
            message: payer.place.and_then(|(_, message)| message),
            model: self.model.clone(),
            provider: self.provider.clone(),
            key: receipt.key,
            usage: self.usage(),
            cost: self.cost(),
            first_token_ms: receipt.first_token_ms,
            total_ms: receipt.total_ms,
            cached: receipt.cached,
            at,
        }
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// Both amounts together. Amounts of different currencies cannot be added: the later one stands for both, and the
/// account of usage has each.
pub fn add_costs(earlier: Option<&Cost>, run: Option<Cost>) -> Option<Cost> {
    match (earlier, run) {
        (Some(earlier), Some(run)) if earlier.currency == run.currency => {
            Some(Cost { micros: earlier.micros.saturating_add(run.micros), ..run })
        }
        (earlier, run) => run.or_else(|| earlier.cloned()),
    }
}
