//! Messages a minute.

use adda_protocol::{
    ClientFrame, ClientMessageId, ConversationId, ErrorCode, ErrorEnvelope, Message, ServerFrame,
    dto::ConversationPage, frames::Subject,
};
use adda_server::config::Config;
use serde_json::{Value, json};

use crate::support::{Person, Reply, TestApp};

async fn app(sends_per_minute: u32) -> TestApp {
    TestApp::with(|config| config.limits.sends_per_minute = sends_per_minute).await
}

fn path(chat: ConversationId) -> String {
    format!("/api/v1/conversations/{chat}/messages")
}

/// Sends, as an event stream so that nobody waits for the answer.
async fn send(person: &Person, chat: ConversationId, body: &Value) -> Reply {
    let request = person.request(reqwest::Method::POST, &path(chat)).json(body);
    let response = request.header("accept", "text/event-stream").send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let body =
        if status.is_success() { Vec::new() } else { response.bytes().await.unwrap().to_vec() };
    Reply { status, headers, body }
}

/// How many of these go through, each in a chat of its own, so that no queue is full first.
async fn sends(person: &Person, count: usize) -> Vec<Reply> {
    let mut replies = Vec::new();
    for n in 0..count {
        let chat = person.chat().await;
        replies.push(send(person, chat, &json!({ "text": format!("number {n}") })).await);
    }
    replies
}

