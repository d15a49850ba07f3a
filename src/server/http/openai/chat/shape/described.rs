use serde_json::Value;

use super::{
    CallPiece, Choice, Chunk, CompletionFigures, Delta, Figures, Function, Message, Piece,
    PromptFigures, Told, Whole, WholeCall,
};
use crate::http::openapi::{Schema, Schemas, object};

object! {
    /// A whole answer.
    Whole as "ChatCompletion" {
        id: String,
        object: &'static str,
        created: i64 = "Seconds since 1970-01-01T00:00:00Z.",
        model: String,
        system_fingerprint: &'static str,
        choices: [Choice; 1],
        usage: Figures,
    }
}

object! {
    Choice as "ChatCompletionChoice" {
        index: u32,
        message: Message,
        logprobs: (),
        finish_reason: &'static str = "stop, length, content_filter or tool_calls.",
    }
}

object! {
    Message as "ChatCompletionMessage" {
        role: &'static str,
        content: Option<String> as nullable,
        refusal: (),
        reasoning_content: Option<String> = "What the model thought before it answered.",
        tool_calls: Vec<WholeCall> as optional,
    }
}

object! {
    WholeCall as "ToolCall" { id: String, r#type: &'static str, function: Function }
}

object! {
    Function as "ToolCallFunction" { name: Option<String>, arguments: String = "JSON." }
}

object! {
    /// A piece of an answer; the stream ends with `data: [DONE]`.
    Chunk as "ChatCompletionChunk" {
        id: String,
        object: &'static str,
        created: i64,
        model: String,
        system_fingerprint: &'static str,
        choices: Vec<Piece>,
        usage: Option<Told> = "With stream_options.include_usage: null but in the last piece.",
    }
}

object! {
    Piece as "ChatCompletionChunkChoice" {
        index: u32,
        delta: Delta,
        logprobs: (),
        finish_reason: Option<&'static str> as nullable,
    }
}

object! {
    Delta as "ChatCompletionDelta" {
        role: Option<&'static str>,
        content: Option<String>,
        reasoning_content: Option<String>,
        tool_calls: Option<[CallPiece; 1]>,
    }
}

object! {
    CallPiece as "ToolCallPiece" {
        index: usize,
        id: Option<String>,
        r#type: Option<&'static str>,
        function: Function,
    }
}

object! {
    Figures as "CompletionUsage" {
        prompt_tokens: u64,
        completion_tokens: u64,
        total_tokens: u64,
        prompt_tokens_details: PromptFigures,
        completion_tokens_details: CompletionFigures,
    }
}

object! {
    PromptFigures { cached_tokens: u64 }
}

object! {
    CompletionFigures { reasoning_tokens: u64 }
}

impl Schema for Told {
    fn schema(schemas: &mut Schemas) -> Value {
        serde_json::json!({"anyOf": [schemas.of::<Figures>(), {"type": "null"}]})
    }
}
