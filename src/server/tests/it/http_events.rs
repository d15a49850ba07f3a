//! Messages and the log over HTTP: JSON once complete, or server-sent events that can be resumed.

use adda_protocol::{
    ClientFrame, ErrorCode, Event, EventBody, Message, MessageState, ServerFrame, StreamCursor,
    Usage, dto::Sent,
};
use reqwest::Method;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message as Raw;

use super::support::{Person, Reply, Sse, TestApp};

async fn resume(ana: &Person, path: &str, last_id: &str) -> Sse {
    ana.events(ana.request(Method::GET, path).header("last-event-id", last_id)).await
}

#[tokio::test]
async fn message_answers_with_json_once_complete() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let path = format!("/api/v1/conversations/{}/messages", ana.chat().await);
    let asking = tokio::spawn({
        let ana = ana.clone();
        async move { ana.post(&path, &json!({ "text": "hi" })).await }
    });
    let answer = app.script.next_request().await;
    answer.text("Hello, ").await;
    answer.text("Ana").await;
    answer.stop().await;
    let reply = asking.await.unwrap();
    assert_eq!(reply.status, 201);
    let sent: Sent = reply.json();
    assert_eq!((sent.message.text.as_str(), sent.answer.text.as_str()), ("hi", "Hello, Ana"));
    assert_eq!(sent.answer.state, MessageState::Complete);
    assert!(!sent.duplicate);
}

#[tokio::test]
async fn message_streams_created_delta_and_completed() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let mut stream = ana.ask(ana.chat().await, "hi").await;
    assert_eq!(stream.status, 200);
    assert_eq!(stream.headers["content-type"], "text/event-stream");
    assert_eq!(stream.headers["cache-control"], "no-store");
    assert_eq!(stream.headers["x-accel-buffering"], "no");
    let mine: Message = stream.expect("message.created").await.json();
    let created = stream.expect("message.created").await;
    let theirs: Message = created.json();
    assert_eq!((mine.text.as_str(), theirs.reply_to), ("hi", Some(mine.id)));
    assert_eq!(created.id, theirs.seq.to_string());
    let answer = app.script.next_request().await;
    answer.text("Grüße, ").await;
    let delta = stream.expect("message.delta").await;
    assert_eq!(
        delta.json::<Value>(),
        json!({ "message": theirs.id, "run": theirs.seq, "offset": 0, "text": "Grüße, " })
    );
    answer.text("Ana").await;
    let delta = stream.expect("message.delta").await;
    assert_eq!(delta.json::<Value>()["offset"], 9);
    assert_eq!(delta.id.parse::<StreamCursor>().unwrap().offset, Some(12));
    answer.usage(Usage { input: 3, output: 2, ..Usage::default() }).await;
    answer.stop().await;
    let done: Message = stream.expect("message.completed").await.json();
    assert_eq!((done.text.as_str(), done.state), ("Grüße, Ana", MessageState::Complete));
    assert_eq!(done.usage.map(|usage| (usage.input, usage.output)), Some((3, 2)));
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn same_client_id_twice_is_one_message_and_one_answer() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let path = format!("/api/v1/conversations/{}/messages", ana.chat().await);
    let body = json!({ "text": "hi", "client_id": "0192f0c1-2345-7abc-8def-0123456789ab" });
    let ask = || ana.events(ana.request(Method::POST, &path).json(&body));
    let mut first = ask().await;
    first.find("message.created").await;
    let answer = app.script.next_request().await;
    answer.text("once").await;
    first.find("message.delta").await;
    let mut again = ask().await;
    let delta = again.find("message.delta").await;
    assert_eq!(delta.json::<Value>()["text"], "once");
    answer.stop().await;
    assert_eq!(again.find("message.completed").await.json::<Message>().text, "once");
    let reply = ana.post(&path, &body).await;
    assert_eq!(reply.status, 200);
    assert!(reply.json::<Sent>().duplicate);
    assert!(app.script.idle());
}

#[tokio::test]
async fn client_id_is_one_message_over_the_live_connection_and_the_api_together() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let path = format!("/api/v1/conversations/{chat}/messages");
    let body = json!({ "text": "hi", "client_id": "0192f0c1-2345-7abc-8def-0123456789ab" });
    let mut frame = json!({ "type": "send_message", "conversation": chat });
    frame.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
    let mut live = ana.connect().await;
    live.hello(&[(chat, 0)]).await;
    live.raw(Raw::text(frame.to_string())).await;
    live.event().await;
    app.script.next_request().await.stop().await;
    let sent: Sent = ana.post(&path, &body).await.json();
    assert!(sent.duplicate);
    let mut stream = ana.events(ana.request(Method::POST, &path).json(&body)).await;
    stream.find("message.completed").await;
    live.raw(Raw::text(frame.to_string())).await;
    live.send(&ClientFrame::Ping { nonce: 1 }).await;
    live.find(|frame| (frame == ServerFrame::Pong { nonce: 1 }).then_some(())).await;
    let page: Value = ana.get(&format!("/api/v1/conversations/{chat}")).await.json();
    let messages = page["messages"].as_array().unwrap();
    let own = messages.iter().filter(|message| message["author"]["kind"] == "user");
    assert_eq!(own.map(|message| &message["id"]).collect::<Vec<_>>(), [&json!(sent.message.id)]);
    assert!(app.script.idle());
}