#[test]
fn b08_sends_are_limited_to_twenty_a_minute_by_default() {
    assert_eq!(Config::default().limits.sends_per_minute, 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn b08_send_beyond_the_limit_is_refused_and_told_when_to_come_back() {
    let app = app(20).await;
    let (ana, bea) = (app.user("ana").await, app.user("bea").await);
    let replies = sends(&ana, 21).await;
    assert!(replies[..20].iter().all(|reply| reply.status == 200));
    let refused = &replies[20];
    assert_eq!((refused.status.as_u16(), refused.code()), (429, ErrorCode::RateLimited));
    assert_eq!(refused.header("retry-after"), "3");
    let details = refused.json::<ErrorEnvelope>().error.details.unwrap();
    assert_eq!(details["retry_after"], 3);
    assert_eq!(sends(&bea, 1).await[0].status, 200, "others are not touched");

    app.clock.advance(2_999);
    assert_eq!(sends(&ana, 1).await[0].status, 429);
    app.clock.advance(1);
    let replies = sends(&ana, 2).await;
    assert_eq!((replies[0].status.as_u16(), replies[1].status.as_u16()), (200, 429));
}

/// attacks.md 19: as many at once as one likes.
#[tokio::test(flavor = "multi_thread")]
async fn a19_two_hundred_sends_at_once_are_as_many_as_the_limit_lets_through() {
    let app = app(1).await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let tries = (0..200).map(|n| {
        let ana = ana.clone();
        tokio::spawn(async move { send(&ana, chat, &json!({ "text": format!("{n}") })).await })
    });
    let mut taken = 0;
    for reply in futures::future::join_all(tries.collect::<Vec<_>>()).await {
        let reply = reply.unwrap();
        assert!(matches!(reply.status.as_u16(), 200 | 429), "{}", reply.text());
        taken += usize::from(reply.status == 200);
    }
    assert_eq!(taken, 1);
    let page = ana.get(&format!("/api/v1/conversations/{chat}")).await.json::<ConversationPage>();
    assert_eq!(page.messages.len(), 3, "greeting, message, answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn send_repeated_is_neither_refused_nor_counted() {
    let app = app(2).await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let first = json!({ "text": "once", "client_id": ClientMessageId::new(1, [1; 10]) });
    for _ in 0..10 {
        assert_eq!(send(&ana, chat, &first).await.status, 200);
    }
    assert_eq!(send(&ana, chat, &json!({ "text": "second" })).await.status, 200);
    assert_eq!(send(&ana, chat, &json!({ "text": "third" })).await.status, 429);
    for _ in 0..3 {
        let again = send(&ana, chat, &first).await;
        assert_eq!(again.status, 200, "what was taken before is no new message");
    }
    let page = ana.get(&format!("/api/v1/conversations/{chat}")).await.json::<ConversationPage>();
    assert_eq!(page.messages.len(), 5, "greeting, and two messages with their answers");
}

#[tokio::test(flavor = "multi_thread")]
async fn send_that_comes_to_nothing_is_not_counted() {
    let app = app(2).await;
    let (ana, bea) = (app.user("ana").await, app.user("bea").await);
    let (mine, theirs) = (ana.chat().await, bea.chat().await);
    for _ in 0..5 {
        assert_eq!(send(&ana, theirs, &json!({ "text": "hi" })).await.status, 404);
        assert_eq!(send(&ana, mine, &json!({ "text": " " })).await.status, 422);
        let unknown = json!({ "text": "hi", "model": "no such" });
        assert_eq!(send(&ana, mine, &unknown).await.status, 422);
    }
    assert_eq!(sends(&ana, 2).await[1].status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn answer_written_anew_counts_as_a_send() {
    let mut app = app(2).await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let mut events = ana.ask(chat, "question").await;
    app.script.next_request().await.fail(adda_server::provider::ErrorKind::Auth).await;
    let failed = events.find("message.completed").await;
    let retry = format!("{}/{}/retry", path(chat), failed.json::<Message>().id);
    assert_eq!(ana.post(&retry, &json!({})).await.status, 202);
    let conflict = ana.post(&retry, &json!({})).await;
    assert_eq!(conflict.status, 429, "counted, like the first");
    app.clock.advance(30_000);
    assert_eq!(ana.post(&retry, &json!({})).await.code(), ErrorCode::Conflict);
    assert_eq!(ana.post(&retry, &json!({})).await.code(), ErrorCode::Conflict, "not counted");
}

/// A page without script cannot come back by itself.
#[tokio::test(flavor = "multi_thread")]
async fn form_beyond_the_limit_waits_where_that_is_not_long() {
    let app = app(60).await;
    let ana = app.user("ana").await;
    assert_eq!(sends(&ana, 60).await.last().unwrap().status, 200);
    let chat = format!("/c/{}", ana.chat().await);
    let (patient, place) = (ana.clone(), chat.clone());
    let submitted =
        tokio::spawn(async move { patient.submit(&place, &[("text", "no hurry")]).await });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(!submitted.is_finished(), "it waits");
    app.clock.advance(1_000);
    assert_eq!(submitted.await.unwrap().header("location"), chat);
    let api = format!("/api/v1/conversations{}", chat.strip_prefix("/c").unwrap());
    assert!(ana.get(&api).await.text().contains("no hurry"));
}

#[tokio::test(flavor = "multi_thread")]
async fn frame_beyond_the_limit_is_answered_with_an_error_about_its_message() {
    let app = app(1).await;
    let ana = app.user("ana").await;
    let (first, second) = (ana.chat().await, ana.chat().await);
    let mut live = ana.connect().await;
    live.hello(&[]).await;
    let frame = |conversation, n| ClientFrame::SendMessage {
        conversation,
        client_id: ClientMessageId::new(1, [n; 10]),
        text: "hi".to_owned(),
        model: None,
        plain: Vec::new(),
        begin: None,
        after: None,
        edits: None,
        models: Vec::new(),
    };
    live.send(&frame(first, 1)).await;
    live.event().await;
    live.send(&frame(second, 2)).await;
    let error = |frame| match frame {
        ServerFrame::Error { error, about } => Some((error, about)),
        _ => None,
    };
    let (error, about) = live.find(error).await;
    assert_eq!(error.code, ErrorCode::RateLimited);
    assert_eq!(about, Some(Subject::ClientMessage(ClientMessageId::new(1, [2; 10]))));
    assert_eq!(error.details.unwrap()["retry_after"], 60);
}
