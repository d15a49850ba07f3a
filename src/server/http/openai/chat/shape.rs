//! The JSON of answers, whole and in pieces.

mod described;

use adda_protocol::Usage;
use serde::Serialize;

use super::tools::Calls;
use crate::{provider::StopReason, services::Services};

/// Names the build that answered.
const FINGERPRINT: &str = concat!("adda-", env!("CARGO_PKG_VERSION"));

/// What all pieces of an answer have in common.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    random: String,
    /// Seconds.
    created: i64,
}

impl Shape {
    pub fn new(services: &Services) -> Self {
        let random = u128::from_be_bytes(services.ids.bytes());
        Self { random: format!("{random:032x}"), created: services.clock.now() / 1_000 }
    }

    fn id(&self) -> String {
        format!("chatcmpl-{}", self.random)
    }

    /// For the calls of tools in this answer.
    pub fn calls(&self) -> Calls {
        Calls::of(self.random.clone())
    }

    pub fn whole(
        self,
        model: String,
        message: Message,
        finish: &'static str,
        usage: Usage,
    ) -> Whole {
        let choice = Choice { index: 0, message, logprobs: (), finish_reason: finish };
        Whole {
            id: self.id(),
            object: "chat.completion",
            created: self.created,
            model,
            system_fingerprint: FINGERPRINT,
            choices: [choice],
            usage: usage.into(),
        }
    }

    /// A piece of the answer.
    pub fn chunk(&self, model: &str, delta: Delta, finish: Option<&'static str>) -> Chunk {
        let choice = Piece { index: 0, delta, logprobs: (), finish_reason: finish };
        Chunk { choices: vec![choice], ..self.empty(model) }
    }

    /// The piece with the figures alone.
    pub fn figures(&self, model: &str, usage: Usage) -> Chunk {
        Chunk { usage: Some(Told::Figures(usage.into())), ..self.empty(model) }
    }

    fn empty(&self, model: &str) -> Chunk {
        Chunk {
            id: self.id(),
            object: "chat.completion.chunk",
            created: self.created,
            model: model.to_owned(),
            system_fingerprint: FINGERPRINT,
            choices: Vec::new(),
            usage: None,
        }
    }
}

#[derive(Debug, Serialize)]
pub(in crate::http::openai) struct Whole {
    id: String,
    object: &'static str,
    created: i64,
    model: String,
    system_fingerprint: &'static str,
    choices: [Choice; 1],
    usage: Figures,
}

#[derive(Debug, Serialize)]
struct Choice {
    index: u32,
    message: Message,
    logprobs: (),
    finish_reason: &'static str,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct Message {
    pub role: &'static str,
    pub content: Option<String>,
    pub refusal: (),
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasoning_content: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tool_calls: Vec<WholeCall>,
}

#[derive(Debug, Serialize)]
pub(super) struct WholeCall {
    pub id: String,
    pub r#type: &'static str,
    pub function: Function,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct Function {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub arguments: String,
}

#[derive(Debug, Serialize)]
pub(in crate::http::openai) struct Chunk {
    id: String,
    object: &'static str,
    created: i64,
    model: String,
    system_fingerprint: &'static str,
    choices: Vec<Piece>,
    /// Where figures were asked for, every piece has the field, the last one its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage: Option<Told>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(in crate::http::openai) enum Told {
    /// `null`
    NotYet,
    Figures(Figures),
}

#[derive(Debug, Serialize)]
struct Piece {
    index: u32,
    delta: Delta,
    logprobs: (),
    finish_reason: Option<&'static str>,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct Delta {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasoning_content: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_calls: Option<[CallPiece; 1]>,
}

#[derive(Debug, Serialize)]
pub(super) struct CallPiece {
    pub index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<&'static str>,
    pub function: Function,
}

#[derive(Debug, Serialize)]
pub(in crate::http::openai) struct Figures {
    prompt_tokens: u64,
    completion_tokens: u64,
    total_tokens: u64,
    prompt_tokens_details: PromptFigures,
    completion_tokens_details: CompletionFigures,
}

#[derive(Debug, Serialize)]
struct PromptFigures {
    cached_tokens: u64,
}

#[derive(Debug, Serialize)]
struct CompletionFigures {
    reasoning_tokens: u64,
}

impl From<Usage> for Figures {
    fn from(usage: Usage) -> Self {
        Self {
            prompt_tokens: usage.input,
            completion_tokens: usage.output,
            total_tokens: usage.input.saturating_add(usage.output),
            prompt_tokens_details: PromptFigures { cached_tokens: usage.cached },
            completion_tokens_details: CompletionFigures { reasoning_tokens: usage.reasoning },
        }
    }
}

/// Why the answer ended. Some services say only that it did where they called a tool.
pub(super) fn finish(reason: &StopReason, called: bool) -> &'static str {
    match reason {
        StopReason::Length => "length",
        StopReason::ContentFilter => "content_filter",
        StopReason::ToolCalls => "tool_calls",
        StopReason::End | StopReason::Other(_) if called => "tool_calls",
        StopReason::End | StopReason::Other(_) => "stop",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finish_reason_is_one_of_those_the_api_knows() {
        let other = || StopReason::Other("pause_turn".to_owned());
        for (reason, called, word) in [
            (StopReason::End, false, "stop"),
            (StopReason::End, true, "tool_calls"),
            (StopReason::ToolCalls, true, "tool_calls"),
            (StopReason::Length, true, "length"),
            (StopReason::ContentFilter, false, "content_filter"),
            (other(), false, "stop"),
        ] {
            assert_eq!(finish(&reason, called), word, "{reason:?}");
        }
    }
}
