//! What one key of an AI service may be used for.

use std::time::Duration;

use adda_protocol::{ErrorCode, Message, MessageState};
use adda_server::config::{Config, ProviderConfig};

use crate::support::TestApp;

fn limited(settings: ProviderConfig) -> impl FnOnce(&mut Config) {
    move |config| drop(config.providers.insert("test".to_owned(), settings))
}

#[tokio::test(flavor = "multi_thread")]
async fn c07_answer_over_a_services_requests_fails_with_a_sentence_and_can_be_tried_again() {
    let settings = ProviderConfig { requests_per_minute: 1, ..ProviderConfig::default() };
    let mut app = TestApp::with(limited(settings)).await;
    let (ana, bea) = (app.user("ana").await, app.user("bea").await);
    let mut first = ana.ask(ana.chat().await, "one").await;
    let asked = app.script.next_request().await;
    asked.text("1").await;
    asked.stop().await;
    assert_eq!(first.find("message.completed").await.json::<Message>().text, "1");

    // The key is the operator's, so its limit is everybody's.
    let chat = bea.chat().await;
    let mut second = bea.ask(chat, "two").await;
    let failed = second.find("message.completed").await.json::<Message>();
    assert_eq!(failed.state, MessageState::Failed);
    assert_eq!(failed.error.unwrap().code, ErrorCode::ProviderRateLimited);
    assert!(app.script.idle(), "the service was not asked");

    app.clock.advance(60_000);
    let retry = format!("/api/v1/conversations/{chat}/messages/{}/retry", failed.id);
    assert_eq!(bea.post(&retry, &serde_json::json!({})).await.status, 202);
    app.script.next_request().await.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn c07_answer_waits_for_a_place_of_its_service() {
    let settings = ProviderConfig { concurrent: 1, ..ProviderConfig::default() };
    let mut app = TestApp::with(limited(settings)).await;
    let ana = app.user("ana").await;
    let _first = ana.ask(ana.chat().await, "one").await;
    let first = app.script.next_request().await;
    first.text("1").await;
    let mut second = ana.ask(ana.chat().await, "two").await;
    second.find("message.created").await;
    let soon = Duration::from_millis(300);
    assert!(tokio::time::timeout(soon, app.script.next_request()).await.is_err(), "one at a time");
    first.stop().await;
    let asked = app.script.next_request().await;
    asked.text("2").await;
    asked.stop().await;
    assert_eq!(second.find("message.completed").await.json::<Message>().text, "2");
}
