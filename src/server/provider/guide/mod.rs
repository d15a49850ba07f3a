//! The built-in provider: finds what Adda's own documentation says and quotes it, in the question's language. It needs no
//! key and no network, and says that it is no language model.

mod answer;
mod corpus;
mod index;
mod language;
mod library;
mod markdown;
mod passage;
mod phrases;
mod small_talk;
mod words;

use std::time::Duration;

use adda_protocol::dto::{ModelInfo, PartHealth};
use async_trait::async_trait;

use super::{
    ChatRequest, ChatRole, EventStream, Provider, ProviderError, ProviderEvent, StopReason, tokens,
};
pub use corpus::{Document, documents};
pub use language::Language;

/// The provider's name and its model's id.
pub const GUIDE: &str = "guide";

/// Words sent at once, and the pause after them: fast, yet seen to be written.
const WORDS: usize = 3;
const PACE: Duration = Duration::from_millis(8);

/// The guide. All share what was read.
#[derive(Debug)]
pub struct Guide {
    pace: Duration,
}

impl Default for Guide {
    fn default() -> Self {
        Self { pace: PACE }
    }
}

impl Guide {
    /// A guide that pauses this long after every few words.
    pub const fn with_pace(pace: Duration) -> Self {
        Self { pace }
    }
}

pub fn model() -> ModelInfo {
    ModelInfo {
        id: GUIDE.to_owned(),
        name: "Adda guide".to_owned(),
        provider: GUIDE.to_owned(),
        ..ModelInfo::default()
    }
}

#[async_trait]
impl Provider for Guide {
    fn name(&self) -> &str {
        GUIDE
    }

    async fn models(&self) -> Result<Vec<ModelInfo>, ProviderError> {
        Ok(vec![model()])
    }

    async fn stream(&self, request: ChatRequest) -> Result<EventStream, ProviderError> {
        let text = reply(&request);
        let pace = self.pace;
        Ok(Box::pin(async_stream::stream! {
            let most = u64::from(request.max_output_tokens);
            let mut written = 0;
            let mut stop = StopReason::End;
            for piece in pieces(&text) {
                let size = tokens::estimate(piece);
                if written + size > most {
                    stop = StopReason::Length;
                    break;
                }
                written += size;
                yield Ok(ProviderEvent::Text(piece.to_owned()));
                if !pace.is_zero() {
                    tokio::time::sleep(pace).await;
                }
            }
            yield Ok(ProviderEvent::Usage(tokens::estimated_usage(&request, written)));
            yield Ok(ProviderEvent::Stop(stop));
        }))
    }

    async fn health(&self) -> PartHealth {
        PartHealth { ok: true, detail: "ok".to_owned() }
    }
}

/// The answer to the last question, or what is missing of it.
fn reply(request: &ChatRequest) -> String {
    let continued = request.continued();
    let asked: Vec<&str> = request
        .messages
        .iter()
        .filter(|message| message.role == ChatRole::User && message.text != super::CONTINUE)
        .map(|message| message.text.as_str())
        .collect();
    let (question, before) = match asked.as_slice() {
        [.., before, question] => (*question, Some(*before)),
        [question] => (*question, None),
        [] => ("", None),
    };
    let whole = answer::answer(question, before);
    match continued {
        // The same question has the same answer, so the rest of it is known.
        Some(so_far) => match whole.strip_prefix(so_far) {
            Some(rest) => rest.to_owned(),
            None => format!("\n\n{whole}"),
        },
        None => whole,
    }
}

/// The text in runs of a few words with the white space after them.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut words = 0;
        let mut in_word = false;
        let end = rest.char_indices().find_map(|(at, c)| {
            let starts = !c.is_whitespace() && !in_word;
            in_word = !c.is_whitespace();
            words += usize::from(starts);
            (starts && words > WORDS).then_some(at)
        });
        let (piece, tail) = rest.split_at(end.unwrap_or(rest.len()));
        rest = tail;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests;
