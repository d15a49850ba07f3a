use super::*;

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
    let extra = json!({"max_tokens": 1, "max_completion_tokens": 2});
    let request = ChatRequest { extra: extra.as_object().unwrap().clone(), ..request() };
    let official = body(&request, House::Official);
    assert_eq!(official["max_completion_tokens"], 7);
    assert!(official.get("max_tokens").is_none() && official.get("temperature").is_none());
    let compatible = body(&request, House::Compatible);
    assert_eq!(compatible["max_tokens"], 7);
    assert!(compatible.get("max_completion_tokens").is_none());
}

#[test]
fn body_of_a_plain_question_has_nothing_more() {
    assert_eq!(
        body(&request(), House::Compatible),
        json!({
            "model": "m", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 7,
            "stream": true, "stream_options": {"include_usage": true},
        })
    );
}

#[test]
fn body_carries_further_parameters_but_not_over_its_own() {
    let extra = json!({"seed": 3, "reasoning_effort": "low", "stream": false, "model": "x", "messages": []});
    let request = ChatRequest { extra: extra.as_object().unwrap().clone(), ..request() };
    let body = body(&request, House::Compatible);
    assert_eq!((&body["seed"], &body["reasoning_effort"]), (&json!(3), &json!("low")));
    assert_eq!((&body["stream"], &body["model"]), (&json!(true), &json!("m")));
    assert_eq!(body["messages"][0]["content"], "hi");
}

#[test]
fn body_leaves_sampling_out_for_models_that_refuse_it() {
    let sampled = |model: &str, house| {
        let (temperature, top_p) = (Some(0.7), Some(0.9));
        let stop = vec!["END".to_owned()];
        let model = model.to_owned();
        body(&ChatRequest { model, temperature, top_p, stop, ..request() }, house)
    };
    for model in ["o1", "o3-mini", "o4-mini", "gpt-5", "gpt-5.4-mini", "gpt-6"] {
        let body = sampled(model, House::Official);
        for name in ["temperature", "top_p", "stop"] {
            assert!(body.get(name).is_none(), "{name} for {model}");
        }
    }
    let takers = [
        ("gpt-4o-mini", House::Official),
        ("gpt-4.1", House::Official),
        ("gpt-5-chat-latest", House::Official),
        ("ft:gpt-4o:me", House::Official),
        ("olmo-3", House::Compatible),
        ("openai/gpt-5", House::Compatible),
        ("gpt-oss-120b", House::Official),
    ];
    for (model, house) in takers {
        let body = sampled(model, house);
        assert_eq!(body["temperature"].to_string(), "0.7", "{model}");
        assert_eq!((&body["top_p"], &body["stop"]), (&json!(0.9), &json!(["END"])), "{model}");
    }
}

#[test]
fn body_shows_pictures_as_parts_beside_the_text() {
    let images = vec![
        Image::Url("https://example.org/a.png".to_owned()),
        Image::Data { media_type: "image/png".to_owned(), base64: "AAAA".to_owned() },
    ];
    let line = ChatMessage { images, ..ChatMessage::new(ChatRole::User, "What is this?") };
    let body = body(&ChatRequest { messages: vec![line], ..request() }, House::Compatible);
    assert_eq!(
        body["messages"][0]["content"],
        json!([
            {"type": "text", "text": "What is this?"},
            {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}},
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
        ])
    );
}

#[test]
fn body_tells_tools_their_calls_and_their_results() {
    let call = ToolCall {
        id: "call_1".to_owned(),
        name: "weather".to_owned(),
        arguments: r#"{"city":"Pune"}"#.to_owned(),
    };
    let asked = ChatMessage { calls: vec![call], ..ChatMessage::new(ChatRole::Assistant, "") };
    let told = ChatMessage {
        answers: Some("call_1".to_owned()),
        ..ChatMessage::new(ChatRole::Tool, "31 degrees")
    };
    let parameters = json!({"type": "object", "properties": {"city": {"type": "string"}}});
    let tool = Tool {
        name: "weather".to_owned(),
        description: "Weather now".to_owned(),
        parameters: parameters.clone(),
        strict: Some(true),
    };
    let request = ChatRequest {
        messages: vec![ChatMessage::new(ChatRole::User, "Pune?"), asked, told],
        tools: vec![tool],
        tool_choice: ToolChoice::Named("weather".to_owned()),
        ..request()
    };
    let body = body(&request, House::Compatible);
    assert_eq!(
        body["messages"].as_array().unwrap()[1..],
        [
            json!({"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function",
                "function": {"name": "weather", "arguments": "{\"city\":\"Pune\"}"}}]}),
            json!({"role": "tool", "tool_call_id": "call_1", "content": "31 degrees"}),
        ]
    );
    assert_eq!(
        body["tools"],
        json!([{"type": "function",
            "function": {"name": "weather", "description": "Weather now", "parameters": parameters,
                "strict": true}}])
    );
    assert_eq!(body["tool_choice"], json!({"type": "function", "function": {"name": "weather"}}));
    let choice = |tool_choice| {
        let asked = ChatRequest { tool_choice, ..request.clone() };
        super::body(&asked, House::Compatible).get("tool_choice").cloned()
    };
    assert_eq!(choice(ToolChoice::Auto), None);
    assert_eq!(choice(ToolChoice::None), Some(json!("none")));
    assert_eq!(choice(ToolChoice::Required), Some(json!("required")));
}
