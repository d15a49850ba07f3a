//! What is sent: a request as `generateContent` takes it. Reasoning is never sent back.

use serde_json::{Map, Value, json};

use super::{calls, version};
use crate::provider::{
    ChatMessage, ChatRequest, ChatRole, Image, Tool, ToolChoice,
    openai::decimal,
    turns::{Turn, turns},
};

pub fn body(request: &ChatRequest) -> Value {
    let (system, turns) = turns(request);
    let mut body = json!({
        "contents": contents(request, &turns),
        "generationConfig": generation_config(request),
    });
    if !system.is_empty() {
        body["systemInstruction"] = json!({"parts": [{"text": system}]});
    }
    if !request.tools.is_empty() {
        let functions: Vec<Value> = request.tools.iter().map(tool).collect();
        body["tools"] = json!([{"functionDeclarations": functions}]);
        if request.tool_choice != ToolChoice::Auto {
            let choice = tool_choice(&request.tool_choice);
            body["toolConfig"] = json!({"functionCallingConfig": choice});
        }
    }
    body
}

fn generation_config(request: &ChatRequest) -> Value {
    let mut config = Map::new();
    let mut put = |name: &str, value: Value| drop(config.insert(name.to_owned(), value));
    put("maxOutputTokens", json!(request.max_output_tokens));
    request.temperature.into_iter().for_each(|value| put("temperature", decimal(value)));
    request.top_p.into_iter().for_each(|value| put("topP", decimal(value)));
    if !request.stop.is_empty() {
        put("stopSequences", json!(request.stop));
    }
    if version::thinks(&request.model) {
        put("thinkingConfig", thinking_config(request));
    }
    Value::Object(config)
}

/// Thoughts are told where there are any; how deep they go only where somebody said so.
fn thinking_config(request: &ChatRequest) -> Value {
    let mut config = json!({"includeThoughts": true});
    let effort = request.extra.get("reasoning_effort").and_then(Value::as_str);
    if let Some(level @ ("minimal" | "low" | "medium" | "high")) = effort
        && version::has_levels(&request.model)
    {
        config["thinkingLevel"] = json!(level);
    }
    config
}

fn contents(request: &ChatRequest, turns: &[Turn<'_>]) -> Vec<Value> {
    let content = |turn: &Turn<'_>| {
        let parts: Vec<Value> = turn.lines.iter().flat_map(|line| parts(request, line)).collect();
        let role = if turn.person { "user" } else { "model" };
        (!parts.is_empty()).then(|| json!({"role": role, "parts": parts}))
    };
    turns.iter().filter_map(content).collect()
}

fn parts(request: &ChatRequest, line: &ChatMessage) -> Vec<Value> {
    if line.role == ChatRole::Tool
        && let Some(result) = calls::result(request, line)
    {
        return vec![result];
    }
    let images = line.images.iter().map(image);
    let text = (!line.text.is_empty()).then(|| json!({"text": line.text}));
    let calls = calls::calls(line, version::signs_calls(&request.model));
    images.chain(text).chain(calls).collect()
}

fn image(image: &Image) -> Value {
    match image {
        Image::Data { media_type, base64 } => {
            json!({"inlineData": {"mimeType": media_type, "data": base64}})
        }
        Image::Url(url) => {
            let path = url.split(['?', '#']).next().unwrap_or_default();
            let guess = mime_guess::from_path(path).first_raw();
            json!({"fileData": {"mimeType": guess.unwrap_or("image/jpeg"), "fileUri": url}})
        }
    }
}

fn tool(tool: &Tool) -> Value {
    let Tool { name, description, parameters, strict: _ } = tool;
    let mut function = json!({"name": name, "description": description});
    if parameters.as_object().is_some_and(|schema| !schema.is_empty()) {
        function["parametersJsonSchema"] = parameters.clone();
    }
    function
}

fn tool_choice(choice: &ToolChoice) -> Value {
    match choice {
        ToolChoice::Auto => json!({"mode": "AUTO"}),
        ToolChoice::None => json!({"mode": "NONE"}),
        ToolChoice::Required => json!({"mode": "ANY"}),
        ToolChoice::Named(name) => json!({"mode": "ANY", "allowedFunctionNames": [name]}),
    }
}

#[cfg(test)]
mod tests;
