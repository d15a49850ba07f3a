//! What is sent: a request as the Messages API takes it. Reasoning is never sent back.

use serde_json::{Map, Value, json};

use super::version::{Abilities, Thinking};
use crate::provider::{
    ChatMessage, ChatRequest, ChatRole, Image, Tool, ToolCall, ToolChoice,
    openai::decimal,
    turns::{Turn, turns},
};

/// What stands before a conversation that the model began: the API wants a person to begin.
const BEGINNING: &str = "(The conversation begins.)";

pub fn body(request: &ChatRequest) -> Value {
    let abilities = Abilities::of(&request.model);
    let (system, turns) = turns(request);
    let mut body = Map::new();
    let mut put = |name: &str, value: Value| drop(body.insert(name.to_owned(), value));
    put("model", json!(request.model));
    put("messages", json!(messages(&turns)));
    put("max_tokens", json!(request.max_output_tokens));
    put("stream", json!(true));
    if !system.is_empty() {
        put("system", json!(system));
    }
    // Blank ones are refused.
    let stops: Vec<&String> = request.stop.iter().filter(|stop| !stop.trim().is_empty()).collect();
    if !stops.is_empty() {
        put("stop_sequences", json!(stops));
    }
    let choice = tool_choice(request, abilities.thinking);
    let forced =
        choice.as_ref().is_some_and(|choice| choice["type"] != "auto" && choice["type"] != "none");
    let thinking = thinking(request, abilities, forced);
    if abilities.sampling && thinking.is_none() {
        sampling(request, &mut put);
    }
    if let Some((thinking, effort)) = thinking {
        put("thinking", thinking);
        if let Some(effort) = effort {
            put("output_config", json!({"effort": effort}));
        }
    }
    if !request.tools.is_empty() {
        put("tools", request.tools.iter().map(tool).collect());
        if let Some(choice) = choice {
            put("tool_choice", choice);
        }
    }
    Value::Object(body)
}

/// One of the two at most, and no temperature above one.
fn sampling(request: &ChatRequest, put: &mut impl FnMut(&str, Value)) {
    match (request.temperature, request.top_p) {
        (Some(temperature), _) => put("temperature", decimal(temperature.clamp(0.0, 1.0))),
        (None, Some(top_p)) => put("top_p", decimal(top_p)),
        (None, None) => {}
    }
}

/// How the model is told to think, and how much: those that think anyway are asked to show it, others think where
/// somebody asked for effort.
fn thinking(
    request: &ChatRequest,
    abilities: Abilities,
    forced: bool,
) -> Option<(Value, Option<String>)> {
    let effort = request.extra.get("reasoning_effort").and_then(Value::as_str);
    let effort = match effort {
        Some("minimal") => Some("low"),
        Some(word @ ("low" | "medium" | "high" | "xhigh" | "max")) => Some(word),
        _ => None,
    };
    let shown =
        || Some((json!({"type": "adaptive", "display": "summarized"}), effort.map(str::to_owned)));
    match abilities.thinking {
        // Who has to call a tool cannot think first.
        Thinking::Usually if forced => Some((json!({"type": "disabled"}), None)),
        Thinking::Usually | Thinking::Always => shown(),
        Thinking::WhenAsked if effort.is_some() && !forced => shown(),
        Thinking::WhenAsked | Thinking::Never => None,
    }
}

fn messages(turns: &[Turn<'_>]) -> Vec<Value> {
    let mut messages: Vec<Value> = Vec::new();
    for turn in turns {
        let blocks: Vec<Value> = turn.lines.iter().flat_map(|line| blocks(line)).collect();
        if blocks.is_empty() {
            continue;
        }
        let role = if turn.person { "user" } else { "assistant" };
        if messages.is_empty() && !turn.person {
            let text = json!([{"type": "text", "text": BEGINNING}]);
            messages.push(json!({"role": "user", "content": text}));
        }
        match messages.last_mut() {
            // An empty turn may have stood between them.
            Some(last) if last["role"] == role => {
                if let Some(content) = last["content"].as_array_mut() {
                    content.extend(blocks);
                }
            }
            _ => messages.push(json!({"role": role, "content": blocks})),
        }
    }
    messages
}

fn blocks(line: &ChatMessage) -> Vec<Value> {
    if let (ChatRole::Tool, Some(id)) = (line.role, &line.answers) {
        return vec![json!({"type": "tool_result", "tool_use_id": fit(id), "content": line.text})];
    }
    let images = line.images.iter().map(image);
    // Blank text is refused.
    let text = (!line.text.trim().is_empty()).then(|| json!({"type": "text", "text": line.text}));
    images.chain(text).chain(line.calls.iter().map(call)).collect()
}

fn image(image: &Image) -> Value {
    let source = match image {
        Image::Url(url) => json!({"type": "url", "url": url}),
        Image::Data { media_type, base64 } => {
            json!({"type": "base64", "media_type": media_type, "data": base64})
        }
    };
    json!({"type": "image", "source": source})
}

fn call(call: &ToolCall) -> Value {
    let input = serde_json::from_str(&call.arguments).ok().filter(Value::is_object);
    let input = input.unwrap_or_else(|| json!({}));
    json!({"type": "tool_use", "id": fit(&call.id), "name": call.name, "input": input})
}

/// Another service's id as this one's may look.
fn fit(id: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    id.chars().map(|c| if allowed(c) { c } else { '_' }).collect()
}

fn tool(tool: &Tool) -> Value {
    let Tool { name, description, parameters, strict: _ } = tool;
    let schema = Some(parameters).filter(|schema| schema.is_object());
    let schema = schema.cloned().unwrap_or_else(|| json!({"type": "object"}));
    let mut tool = json!({"name": name, "input_schema": schema});
    if !description.is_empty() {
        tool["description"] = json!(description);
    }
    tool
}

/// `None` where nothing needs to be said.
fn tool_choice(request: &ChatRequest, thinking: Thinking) -> Option<Value> {
    let obeys = thinking != Thinking::Always;
    let one = request.extra.get("parallel_tool_calls") == Some(&Value::Bool(false));
    let mut choice = match &request.tool_choice {
        ToolChoice::None => return Some(json!({"type": "none"})),
        ToolChoice::Auto if !one => return None,
        ToolChoice::Required if obeys => json!({"type": "any"}),
        ToolChoice::Named(name) if obeys => json!({"type": "tool", "name": name}),
        _ => json!({"type": "auto"}),
    };
    if one {
        choice["disable_parallel_tool_use"] = json!(true);
    }
    Some(choice)
}

#[cfg(test)]
mod tests;
