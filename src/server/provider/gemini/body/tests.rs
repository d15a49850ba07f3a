use super::*;
use crate::provider::ToolCall;

fn line(role: ChatRole, text: &str) -> ChatMessage {
    ChatMessage::new(role, text)
}

fn request(model: &str) -> ChatRequest {
    ChatRequest {
        model: model.to_owned(),
        messages: vec![line(ChatRole::System, "Be kind."), line(ChatRole::User, "Hi")],
        max_output_tokens: 100,
        ..ChatRequest::default()
    }
}

fn weather() -> Tool {
    Tool {
        name: "get_weather".to_owned(),
        description: "Weather now".to_owned(),
        parameters: json!({"type": "object", "properties": {"city": {"type": "string"}}}),
        strict: None,
    }
}

#[test]
fn body_of_a_question_has_its_instruction_beside_it() {
    assert_eq!(
        body(&request("gemini-2.0-flash")),
        json!({
            "systemInstruction": {"parts": [{"text": "Be kind."}]},
            "contents": [{"role": "user", "parts": [{"text": "Hi"}]}],
            "generationConfig": {"maxOutputTokens": 100},
        })
    );
}

#[test]
fn body_takes_turns_of_user_and_model() {
    let messages = vec![
        line(ChatRole::User, "a"),
        line(ChatRole::User, "b"),
        line(ChatRole::Assistant, "c"),
        line(ChatRole::User, "d"),
    ];
    let body = body(&ChatRequest { messages, ..request("gemini-2.0-flash") });
    assert_eq!(
        body["contents"],
        json!([
            {"role": "user", "parts": [{"text": "a"}, {"text": "b"}]},
            {"role": "model", "parts": [{"text": "c"}]},
            {"role": "user", "parts": [{"text": "d"}]},
        ])
    );
}

#[test]
fn body_has_sampling_and_stops_under_their_names() {
    let request = ChatRequest {
        temperature: Some(0.7),
        top_p: Some(0.9),
        stop: vec!["END".to_owned()],
        ..request("gemini-2.0-flash")
    };
    assert_eq!(
        body(&request)["generationConfig"],
        json!({"maxOutputTokens": 100, "temperature": 0.7, "topP": 0.9, "stopSequences": ["END"]})
    );
}

#[test]
fn body_asks_to_see_the_thoughts_of_models_that_think() {
    let told = |model: &str, effort: &str| {
        let extra = [("reasoning_effort".to_owned(), json!(effort))].into_iter().collect();
        let body = body(&ChatRequest { extra, ..request(model) });
        body["generationConfig"].get("thinkingConfig").cloned()
    };
    let shown = json!({"includeThoughts": true});
    assert_eq!(told("gemini-2.5-flash", "low"), Some(shown.clone()));
    let low = json!({"includeThoughts": true, "thinkingLevel": "low"});
    assert_eq!(told("gemini-3.8-flash", "low"), Some(low));
    assert_eq!(told("gemini-3.8-flash", "enormous"), Some(shown));
    assert_eq!(told("gemini-2.0-flash", "low"), None);
    assert_eq!(told("gemma-3-27b-it", "low"), None);
}

#[test]
fn body_shows_pictures_of_both_kinds() {
    let images = vec![
        Image::Data { media_type: "image/png".to_owned(), base64: "AAAA".to_owned() },
        Image::Url("https://example.org/a.webp?x=1.gif".to_owned()),
    ];
    let messages = vec![ChatMessage { images, ..line(ChatRole::User, "What?") }];
    let body = body(&ChatRequest { messages, ..request("gemini-2.5-flash") });
    assert_eq!(
        body["contents"][0]["parts"],
        json!([
            {"inlineData": {"mimeType": "image/png", "data": "AAAA"}},
            {"fileData": {"mimeType": "image/webp", "fileUri": "https://example.org/a.webp?x=1.gif"}},
            {"text": "What?"},
        ])
    );
}

#[test]
fn body_tells_tools_their_calls_and_their_results() {
    let call = ToolCall {
        id: "call_r_0~c2ln".to_owned(),
        name: "get_weather".to_owned(),
        arguments: r#"{"city":"Pune"}"#.to_owned(),
    };
    let told = ChatMessage { answers: Some(call.id.clone()), ..line(ChatRole::Tool, "31 degrees") };
    let messages = vec![
        line(ChatRole::User, "Pune?"),
        ChatMessage { calls: vec![call], ..line(ChatRole::Assistant, "") },
        told,
    ];
    let request = ChatRequest { messages, tools: vec![weather()], ..request("gemini-3.8-flash") };
    let sent = body(&request);
    assert_eq!(
        sent["contents"].as_array().unwrap()[1..],
        [
            json!({"role": "model", "parts": [{"thoughtSignature": "c2ln",
                "functionCall": {"id": "call_r_0", "name": "get_weather", "args": {"city": "Pune"}}}]}),
            json!({"role": "user", "parts": [{"functionResponse":
                {"id": "call_r_0", "name": "get_weather", "response": {"result": "31 degrees"}}}]}),
        ]
    );
    let Tool { name, description, parameters, .. } = weather();
    let function =
        json!({"name": name, "description": description, "parametersJsonSchema": parameters});
    assert_eq!(sent["tools"], json!([{"functionDeclarations": [function]}]));
    assert!(sent.get("toolConfig").is_none());
    let choice = |tool_choice| {
        let body = body(&ChatRequest { tool_choice, ..request.clone() });
        body["toolConfig"]["functionCallingConfig"].clone()
    };
    assert_eq!(choice(ToolChoice::None), json!({"mode": "NONE"}));
    assert_eq!(choice(ToolChoice::Required), json!({"mode": "ANY"}));
    let named = json!({"mode": "ANY", "allowedFunctionNames": ["get_weather"]});
    assert_eq!(choice(ToolChoice::Named("get_weather".to_owned())), named);
}
