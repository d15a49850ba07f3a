//! What a model is told: the one place that builds a request, the same for every service and every way in. Pure: the same
//! conversation gives the same request, so that services can cache its beginning.

mod allowed;
mod greeting;
pub mod mood;
mod notes;
mod recall;
pub mod summary;
mod title;
mod window;

pub use crate::provider::tokens::estimate as estimate_tokens;
use crate::{
    provider::{CONTINUE, ChatMessage, ChatRequest, ChatRole},
    store::Line,
};
pub use allowed::{may_read_mood, may_remember};
pub use greeting::greeting;
pub use notes::{Known, Person};
pub use recall::{asked_to_remember, words};
pub use title::title;
pub use window::{Limits, WINDOW_BYTES_PER_TOKEN, limits};

/// Tokens of what a model is told of placeholders, once something private is hidden from it.
const PLACEHOLDERS_TOKENS: u64 = 100;
/// What a message costs beside its text.
const MESSAGE_TOKENS: u64 = 4;

/// An answer to be asked for, and all a model may be told for it.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    /// The model's name as its service knows it.
    pub model: &'a str,
    /// The operator's words.
    pub system_prompt: &'a str,
    /// Who asks; absent where answers are nobody's in particular.
    pub person: Option<Person<'a>>,
    /// What they let the model know of them.
    pub known: Known<'a>,
    /// What was said before `history`.
    pub summary: Option<&'a str>,
    /// What was said since, oldest first, the question last.
    pub history: &'a [Line],
    /// The answer so far, when it is to be continued.
    pub partial: Option<&'a str>,
    pub limits: Limits,
}

/// A request, and how full the conversation has made it.
#[derive(Clone, Debug, PartialEq)]
pub struct Built {
    pub request: ChatRequest,
    /// Tokens of `history`, what did not fit included.
    pub said: u64,
}

/// Builds the request, in this order: the operator's words, who is here, what is known of them, the summary, as much of what
/// was said as fits (the newest, whole messages, the question in any case), and where an answer is continued its beginning
/// and the word to go on.
pub fn build(turn: &Turn<'_>) -> Built {
    let tail = tail(turn.partial);
    let system = notes::system(turn);
    let fixed = std::iter::once(system.as_str()).chain(tail.iter().map(|line| line.text.as_str()));
    let used = fixed.map(cost).sum::<u64>() + PLACEHOLDERS_TOKENS;
    let mut messages = Vec::new();
    if !system.is_empty() {
        messages.push(ChatMessage::new(ChatRole::System, system));
    }
    let told: Vec<ChatMessage> = turn.history.iter().map(told).collect();
    let said = told.iter().map(|line| cost(&line.text)).sum();
    messages.extend(window::newest(told, turn.limits.window_tokens.saturating_sub(used)));
    messages.extend(tail);
    let request = ChatRequest {
        model: turn.model.to_owned(),
        messages,
        max_output_tokens: turn.limits.max_output_tokens,
        ..ChatRequest::default()
    };
    Built { request, said }
}

/// A message as the model is told it.
fn told(line: &Line) -> ChatMessage {
    let role = match line.author.kind {
        adda_protocol::AuthorKind::User => ChatRole::User,
        _ => ChatRole::Assistant,
    };
    ChatMessage::new(role, line.text.as_str())
}

fn tail(partial: Option<&str>) -> Vec<ChatMessage> {
    match partial {
        Some(partial) if !partial.trim().is_empty() => vec![
            ChatMessage::new(ChatRole::Assistant, partial),
            ChatMessage::new(ChatRole::User, CONTINUE),
        ],
        _ => Vec::new(),
    }
}

/// Tokens of a message.
pub(crate) fn cost(text: &str) -> u64 {
    estimate_tokens(text) + MESSAGE_TOKENS
}

#[cfg(test)]
mod tests;
