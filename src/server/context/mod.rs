//! What a model is told: the one place that builds a request. Pure: the same conversation gives the same request, so that
//! services can cache its beginning.

mod greeting;
mod title;

use adda_protocol::{AuthorKind, Message, MessageState};

pub use crate::provider::tokens::estimate as estimate_tokens;
use crate::provider::{CONTINUE, ChatMessage, ChatRequest, ChatRole};
pub use greeting::greeting;
pub use title::title;

/// Tokens of a request where nothing is known of the model: fits what services and usual local models take.
pub const WINDOW_TOKENS: u64 = 24_000;
/// What a message costs beside its text.
const MESSAGE_TOKENS: u64 = 4;

/// An answer to be asked for.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    /// The model's name as its service knows it.
    pub model: &'a str,
    pub system_prompt: &'a str,
    /// The conversation before the answer, oldest first.
    pub history: &'a [Message],
    /// The answer so far, when it is to be continued.
    pub partial: Option<&'a str>,
    pub max_output_tokens: u32,
    /// Most tokens of the request, estimated.
    pub window_tokens: u64,
}

/// Builds the request: the system prompt, as much of the conversation as fits (the newest, whole messages, the last one of
/// a person always), and where an answer is continued its beginning and the word to go on.
pub fn build(turn: &Turn<'_>) -> ChatRequest {
    let tail = tail(turn.partial);
    let fixed = [turn.system_prompt].into_iter().chain(tail.iter().map(|line| line.text.as_str()));
    let used: u64 = fixed.map(cost).sum();
    let mut messages = Vec::new();
    if !turn.system_prompt.trim().is_empty() {
        messages.push(line(ChatRole::System, turn.system_prompt));
    }
    messages.extend(window(turn.history, turn.window_tokens.saturating_sub(used)));
    messages.extend(tail);
    ChatRequest {
        model: turn.model.to_owned(),
        messages,
        max_output_tokens: turn.max_output_tokens,
        ..ChatRequest::default()
    }
}

/// The newest messages that fit, oldest first.
fn window(history: &[Message], budget: u64) -> Vec<ChatMessage> {
    let told: Vec<ChatMessage> = history.iter().filter_map(told).collect();
    let asked = told.iter().rposition(|line| line.role == ChatRole::User);
    let mut left = budget;
    let mut first = told.len();
    for (at, line) in told.iter().enumerate().rev() {
        let cost = cost(&line.text);
        if cost > left && asked.is_none_or(|asked| at < asked) {
            break;
        }
        left = left.saturating_sub(cost);
        first = at;
    }
    told.into_iter().skip(first).collect()
}

/// A message as the model is told it; `None` for what is not part of the talk, or not yet.
fn told(message: &Message) -> Option<ChatMessage> {
    let role = match message.author.kind {
        AuthorKind::User => ChatRole::User,
        AuthorKind::Ai => ChatRole::Assistant,
        AuthorKind::System => return None,
    };
    let settled = match message.state {
        MessageState::Complete | MessageState::Stopped | MessageState::Interrupted => true,
        MessageState::Pending | MessageState::Streaming | MessageState::Failed => false,
    };
    (settled && !message.text.trim().is_empty()).then(|| line(role, &message.text))
}

fn tail(partial: Option<&str>) -> Vec<ChatMessage> {
    match partial {
        Some(partial) if !partial.trim().is_empty() => {
            vec![line(ChatRole::Assistant, partial), line(ChatRole::User, CONTINUE)]
        }
        _ => Vec::new(),
    }
}

fn line(role: ChatRole, text: &str) -> ChatMessage {
    ChatMessage::new(role, text)
}

fn cost(text: &str) -> u64 {
    estimate_tokens(text) + MESSAGE_TOKENS
}

#[cfg(test)]
mod tests;
