//! What a program asks, read into what every service is asked with. Fields nobody knows are ignored; those that are known
//! and would change the answer in a way this server cannot bring about are refused.

mod described;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{message, tools};
use crate::{chat::Asked, http::error::Failure, provider::ChatRequest};

/// Passed on to services that speak this dialect.
const PASSED_ON: &[&str] = &[
    "frequency_penalty",
    "logit_bias",
    "min_p",
    "parallel_tool_calls",
    "prediction",
    "presence_penalty",
    "prompt_cache_key",
    "reasoning_effort",
    "repetition_penalty",
    "response_format",
    "safety_identifier",
    "seed",
    "top_k",
    "user",
    "verbosity",
];

/// Refused unless they ask for nothing, and why.
const REFUSED: &[(&str, &str)] = &[
    ("audio", "Answers are text here."),
    ("function_call", "This is the old name: send tool_choice."),
    ("functions", "This is the old name: send tools."),
    ("logprobs", "Probabilities of tokens are not passed on."),
    ("top_logprobs", "Probabilities of tokens are not passed on."),
    ("web_search_options", "Searching the web is not offered."),
];

/// Most stop texts of one request.
const STOPS: usize = 16;

#[derive(Debug, Deserialize)]
pub(in crate::http::openai) struct Request {
    #[serde(default)]
    model: Option<String>,
    messages: Vec<message::Line>,
    #[serde(default)]
    stream: Option<bool>,
    #[serde(default)]
    stream_options: Option<StreamOptions>,
    #[serde(default)]
    max_tokens: Option<u32>,
    #[serde(default)]
    max_completion_tokens: Option<u32>,
    #[serde(default)]
    temperature: Option<f32>,
    #[serde(default)]
    top_p: Option<f32>,
    #[serde(default)]
    n: Option<u32>,
    #[serde(default)]
    stop: Option<Stop>,
    #[serde(default)]
    tools: Option<Vec<tools::Offered>>,
    #[serde(default)]
    tool_choice: Option<Value>,
    #[serde(default)]
    modalities: Option<Vec<String>>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
struct StreamOptions {
    #[serde(default)]
    include_usage: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Stop {
    One(String),
    Many(Vec<String>),
}

impl Request {
    pub fn streams(&self) -> bool {
        self.stream.unwrap_or(false)
    }

    /// Whether the stream is to end with what it used.
    pub fn wants_usage(&self) -> bool {
        self.stream_options.as_ref().and_then(|options| options.include_usage).unwrap_or(false)
    }

    pub fn asked(self) -> Result<Asked, Failure> {
        self.refuse_what_cannot_be()?;
        let limit = self.max_completion_tokens.or(self.max_tokens);
        if limit == Some(0) {
            let field = if self.max_completion_tokens.is_some() {
                "max_completion_tokens"
            } else {
                "max_tokens"
            };
            return Err(Failure::invalid(field, "An answer has at least one token."));
        }
        let request = ChatRequest {
            messages: message::lines(self.messages)?,
            temperature: self.temperature,
            top_p: self.top_p,
            stop: stops(self.stop)?,
            tools: tools::offered(self.tools.unwrap_or_default())?,
            tool_choice: tools::choice(self.tool_choice.as_ref())?,
            extra: passed_on(self.rest),
            ..ChatRequest::default()
        };
        Ok(Asked { model: model(self.model), max_output_tokens: limit, request })
    }

