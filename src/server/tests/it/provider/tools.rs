//! Tools in `OpenAI`'s dialect: offered, called, answered, and everything a program may ask for besides.

use adda_server::provider::{
    ChatMessage, ChatRequest, ChatRole, Image, ProviderEvent, StopReason, Tool, ToolCall,
    ToolChoice,
};
use serde_json::json;

use super::{adapter, answered, request};
use crate::support::openai_server::{OpenAiServer, Reply};

const TOOLS: &str = include_str!("../../../provider/fixtures/openai/tools.sse");

#[tokio::test]
async fn everything_a_program_asks_for_reaches_the_service() {
    let mut server = OpenAiServer::start([Reply::recorded(TOOLS)]).await;
    let call = ToolCall { id: "c1".to_owned(), name: "f".to_owned(), arguments: "{}".to_owned() };
    let images = vec![Image::Url("https://example.org/a.png".to_owned())];
    let messages = vec![
        ChatMessage { images, ..ChatMessage::new(ChatRole::User, "What?") },
        ChatMessage { calls: vec![call], ..ChatMessage::new(ChatRole::Assistant, "") },
        ChatMessage { answers: Some("c1".to_owned()), ..ChatMessage::new(ChatRole::Tool, "ok") },
    ];
    let tool = Tool {
        name: "f".to_owned(),
        description: String::new(),
        parameters: json!({"type": "object"}),
        strict: None,
    };
    let asked = ChatRequest {
        messages,
        tools: vec![tool],
        tool_choice: ToolChoice::Required,
        temperature: Some(0.2),
        top_p: Some(0.5),
        stop: vec!["\n\n".to_owned()],
        extra: json!({"seed": 1}).as_object().unwrap().clone(),
        ..request()
    };
    let events = answered(&adapter(&server.base_url()), asked).await.unwrap();
    assert_eq!(events.last(), Some(&ProviderEvent::Stop(StopReason::ToolCalls)));
    let names: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            ProviderEvent::ToolCall { index, name: Some(name), .. } => {
                Some((*index, name.as_str()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(names, [(0, "get_weather"), (1, "get_time")]);
    assert_eq!(
        server.received().await.body,
        json!({
            "model": "test-model", "stream": true, "stream_options": {"include_usage": true}, "max_tokens": 100,
            "temperature": 0.2, "top_p": 0.5, "stop": ["\n\n"], "seed": 1, "tool_choice": "required",
            "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}],
            "messages": [
                {"role": "user", "content": [{"type": "text", "text": "What?"},
                    {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}]},
                {"role": "assistant", "content": null, "tool_calls": [
                    {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
                {"role": "tool", "tool_call_id": "c1", "content": "ok"},
            ],
        })
    );
}
