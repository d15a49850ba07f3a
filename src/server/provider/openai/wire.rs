//! The dialect's JSON, as far as we speak it. Reading is lenient: unknown fields are ignored, absent ones are nothing.

use adda_protocol::Usage;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::provider::{ChatRequest, ChatRole, StopReason};

/// Name of the field for the answer limit: `OpenAI` itself refuses the old name for newer models, compatible services
/// know only the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitField {
    MaxTokens,
    MaxCompletionTokens,
}

#[derive(Debug, Serialize)]
pub struct Body<'a> {
    model: &'a str,
    messages: Vec<Line<'a>>,
    stream: bool,
    stream_options: StreamOptions,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f32>,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    role: &'static str,
    content: &'a str,
}

#[derive(Debug, Serialize)]
struct StreamOptions {
    include_usage: bool,
}

impl<'a> Body<'a> {
    pub fn new(request: &'a ChatRequest, limit: LimitField) -> Self {
        let most = request.max_output_tokens;
        let lines = request.messages.iter();
        Self {
            model: &request.model,
            messages: lines
                .map(|line| Line { role: role(line.role), content: &line.text })
                .collect(),
            stream: true,
            stream_options: StreamOptions { include_usage: true },
            max_tokens: (limit == LimitField::MaxTokens).then_some(most),
            max_completion_tokens: (limit == LimitField::MaxCompletionTokens).then_some(most),
            temperature: request.temperature,
        }
    }
}

const fn role(role: ChatRole) -> &'static str {
    match role {
        ChatRole::System => "system",
        ChatRole::User => "user",
        ChatRole::Assistant => "assistant",
        ChatRole::Tool => "tool",
    }
}

/// One event of the stream. `usage` and `error` are read by hand: an odd figure must not spoil the text beside it.
#[derive(Debug, Deserialize)]
pub struct Chunk {
    #[serde(default)]
    choices: Option<Vec<Choice>>,
    #[serde(default)]
    usage: Option<Value>,
    #[serde(default)]
    pub error: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Choice {
    #[serde(default)]
    index: Option<u64>,
    #[serde(default)]
    delta: Option<Delta>,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Delta {
    #[serde(default)]
    pub content: Option<String>,
    /// The model's words for "no"; shown like any answer.
    #[serde(default)]
    pub refusal: Option<String>,
    /// Reasoning, as `DeepSeek` and vLLM call it.
    #[serde(default)]
    pub reasoning_content: Option<String>,
    /// The same, as `OpenRouter` and Ollama call it.
    #[serde(default)]
    pub reasoning: Option<String>,
}

impl Delta {
    /// What is shown of it.
    pub fn text(self) -> Option<String> {
        let shown = |text: &String| !text.is_empty();
        self.content.filter(shown).or_else(|| self.refusal.filter(shown))
    }

    /// What the model thinks without showing it.
    pub fn thought(&self) -> &str {
        self.reasoning_content.as_deref().or(self.reasoning.as_deref()).unwrap_or_default()
    }
}

impl Chunk {
    /// Reads one event's data. Arrays are refused by hand: serde would take them for structs.
    pub fn read(data: &[u8]) -> Result<Self, String> {
        if data.trim_ascii_start().first() != Some(&b'{') {
            return Err("an event is not a JSON object".to_owned());
        }
        serde_json::from_slice(data).map_err(|error| format!("an event is {}", unreadable(&error)))
    }

    /// The first choice's news; we ask for one choice only.
    pub fn choice(&mut self) -> Option<(Delta, Option<StopReason>)> {
        let choices = self.choices.take()?;
        let choice = choices.into_iter().find(|choice| choice.index.unwrap_or(0) == 0)?;
        Some((choice.delta.unwrap_or_default(), choice.finish_reason.map(stop_reason)))
    }

    pub fn usage(&self) -> Option<Usage> {
        usage(self.usage.as_ref()?)
    }
}

/// What is wrong, without serde's quotation of what it read: that may be words of the conversation.
pub fn unreadable(error: &serde_json::Error) -> String {
    format!("not readable JSON of this API ({:?}, column {})", error.classify(), error.column())
}

fn stop_reason(word: String) -> StopReason {
    match word.as_str() {
        "stop" | "end_turn" | "eos" => StopReason::End,
        "length" | "max_tokens" => StopReason::Length,
        "content_filter" => StopReason::ContentFilter,
        _ => StopReason::Other(word.chars().take(64).collect()),
    }
}

fn usage(value: &Value) -> Option<Usage> {
    let figure = |path: &str| value.pointer(path).and_then(Value::as_u64);
    let (input, output) = (figure("/prompt_tokens"), figure("/completion_tokens"));
    if input.is_none() && output.is_none() {
        return None;
    }
    Some(Usage {
        input: input.unwrap_or(0),
        output: output.unwrap_or(0),
        cached: figure("/prompt_tokens_details/cached_tokens")
            .or_else(|| figure("/prompt_cache_hit_tokens"))
            .unwrap_or(0),
        reasoning: figure("/completion_tokens_details/reasoning_tokens").unwrap_or(0),
        estimated: false,
    })
}

/// `GET models`.
#[derive(Debug, Deserialize)]
pub struct ModelList {
    pub data: Vec<ModelEntry>,
}

#[derive(Debug, Deserialize)]
pub struct ModelEntry {
    pub id: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::ChatMessage;

    fn request() -> ChatRequest {
        ChatRequest {
            model: "m".to_owned(),
            messages: vec![ChatMessage::new(ChatRole::User, "hi")],
            max_output_tokens: 7,
            ..ChatRequest::default()
        }
    }

    #[test]
    fn body_names_the_answer_limit_as_the_service_wants() {
        let json = |limit| serde_json::to_value(Body::new(&request(), limit)).unwrap();
        let new = json(LimitField::MaxCompletionTokens);
        assert_eq!(new["max_completion_tokens"], 7);
        assert!(new.get("max_tokens").is_none() && new.get("temperature").is_none());
        assert_eq!(json(LimitField::MaxTokens)["max_tokens"], 7);
        assert_eq!(new["messages"][0], serde_json::json!({"role": "user", "content": "hi"}));
        assert_eq!(new["stream_options"]["include_usage"], true);
    }

    #[test]
    fn chunk_survives_nulls_and_odd_figures() {
        let mut chunk = Chunk::read(
            br#"{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}],"usage":{"prompt_tokens":-1}}"#,
        )
        .unwrap();
        assert_eq!(chunk.usage(), None);
        assert_eq!(chunk.choice().unwrap().0.text().as_deref(), Some("a"));
        let mut empty = Chunk::read(br#"{"choices":null,"usage":null,"x":{"y":[]}}"#).unwrap();
        assert!(empty.choice().is_none() && empty.usage().is_none());
        assert!(Chunk::read(b"[[],null,null]").is_err());
        assert!(Chunk::read(b"").is_err());
    }

    #[test]
    fn usage_is_read_with_details_of_both_dialects() {
        let openai = serde_json::json!({"prompt_tokens": 10, "completion_tokens": 5,
            "prompt_tokens_details": {"cached_tokens": 8}, "completion_tokens_details": {"reasoning_tokens": 3}});
        let deepseek = serde_json::json!({"prompt_tokens": 10, "completion_tokens": 5, "prompt_cache_hit_tokens": 8});
        let expected = Usage { input: 10, output: 5, cached: 8, reasoning: 3, estimated: false };
        assert_eq!(usage(&openai), Some(expected));
        assert_eq!(usage(&deepseek), Some(Usage { reasoning: 0, ..expected }));
    }
}