    fn refuse_what_cannot_be(&self) -> Result<(), Failure> {
        if self.n.is_some_and(|n| n != 1) {
            return Err(Failure::invalid("n", "There is one answer to a request: n must be 1."));
        }
        if self.modalities.iter().flatten().any(|kind| kind != "text") {
            return Err(Failure::invalid("modalities", "Answers are text here."));
        }
        for (field, why) in REFUSED {
            if self.rest.get(*field).is_some_and(asks_for_something) {
                return Err(Failure::invalid(field, *why));
            }
        }
        Ok(())
    }
}

/// The model by name; nothing is the server's default, as is `default`.
fn model(named: Option<String>) -> Option<String> {
    named.filter(|name| !name.is_empty() && name != "default")
}

fn asks_for_something(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::Number(number) => number.as_u64() != Some(0),
        Value::Array(items) => !items.is_empty(),
        Value::String(word) => word != "none" && word != "auto",
        Value::Bool(true) | Value::Object(_) => true,
    }
}

fn stops(stop: Option<Stop>) -> Result<Vec<String>, Failure> {
    let stops = match stop {
        None => Vec::new(),
        Some(Stop::One(text)) => vec![text],
        Some(Stop::Many(texts)) => texts,
    };
    if stops.len() > STOPS || stops.iter().any(String::is_empty) {
        let message = format!("There can be {STOPS} stop texts at most, none of them empty.");
        return Err(Failure::invalid("stop", message));
    }
    Ok(stops)
}

fn passed_on(mut rest: Map<String, Value>) -> Map<String, Value> {
    rest.retain(|field, value| PASSED_ON.contains(&field.as_str()) && !value.is_null());
    rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::provider::ToolChoice;

    fn read(mut body: Value) -> Result<Asked, String> {
        if body.get("messages").is_none() {
            body["messages"] = json!([{"role": "user", "content": "Hello"}]);
        }
        let request: Request = serde_json::from_value(body).unwrap();
        request.asked().map_err(|failure| {
            let details = failure.into_body().details.unwrap();
            details["field"].as_str().unwrap().to_owned()
        })
    }

    #[test]
    fn request_is_read_with_all_it_asks_for() {
        let asked = read(json!({
            "model": "m", "max_tokens": 5, "max_completion_tokens": 7, "temperature": 0.5, "top_p": 0.25,
            "stop": "END", "seed": 3, "response_format": {"type": "json_object"}, "service_tier": "priority",
            "tools": [{"type": "function", "function": {"name": "f", "strict": true}}],
            "tool_choice": {"type": "function", "function": {"name": "f"}},
            "n": 1, "logprobs": false, "unheard_of": {"a": []}, "user": null
        }))
        .unwrap();
        assert_eq!((asked.model.as_deref(), asked.max_output_tokens), (Some("m"), Some(7)));
        let request = asked.request;
        assert_eq!((request.temperature, request.top_p), (Some(0.5), Some(0.25)));
        assert_eq!(request.stop, ["END"]);
        assert_eq!(request.tools[0].parameters, json!({"type": "object", "properties": {}}));
        assert_eq!(request.tool_choice, ToolChoice::Named("f".to_owned()));
        assert_eq!(
            Value::from(request.extra),
            json!({"seed": 3, "response_format": {"type": "json_object"}})
        );
    }

    #[test]
    fn request_without_a_model_asks_for_the_default_one() {
        for body in
            [json!({}), json!({"model": null}), json!({"model": ""}), json!({"model": "default"})]
        {
            assert_eq!(read(body).unwrap().model, None);
        }
    }

    #[test]
    fn request_for_what_cannot_be_is_refused_by_field() {
        for (body, field) in [
            (json!({"n": 2}), "n"),
            (json!({"n": 0}), "n"),
            (json!({"logprobs": true}), "logprobs"),
            (json!({"top_logprobs": 3}), "top_logprobs"),
            (json!({"functions": [{"name": "f"}]}), "functions"),
            (json!({"function_call": {"name": "f"}}), "function_call"),
            (json!({"modalities": ["text", "audio"]}), "modalities"),
            (json!({"web_search_options": {}}), "web_search_options"),
            (json!({"max_tokens": 0}), "max_tokens"),
            (json!({"max_completion_tokens": 0, "max_tokens": 3}), "max_completion_tokens"),
            (json!({"stop": vec!["a"; 17]}), "stop"),
            (json!({"stop": [""]}), "stop"),
            (json!({"tools": [{"type": "retrieval"}]}), "tools[0]"),
            (json!({"tool_choice": "maybe"}), "tool_choice"),
            (json!({"tool_choice": {"type": "allowed_tools"}}), "tool_choice"),
            (json!({"messages": []}), "messages"),
        ] {
            assert_eq!(read(body.clone()).unwrap_err(), field, "{body}");
        }
    }
}
