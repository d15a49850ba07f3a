//! What comes back: the dialect's JSON, as far as we read it. Unknown fields are ignored, absent ones are nothing.

use adda_protocol::Usage;
use serde::Deserialize;
use serde_json::Value;

use crate::provider::{StopReason, service::unreadable};

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
pub struct Choice {
    #[serde(default)]
    index: Option<u64>,
    #[serde(default)]
    pub delta: Option<Delta>,
    #[serde(default)]
    pub finish_reason: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Delta {
    #[serde(default)]
    content: Option<String>,
    /// The model's words for "no"; shown like any answer.
    #[serde(default)]
    refusal: Option<String>,
    /// Reasoning, as `DeepSeek` and vLLM call it.
    #[serde(default)]
    reasoning_content: Option<String>,
    /// The same, as `OpenRouter` and Ollama call it.
    #[serde(default)]
    reasoning: Option<Value>,
    /// The same in parts, as `OpenRouter` tells it besides.
    #[serde(default)]
    reasoning_details: Option<Value>,
    #[serde(default)]
    tool_calls: Option<Value>,
}

/// A piece of a call of a tool.
#[derive(Debug, PartialEq, Eq)]
pub struct CallPiece {
    pub index: Option<usize>,
    pub id: Option<String>,
    pub name: Option<String>,
    pub arguments: String,
}

impl Delta {
    /// What is shown of it.
    pub fn text(&self) -> Option<&str> {
        let shown = |text: &&str| !text.is_empty();
        self.content.as_deref().filter(shown).or_else(|| self.refusal.as_deref().filter(shown))
    }

    /// What the model thinks without showing it, told once although some tell it in two fields.
    pub fn thought(&self) -> Option<String> {
        let whole = self.reasoning_content.as_deref();
        let whole = whole.or_else(|| self.reasoning.as_ref()?.as_str());
        if let Some(text) = whole.filter(|text| !text.is_empty()) {
            return Some(text.to_owned());
        }
        let parts = self.reasoning_details.as_ref()?.as_array()?;
        let words = |part: &Value| {
            let text = part.get("text").or_else(|| part.get("summary"));
            text.and_then(Value::as_str).map(str::to_owned)
        };
        let text: String = parts.iter().filter_map(words).collect();
        (!text.is_empty()).then_some(text)
    }

    /// Pieces of calls, those that say something.
    pub fn calls(&self) -> impl Iterator<Item = CallPiece> {
        let pieces = self.tool_calls.as_ref().and_then(Value::as_array);
        pieces.into_iter().flatten().filter_map(call_piece)
    }
}

fn call_piece(value: &Value) -> Option<CallPiece> {
    let word = |path: &str| {
        let word = value.pointer(path).and_then(Value::as_str);
        word.filter(|word| !word.is_empty()).map(str::to_owned)
    };
    let arguments = match value.pointer("/function/arguments") {
        Some(Value::String(text)) => text.clone(),
        // Some services send the object itself.
        Some(object @ Value::Object(_)) => object.to_string(),
        _ => String::new(),
    };
    let index = value.get("index").and_then(Value::as_u64);
    let piece = CallPiece {
        index: index.and_then(|index| usize::try_from(index).ok()),
        id: word("/id"),
        name: word("/function/name"),
        arguments,
    };
    (piece.id.is_some() || piece.name.is_some() || !piece.arguments.is_empty()).then_some(piece)
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
    pub fn choice(&mut self) -> Option<Choice> {
        let choices = self.choices.take()?;
        choices.into_iter().find(|choice| choice.index.unwrap_or(0) == 0)
    }

    pub fn usage(&self) -> Option<Usage> {
        usage(self.usage.as_ref()?)
    }
}

pub fn stop_reason(word: &str) -> StopReason {
    match word {
        "stop" | "end_turn" | "eos" => StopReason::End,
        "length" | "max_tokens" => StopReason::Length,
        "content_filter" => StopReason::ContentFilter,
        "tool_calls" | "function_call" => StopReason::ToolCalls,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn delta(json: &str) -> Delta {
        let mut chunk = Chunk::read(format!(r#"{{"choices":[{{"delta":{json}}}]}}"#).as_bytes());
        chunk.as_mut().unwrap().choice().unwrap().delta.unwrap()
    }

    #[test]
    fn chunk_survives_nulls_and_odd_figures() {
        let mut chunk = Chunk::read(
            br#"{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}],"usage":{"prompt_tokens":-1}}"#,
        )
        .unwrap();
        assert_eq!(chunk.usage(), None);
        assert_eq!(chunk.choice().unwrap().delta.unwrap().text(), Some("a"));
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

    #[test]
    fn reasoning_is_found_in_every_usual_field_and_told_once() {
        for (json, thought) in [
            (r#"{"reasoning_content":"hm"}"#, Some("hm")),
            (r#"{"reasoning":"hm"}"#, Some("hm")),
            (
                r#"{"reasoning":"hm","reasoning_details":[{"type":"reasoning.text","text":"hm"}]}"#,
                Some("hm"),
            ),
            (
                r#"{"reasoning_details":[{"type":"reasoning.summary","summary":"h"},{"type":"reasoning.text","text":"m"},
                    {"type":"reasoning.encrypted","data":"AAAA"}]}"#,
                Some("hm"),
            ),
            (r#"{"reasoning_content":"","reasoning":null}"#, None),
            (r#"{"reasoning":{"effort":1},"reasoning_details":17}"#, None),
        ] {
            assert_eq!(delta(json).thought().as_deref(), thought, "{json}");
        }
    }

    #[test]
    fn calls_are_read_whole_or_in_pieces_and_empty_ones_left_out() {
        let calls = |json: &str| delta(json).calls().collect::<Vec<_>>();
        let piece = |index, id: Option<&str>, name: Option<&str>, arguments: &str| CallPiece {
            index,
            id: id.map(str::to_owned),
            name: name.map(str::to_owned),
            arguments: arguments.to_owned(),
        };
        assert_eq!(
            calls(
                r#"{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":""}}]}"#
            ),
            [piece(Some(0), Some("c"), Some("f"), "")]
        );
        assert_eq!(
            calls(r#"{"tool_calls":[{"index":1,"function":{"arguments":"{\"a\""}},{"x":1},17]}"#),
            [piece(Some(1), None, None, "{\"a\"")]
        );
        assert_eq!(
            calls(r#"{"tool_calls":[{"id":"c","function":{"name":"f","arguments":{"a":1}}}]}"#),
            [piece(None, Some("c"), Some("f"), r#"{"a":1}"#)]
        );
        assert_eq!(calls(r#"{"tool_calls":null}"#), []);
    }
}
