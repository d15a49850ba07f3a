//! Answers as events.

use adda_protocol::Usage;
use adda_server::provider::{ErrorKind, ProviderEvent, StopReason};
use serde_json::{Value, json};

use super::{place, stream};
use crate::support::Sse;

/// The next piece.
async fn piece(sse: &mut Sse) -> Value {
    sse.expect("").await.json()
}

fn delta(piece: &Value) -> &Value {
    &piece["choices"][0]["delta"]
}

#[tokio::test]
async fn stream_has_the_shape_clients_read() {
    let (mut app, _, program) = place().await;
    let (opening, answer) = stream(&mut app, &program, json!({})).await;
    answer.event(ProviderEvent::Reasoning("Hm.".to_owned())).await;
    let mut sse = opening.await.unwrap();
    assert_eq!(sse.status, 200);
    assert!(sse.headers["content-type"].to_str().unwrap().starts_with("text/event-stream"));
    assert!(!sse.headers.contains_key("set-cookie"));
    let first = piece(&mut sse).await;
    assert_eq!(first["object"], "chat.completion.chunk");
    assert_eq!(delta(&first), &json!({"role": "assistant", "reasoning_content": "Hm."}));
    assert_eq!(first["choices"][0]["finish_reason"], Value::Null);
    assert_eq!(first.get("usage"), None, "nobody asked for figures");

    // Each piece is there before the next one is written.
    for word in ["One", " two"] {
        answer.text(word).await;
        let next = piece(&mut sse).await;
        assert_eq!(delta(&next), &json!({"content": word}));
        assert_eq!((&next["id"], &next["model"]), (&first["id"], &json!("test")));
    }
    answer.stop().await;
    let last = piece(&mut sse).await;
    assert_eq!((delta(&last), &last["choices"][0]["finish_reason"]), (&json!({}), &json!("stop")));
    assert_eq!(sse.expect("").await.data, "[DONE]");
    assert_eq!(sse.next().await, None);
}

#[tokio::test]
async fn stream_ends_with_figures_where_they_were_asked_for() {
    let (mut app, _, program) = place().await;
    let more = json!({"stream_options": {"include_usage": true}});
    let (opening, answer) = stream(&mut app, &program, more).await;
    answer.text("Hi").await;
    answer.usage(Usage { input: 5, output: 2, ..Usage::default() }).await;
    answer.stop().await;
    let mut sse = opening.await.unwrap();
    for _ in 0..2 {
        assert_eq!(piece(&mut sse).await["usage"], Value::Null);
    }
    let figures = piece(&mut sse).await;
    assert_eq!((&figures["choices"], &figures["usage"]["total_tokens"]), (&json!([]), &json!(7)));
    assert_eq!(sse.expect("").await.data, "[DONE]");
}

#[tokio::test]
async fn calls_of_tools_are_streamed_in_pieces() {
    let (mut app, _, program) = place().await;
    let (opening, answer) = stream(&mut app, &program, json!({})).await;
    for (id, name, arguments) in
        [(Some("c1"), Some("look"), ""), (None, None, "{\"at\""), (None, None, ":1}")]
    {
        let (id, name) = (id.map(str::to_owned), name.map(str::to_owned));
        let arguments = arguments.to_owned();
        answer.event(ProviderEvent::ToolCall { index: 0, id, name, arguments }).await;
    }
    answer.stop_with(StopReason::ToolCalls).await;
    let mut sse = opening.await.unwrap();
    let begun = json!({"index": 0, "id": "c1", "type": "function", "function": {"name": "look", "arguments": ""}});
    assert_eq!(delta(&piece(&mut sse).await)["tool_calls"], json!([begun]));
    for arguments in ["{\"at\"", ":1}"] {
        let more = json!([{"index": 0, "function": {"arguments": arguments}}]);
        assert_eq!(delta(&piece(&mut sse).await), &json!({"tool_calls": more}));
    }
    assert_eq!(piece(&mut sse).await["choices"][0]["finish_reason"], "tool_calls");
}

/// attacks.md 13: what a service says is text of an answer, whatever it looks like.
#[tokio::test]
async fn a13_text_cannot_end_an_event_or_make_another() {
    let (mut app, _, program) = place().await;
    let (opening, answer) = stream(&mut app, &program, json!({})).await;
    let text = "a\n\ndata: [DONE]\n\nevent: execute\r\rdata: {}\u{2028}\0";
    answer.text(text).await;
    answer.stop().await;
    let mut sse = opening.await.unwrap();
    assert_eq!(delta(&piece(&mut sse).await)["content"], text);
    assert_eq!(piece(&mut sse).await["choices"][0]["finish_reason"], "stop");
    assert_eq!(sse.expect("").await.data, "[DONE]");
}

#[tokio::test]
async fn stream_that_breaks_says_so_in_its_last_event() {
    let (mut app, _, program) = place().await;
    let (opening, answer) = stream(&mut app, &program, json!({})).await;
    answer.text("Half").await;
    let mut sse = opening.await.unwrap();
    assert_eq!(delta(&piece(&mut sse).await)["content"], "Half");
    answer.fail(ErrorKind::Overloaded).await;
    let error = piece(&mut sse).await;
    assert_eq!(
        (&error["error"]["code"], &error["error"]["type"]),
        (&json!("provider_overloaded"), &json!("server_error"))
    );
    assert_eq!(sse.next().await, None, "nothing claims that it is done");
}