#[tokio::test]
async fn failed_answer_is_an_error_event_and_a_completed_one() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let mut stream = ana.ask(ana.chat().await, "hi").await;
    app.script.next_request().await.fail(adda_server::provider::ErrorKind::Auth).await;
    let error: Value = stream.find("error").await.json();
    assert_eq!(error["error"]["code"], "provider_auth");
    let done: Message = stream.expect("message.completed").await.json();
    assert_eq!(done.state, MessageState::Failed);
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn events_resume_in_mid_answer_by_last_event_id() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let path = format!("/api/v1/conversations/{chat}/events");
    let mut stream = ana.ask(chat, "hi").await;
    let answer = app.script.next_request().await;
    answer.text("Hello ").await;
    let last = stream.find("message.delta").await;
    drop(stream);
    answer.text("wörld").await;
    let mut resumed = resume(&ana, &path, &last.id).await;
    let mut text = "Hello ".to_owned();
    while text != "Hello wörld" {
        let delta: Value = resumed.expect("message_delta").await.json();
        assert_eq!(delta["offset"], text.len());
        text.push_str(delta["text"].as_str().unwrap());
    }
    answer.stop().await;
    let done: Event = resumed.expect("message_completed").await.json();
    assert!(matches!(done.body, EventBody::MessageCompleted(done) if done.text == "Hello wörld"));
    let mut late = resume(&ana, &path, &last.id).await;
    late.expect("message_completed").await;
}

#[tokio::test]
async fn events_are_the_log_after_n_then_what_happens() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let path = format!("/api/v1/conversations/{chat}/events");
    let log = ana.get(&path).await.json::<Value>();
    let items: Vec<Event> = serde_json::from_value(log["items"].clone()).unwrap();
    assert_eq!(
        items.iter().map(|event| event.seq).collect::<Vec<_>>(),
        (1..=items.len() as u64).collect::<Vec<_>>()
    );
    assert_eq!(log["head"].as_u64().unwrap(), items.len() as u64);
    let mut stream = ana.events(ana.request(Method::GET, &format!("{path}?after=1"))).await;
    for event in &items[1..] {
        assert_eq!(stream.next().await.unwrap().json::<Event>(), *event);
    }
    let rename = json!({ "title": "Renamed" });
    ana.call(Method::PATCH, path.trim_end_matches("/events"), &rename).await;
    let changed = stream.expect("conversation_changed").await;
    assert_eq!(changed.id, (items.len() + 1).to_string());
    let mut answer = ana.ask(chat, "hi").await;
    let request = app.script.next_request().await;
    request.text("yes").await;
    request.stop().await;
    answer.find("message.completed").await;
    stream.expect("message_created").await;
    stream.expect("message_created").await;
    assert_eq!(stream.find("message_completed").await.json::<Event>().conversation, chat);
}

#[tokio::test]
async fn events_end_with_the_conversation() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let path = format!("/api/v1/conversations/{chat}");
    let mut stream = ana.events(ana.request(Method::GET, &format!("{path}/events"))).await;
    stream.expect("conversation_created").await;
    ana.delete(&path).await;
    while stream.next().await.is_some() {}
    assert_eq!(Reply::of(ana.request(Method::GET, &path)).await.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn a03_events_end_with_the_session_and_cannot_be_resumed() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let path = format!("/api/v1/conversations/{chat}/events");
    let mut stream = ana.events(ana.request(Method::GET, &path)).await;
    stream.expect("conversation_created").await;
    ana.post("/api/v1/auth/logout", &json!({})).await;
    while stream.next().await.is_some() {}
    assert_eq!(resume(&ana, &path, "1").await.status, 401);
}

#[tokio::test]
async fn a22_streams_of_one_person_are_bounded() {
    let app = TestApp::with(|config| config.limits.connections_per_user = 2).await;
    let ana = app.user("ana").await;
    let path = format!("/api/v1/conversations/{}/events", ana.chat().await);
    let open = || ana.events(ana.request(Method::GET, &path));
    let (first, second) = (open().await, open().await);
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (200, 200));
    assert_eq!(open().await.status, 429);
    drop(first);
    let bea = app.user("bea").await;
    assert_eq!(bea.get("/api/v1/conversations").await.status, 200);
}

#[tokio::test]
async fn answers_are_stopped_continued_and_retried() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let mut stream = ana.ask(chat, "count").await;
    stream.expect("message.created").await;
    let id = stream.expect("message.created").await.json::<Message>().id;
    let path = format!("/api/v1/conversations/{chat}/messages/{id}");
    let answer = app.script.next_request().await;
    answer.text("one ").await;
    stream.find("message.delta").await;
    assert_eq!(ana.post(&format!("{path}/stop"), &json!({})).await.status, 204);
    let stopped: Message = stream.find("message.completed").await.json();
    assert_eq!((stopped.text.as_str(), stopped.state), ("one ", MessageState::Stopped));
    assert_eq!(ana.post(&format!("{path}/stop"), &json!({})).await.code(), ErrorCode::Conflict);
    let events = format!("/api/v1/conversations/{chat}/events");
    let mut log = resume(&ana, &events, &stopped.seq.to_string()).await;
    log.find("message_completed").await;
    assert_eq!(ana.post(&format!("{path}/continue"), &json!({})).await.status, 202);
    let answer = app.script.next_request().await;
    answer.text("two").await;
    answer.hang_up();
    let done: Event = log.find("message_completed").await.json();
    assert!(
        matches!(&done.body, EventBody::MessageCompleted(d) if d.text == "one two" && d.state == MessageState::Interrupted),
        "{done:?}"
    );
    assert_eq!(ana.post(&format!("{path}/retry"), &json!({})).await.status, 202);
    let answer = app.script.next_request().await;
    answer.text("anew").await;
    answer.stop().await;
    let done: Event = log.find("message_completed").await.json();
    assert!(matches!(&done.body, EventBody::MessageCompleted(done) if done.text == "anew"));
}
