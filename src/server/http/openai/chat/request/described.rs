use serde_json::{Value, json};

use super::{PASSED_ON, Request};
use crate::http::openapi::{Schema, Schemas};

const ABOUT: &str =
    "As OpenAI has it, for models of every service. Fields nobody knows are ignored.";

impl Schema for Request {
    fn name() -> Option<String> {
        Some("CreateChatCompletion".to_owned())
    }

    fn schema(_: &mut Schemas) -> Value {
        let passed_on =
            format!("Passed on to services that speak this dialect: {}.", PASSED_ON.join(", "));
        let limit = json!({"type": ["integer", "null"], "minimum": 1});
        json!({
            "type": "object",
            "description": ABOUT,
            "required": ["messages"],
            "properties": {
                "model": {"type": ["string", "null"], "description": "The server's default where absent."},
                "messages": {"type": "array", "minItems": 1, "items": message()},
                "stream": {"type": ["boolean", "null"]},
                "stream_options": {
                    "type": ["object", "null"], "properties": {"include_usage": {"type": ["boolean", "null"]}}
                },
                "max_tokens": limit,
                "max_completion_tokens": limit,
                "temperature": {"type": ["number", "null"]},
                "top_p": {"type": ["number", "null"]},
                "n": {"enum": [1, null]},
                "stop": {"anyOf": [{"type": ["string", "null"]}, {"type": "array", "items": {"type": "string"}}]},
                "tools": {"type": ["array", "null"], "items": tool()},
                "tool_choice": {
                    "anyOf": [
                        {"enum": ["auto", "none", "required", null]},
                        {"type": "object", "required": ["function"]}
                    ]
                }
            },
            "additionalProperties": {"description": passed_on}
        })
    }
}

fn message() -> Value {
    let parts = json!({"type": "array", "items": {"type": "object", "required": ["type"], "properties": {
        "type": {"enum": ["text", "image_url", "refusal"]},
        "text": {"type": "string"},
        "image_url": {"type": "object", "required": ["url"], "properties": {"url": {"type": "string"}}}
    }}});
    json!({"type": "object", "required": ["role"], "properties": {
        "role": {"enum": ["system", "developer", "user", "assistant", "tool"]},
        "content": {"anyOf": [{"type": ["string", "null"]}, parts]},
        "tool_calls": {"type": ["array", "null"], "items": {"type": "object", "required": ["id", "function"]}},
        "tool_call_id": {"type": ["string", "null"]}
    }})
}

fn tool() -> Value {
    json!({"type": "object", "required": ["type", "function"], "properties": {
        "type": {"const": "function"},
        "function": {"type": "object", "required": ["name"], "properties": {
            "name": {"type": "string"}, "description": {"type": "string"}, "parameters": {"type": "object"}
        }}
    }})
}
