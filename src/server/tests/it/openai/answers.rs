//! Answers as one body.

use adda_protocol::Usage;
use adda_server::provider::{ChatRole, Image, ProviderEvent, StopReason, ToolChoice};
use serde_json::{Value, json};

use super::{COMPLETIONS, ask, asking, place};

#[tokio::test]
async fn answer_has_the_shape_clients_read() {
    let (mut app, _, program) = place().await;
    let (reply, answer) = ask(&mut app, &program, asking(json!({}))).await;
    answer.event(ProviderEvent::Reasoning("Hm.".to_owned())).await;
    answer.text("Hel").await;
    answer.text("lo").await;
    answer.usage(Usage { input: 9, output: 4, cached: 2, reasoning: 1, estimated: false }).await;
    answer.stop().await;
    let reply = reply.await.unwrap();
    assert_eq!((reply.status.as_u16(), reply.set_cookies().len()), (200, 0));
    let body: Value = reply.json();
    assert!(body["id"].as_str().unwrap().starts_with("chatcmpl-"));
    assert_eq!((&body["object"], &body["model"]), (&json!("chat.completion"), &json!("test")));
    assert_eq!(body["created"].as_i64(), Some(1_795_000_000));
    assert!(body["system_fingerprint"].is_string());
    assert_eq!(
        body["choices"],
        json!([{"index": 0, "logprobs": null, "finish_reason": "stop", "message":
            {"role": "assistant", "content": "Hello", "refusal": null, "reasoning_content": "Hm."}}])
    );
    assert_eq!(
        body["usage"],
        json!({"prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 13,
            "prompt_tokens_details": {"cached_tokens": 2}, "completion_tokens_details": {"reasoning_tokens": 1}})
    );
}

#[tokio::test]
async fn question_reaches_the_service_as_it_was_asked() {
    let (mut app, _, program) = place().await;
    let body = json!({
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": [
                {"type": "text", "text": "What is it?"},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw=="}}]},
            {"role": "assistant", "content": null, "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "look", "arguments": "{\"at\":1}"}}]},
            {"role": "tool", "tool_call_id": "c1", "content": "a cat"}
        ],
        "tools": [{"type": "function", "function": {"name": "look", "description": "Looks.", "parameters": {"type": "object"}}}],
        "tool_choice": "required", "temperature": 0.5, "top_p": 0.5, "stop": ["END"], "max_completion_tokens": 77,
        "seed": 4, "unheard_of": true
    });
    let (reply, answer) = ask(&mut app, &program, body).await;
    let request = answer.request().clone();
    answer.text("A cat.").await;
    answer.stop().await;
    assert_eq!(reply.await.unwrap().status, 200);

    assert_eq!((request.model.as_str(), request.max_output_tokens), ("test", 77));
    let roles: Vec<_> = request.messages.iter().map(|message| message.role).collect();
    assert_eq!(roles, [ChatRole::System, ChatRole::User, ChatRole::Assistant, ChatRole::Tool]);
    let png = Image::Data { media_type: "image/png".to_owned(), base64: "iVBORw==".to_owned() };
    assert_eq!(request.messages[1].images, [png]);
    assert_eq!(request.messages[2].calls[0].arguments, "{\"at\":1}");
    assert_eq!(request.messages[3].answers.as_deref(), Some("c1"));
    assert_eq!(
        (request.tools[0].name.as_str(), request.tool_choice),
        ("look", ToolChoice::Required)
    );
    assert_eq!((request.temperature, request.top_p), (Some(0.5), Some(0.5)));
    assert_eq!(
        (request.stop, Value::from(request.extra)),
        (vec!["END".to_owned()], json!({"seed": 4}))
    );
}

#[tokio::test]
async fn calls_of_tools_come_whole_with_ids() {
    let (mut app, _, program) = place().await;
    let (reply, answer) = ask(&mut app, &program, asking(json!({}))).await;
    let piece =
        |index, id: Option<&str>, name: Option<&str>, arguments: &str| ProviderEvent::ToolCall {
            index,
            id: id.map(str::to_owned),
            name: name.map(str::to_owned),
            arguments: arguments.to_owned(),
        };
    answer.event(piece(0, Some("c1"), Some("look"), "{\"at\"")).await;
    answer.event(piece(3, None, Some("hear"), "{}")).await;
    answer.event(piece(0, None, None, ":1}")).await;
    answer.stop_with(StopReason::End).await;
    let body: Value = reply.await.unwrap().json();
    let choice = &body["choices"][0];
    assert_eq!(
        (&choice["finish_reason"], &choice["message"]["content"]),
        (&json!("tool_calls"), &Value::Null)
    );
    let calls = choice["message"]["tool_calls"].as_array().unwrap();
    let look = json!({"id": "c1", "type": "function", "function": {"name": "look", "arguments": "{\"at\":1}"}});
    assert_eq!((calls.len(), &calls[0]), (2, &look));
    assert_eq!(calls[1]["function"], json!({"name": "hear", "arguments": "{}"}));
    assert!(calls[1]["id"].as_str().unwrap().starts_with("call_"));
}

#[tokio::test]
async fn answer_says_why_it_ended_and_the_default_model_answers_where_none_is_named() {
    let (mut app, _, program) = place().await;
    for (reason, word) in
        [(StopReason::Length, "length"), (StopReason::ContentFilter, "content_filter")]
    {
        let (reply, answer) = ask(&mut app, &program, asking(json!({"model": "default"}))).await;
        assert_eq!(
            answer.request().max_output_tokens,
            app.services.config.models.max_output_tokens
        );
        answer.text("Cut").await;
        answer.stop_with(reason).await;
        let body: Value = reply.await.unwrap().json();
        assert_eq!(
            (&body["choices"][0]["finish_reason"], &body["model"]),
            (&json!(word), &json!("test"))
        );
    }
}

/// A conversation with pictures is longer than any other request here.
#[tokio::test]
async fn question_may_be_long_and_not_endless() {
    let (mut app, _, program) = place().await;
    let long = "a".repeat(1024 * 1024);
    let body = json!({"messages": [{"role": "user", "content": long}]});
    let (reply, answer) = ask(&mut app, &program, body).await;
    assert_eq!(answer.request().messages[0].text.len(), long.len());
    answer.text("Long.").await;
    answer.stop().await;
    assert_eq!(reply.await.unwrap().status, 200);
    let endless = json!({"messages": [{"role": "user", "content": "a".repeat(17 * 1024 * 1024)}]});
    let refused = program.post(COMPLETIONS, &endless).await;
    assert_eq!(
        (refused.status.as_u16(), &refused.json::<Value>()["error"]["code"]),
        (413, &json!("too_large"))
    );
}
