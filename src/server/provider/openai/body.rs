//! What is sent: the dialect's form of a request.

use serde_json::{Map, Value, json};

use crate::provider::{ChatMessage, ChatRequest, ChatRole, Image, Tool, ToolCall, ToolChoice};

/// Whose rules a service follows where the dialect's differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum House {
    /// `OpenAI` itself, also as Azure runs it. It refuses the old name of the answer limit for newer models.
    Official,
    /// Everybody else: they know the old name.
    Compatible,
}

/// Names of the answer limit, which is never taken from the further parameters.
const LIMITS: &[&str] = &["max_tokens", "max_completion_tokens"];

pub fn body(request: &ChatRequest, house: House) -> Value {
    let mut body: Map<String, Value> = request.extra.clone();
    body.retain(|name, _| !LIMITS.contains(&name.as_str()));
    let official = house == House::Official;
    let limit = if official { "max_completion_tokens" } else { "max_tokens" };
    let messages: Vec<Value> = request.messages.iter().map(message).collect();
    let mut put = |name: &str, value: Value| drop(body.insert(name.to_owned(), value));
    put("model", json!(request.model));
    put("messages", json!(messages));
    put("stream", json!(true));
    put("stream_options", json!({"include_usage": true}));
    put(limit, json!(request.max_output_tokens));
    if !(official && reasons(&request.model)) {
        request.temperature.into_iter().for_each(|value| put("temperature", decimal(value)));
        request.top_p.into_iter().for_each(|value| put("top_p", decimal(value)));
        if !request.stop.is_empty() {
            put("stop", json!(request.stop));
        }
    }
    if !request.tools.is_empty() {
        put("tools", request.tools.iter().map(tool).collect());
        if request.tool_choice != ToolChoice::Auto {
            put("tool_choice", tool_choice(&request.tool_choice));
        }
    }
    Value::Object(body)
}

/// Whether it is one of `OpenAI`'s models that reason. They refuse parameters of sampling, and show nothing of their
/// reasoning in this dialect.
pub fn reasons(model: &str) -> bool {
    let digits = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).count();
    if let Some(rest) = model.strip_prefix('o') {
        return digits(rest) > 0;
    }
    let Some(rest) = model.strip_prefix("gpt-") else { return false };
    let generation: u32 = rest[..digits(rest)].parse().unwrap_or(0);
    // Their relatives that only chat do not.
    generation >= 5 && !rest.contains("-chat")
}

/// 0.7 as it was meant, not as the nearest number of twice the length.
pub fn decimal(value: f32) -> Value {
    value.to_string().parse::<f64>().map_or(Value::Null, Value::from)
}

fn message(line: &ChatMessage) -> Value {
    match line.role {
        ChatRole::System => json!({"role": "system", "content": line.text}),
        ChatRole::User => json!({"role": "user", "content": content(line)}),
        ChatRole::Assistant if line.calls.is_empty() => {
            json!({"role": "assistant", "content": line.text})
        }
        ChatRole::Assistant => {
            let text = Some(line.text.as_str()).filter(|text| !text.is_empty());
            let calls: Vec<Value> = line.calls.iter().map(call).collect();
            json!({"role": "assistant", "content": text, "tool_calls": calls})
        }
        ChatRole::Tool => {
            json!({"role": "tool", "tool_call_id": line.answers, "content": line.text})
        }
    }
}

/// Text alone stays text: not every compatible service knows parts.
fn content(line: &ChatMessage) -> Value {
    if line.images.is_empty() {
        return json!(line.text);
    }
    let text = (!line.text.is_empty()).then(|| json!({"type": "text", "text": line.text}));
    let images = line.images.iter().map(|image| {
        let url = match image {
            Image::Url(url) => url.clone(),
            Image::Data { media_type, base64 } => format!("data:{media_type};base64,{base64}"),
        };
        json!({"type": "image_url", "image_url": {"url": url}})
    });
    text.into_iter().chain(images).collect()
}

fn call(call: &ToolCall) -> Value {
    let ToolCall { id, name, arguments } = call;
    json!({"id": id, "type": "function", "function": {"name": name, "arguments": arguments}})
}

fn tool(tool: &Tool) -> Value {
    let Tool { name, description, parameters, strict } = tool;
    let mut function = json!({"name": name, "parameters": parameters});
    if let Some(strict) = strict {
        function["strict"] = json!(strict);
    }
    if !description.is_empty() {
        function["description"] = json!(description);
    }
    json!({"type": "function", "function": function})
}

fn tool_choice(choice: &ToolChoice) -> Value {
    match choice {
        ToolChoice::Auto => json!("auto"),
        ToolChoice::None => json!("none"),
        ToolChoice::Required => json!("required"),
        ToolChoice::Named(name) => json!({"type": "function", "function": {"name": name}}),
    }
}

#[cfg(test)]
mod tests;
