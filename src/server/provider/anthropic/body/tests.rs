use super::*;

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

fn extra(name: &str, value: Value) -> serde_json::Map<String, Value> {
    [(name.to_owned(), value)].into_iter().collect()
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
        body(&request("claude-haiku-4-5")),
        json!({
            "model": "claude-haiku-4-5", "max_tokens": 100, "stream": true, "system": "Be kind.",
            "messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}],
        })
    );
}

#[test]
fn body_has_alternating_roles_and_no_blank_text() {
    let messages = vec![
        line(ChatRole::Assistant, "Welcome"),
        line(ChatRole::User, "a"),
        line(ChatRole::User, "b"),
        line(ChatRole::Assistant, "  "),
        line(ChatRole::User, "c"),
    ];
    let body = body(&ChatRequest { messages, ..request("claude-haiku-4-5") });
    let text = |text: &str| json!({"type": "text", "text": text});
    assert_eq!(
        body["messages"],
        json!([
            {"role": "user", "content": [text(BEGINNING)]},
            {"role": "assistant", "content": [text("Welcome")]},
            {"role": "user", "content": [text("a"), text("b"), text("c")]},
        ])
    );
    assert!(body.get("system").is_none());
}

#[test]
fn body_shows_pictures_of_both_kinds_before_the_text() {
    let images = vec![
        Image::Data { media_type: "image/png".to_owned(), base64: "AAAA".to_owned() },
        Image::Url("https://example.org/a.png".to_owned()),
    ];
    let messages = vec![ChatMessage { images, ..line(ChatRole::User, "What?") }];
    let body = body(&ChatRequest { messages, ..request("claude-haiku-4-5") });
    assert_eq!(
        body["messages"][0]["content"],
        json!([
            {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}},
            {"type": "image", "source": {"type": "url", "url": "https://example.org/a.png"}},
            {"type": "text", "text": "What?"},
        ])
    );
}

#[test]
fn body_tells_tools_their_calls_and_their_results() {
    let call = |id: &str, arguments: &str| ToolCall {
        id: id.to_owned(),
        name: "get_weather".to_owned(),
        arguments: arguments.to_owned(),
    };
    let calls = vec![call("toolu_1", r#"{"city":"Pune"}"#), call("call/2~x", "")];
    let told = |id: &str, text: &str| ChatMessage {
        answers: Some(id.to_owned()),
        ..line(ChatRole::Tool, text)
    };
    let messages = vec![
        line(ChatRole::User, "Pune?"),
        ChatMessage { calls, ..line(ChatRole::Assistant, "I look.") },
        told("toolu_1", "31 degrees"),
        told("call/2~x", "none"),
        line(ChatRole::User, "Thanks"),
    ];
    let tools = vec![weather()];
    let body = body(&ChatRequest { messages, tools, ..request("claude-haiku-4-5") });
    assert_eq!(
        body["messages"].as_array().unwrap()[1..],
        [
            json!({"role": "assistant", "content": [
                {"type": "text", "text": "I look."},
                {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {"city": "Pune"}},
                {"type": "tool_use", "id": "call_2_x", "name": "get_weather", "input": {}},
            ]}),
            json!({"role": "user", "content": [
                {"type": "tool_result", "tool_use_id": "toolu_1", "content": "31 degrees"},
                {"type": "tool_result", "tool_use_id": "call_2_x", "content": "none"},
                {"type": "text", "text": "Thanks"},
            ]}),
        ]
    );
    let Tool { name, description, parameters, .. } = weather();
    let expected = json!([{"name": name, "description": description, "input_schema": parameters}]);
    assert_eq!(body["tools"], expected);
    assert!(body.get("tool_choice").is_none());
}

#[test]
fn body_forces_calls_only_of_models_that_can_be_forced() {
    let choice = |model: &str, tool_choice| {
        let body = body(&ChatRequest { tools: vec![weather()], tool_choice, ..request(model) });
        (body.get("tool_choice").cloned(), body.get("thinking").cloned())
    };
    let named = || ToolChoice::Named("get_weather".to_owned());
    let tool = json!({"type": "tool", "name": "get_weather"});
    assert_eq!(choice("claude-haiku-4-5", named()), (Some(tool.clone()), None));
    assert_eq!(choice("claude-haiku-4-5", ToolChoice::None).0, Some(json!({"type": "none"})));
    assert_eq!(choice("claude-haiku-4-5", ToolChoice::Required).0, Some(json!({"type": "any"})));
    // Who has to call cannot think first.
    assert_eq!(choice("claude-sonnet-5", named()), (Some(tool), Some(json!({"type": "disabled"}))));
    let (choice, thinking) = choice("claude-opus-5-5", ToolChoice::Required);
    assert_eq!(choice, Some(json!({"type": "auto"})));
    assert_eq!(thinking.unwrap()["type"], "adaptive");
}

#[test]
fn body_asks_for_one_call_at_a_time_where_that_is_wanted() {
    let extra = extra("parallel_tool_calls", json!(false));
    let body = body(&ChatRequest { tools: vec![weather()], extra, ..request("claude-haiku-4-5") });
    assert_eq!(body["tool_choice"], json!({"type": "auto", "disable_parallel_tool_use": true}));
}

#[test]
fn body_leaves_sampling_out_for_models_that_refuse_it() {
    let sampled = |model: &str| {
        let (temperature, top_p) = (Some(1.7), Some(0.9));
        let stop = vec!["END".to_owned(), " ".to_owned()];
        body(&ChatRequest { temperature, top_p, stop, ..request(model) })
    };
    let taker = sampled("claude-sonnet-4-5");
    assert_eq!(taker["temperature"], json!(1.0));
    assert!(taker.get("top_p").is_none(), "only one of the two is taken");
    assert_eq!(taker["stop_sequences"], json!(["END"]));
    let refuser = sampled("claude-opus-4-8");
    assert!(refuser.get("temperature").is_none() && refuser.get("top_p").is_none());
    let only = ChatRequest { top_p: Some(0.9), ..request("claude-sonnet-4-5") };
    assert_eq!(body(&only)["top_p"], json!(0.9));
}

#[test]
fn body_asks_to_see_the_thoughts_of_models_that_think() {
    let told = |model: &str, effort: Option<&str>| {
        let extra = effort.map(|effort| extra("reasoning_effort", json!(effort)));
        let body = body(&ChatRequest { extra: extra.unwrap_or_default(), ..request(model) });
        (body.get("thinking").cloned(), body.get("output_config").cloned())
    };
    let shown = || Some(json!({"type": "adaptive", "display": "summarized"}));
    assert_eq!(told("claude-opus-5-5", None), (shown(), None));
    assert_eq!(told("claude-opus-4-8", None), (None, None));
    assert_eq!(told("claude-opus-4-8", Some("high")), (shown(), Some(json!({"effort": "high"}))));
    assert_eq!(told("claude-sonnet-5", Some("none")), (shown(), None));
    assert_eq!(told("claude-haiku-4-5", Some("high")), (None, None));
    assert_eq!(told("deepseek-chat", Some("high")), (None, None));
}

#[test]
fn body_leaves_out_parameters_of_another_dialect() {
    let body = body(&ChatRequest { extra: extra("seed", json!(7)), ..request("claude-haiku-4-5") });
    assert!(body.get("seed").is_none());
}
