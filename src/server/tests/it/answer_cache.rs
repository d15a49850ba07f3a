//! Questions asked before, through the whole server.

use adda_protocol::{ConversationId, KeyOwner, Message, MessageState};
use adda_server::config::Config;
use serde_json::json;

use super::support::{Person, Sse, TestApp};

async fn app(change: impl FnOnce(&mut Config)) -> TestApp {
    TestApp::with(|config| {
        config.cache.answers = true;
        change(config);
    })
    .await
}

async fn finished(events: &mut Sse) -> Message {
    events.find("message.completed").await.json()
}

/// Asks in a new chat and has the service answer.
async fn answered(app: &mut TestApp, person: &Person, text: &str, answer: &str) -> Message {
    let mut events = person.ask(person.chat().await, text).await;
    let asked = app.script.next_request().await;
    asked.text(answer).await;
    asked.stop().await;
    finished(&mut events).await
}

async fn ask(person: &Person, text: &str) -> (ConversationId, Sse) {
    let chat = person.chat().await;
    (chat, person.ask(chat, text).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn b10_question_asked_before_is_answered_from_memory_at_no_cost() {
    let mut app = app(|_| {}).await;
    let ana = app.user("ana").await;
    let long = "A tax on goods and services. ".repeat(5);
    let first = answered(&mut app, &ana, "What is GST?", &long).await;
    assert!(!first.receipt.unwrap().cached && first.usage.unwrap().output > 0);

    let (chat, mut events) = ask(&ana, "What is GST?").await;
    let delta = events.find("message.delta").await;
    assert!(delta.data.contains("A tax"), "it is streamed like any other: {delta:?}");
    let again = finished(&mut events).await;
    assert_eq!((again.text.as_str(), again.state), (long.as_str(), MessageState::Complete));
    let receipt = again.receipt.unwrap();
    assert!(receipt.cached && receipt.key == KeyOwner::Nobody, "{receipt:?}");
    let usage = again.usage.unwrap();
    assert_eq!((usage.input, usage.output), (0, 0));
    assert!(again.cost.is_none_or(|cost| cost.micros == 0));
    assert!(app.script.idle(), "the service was not asked");

    // What follows is no lone question any more.
    let mut events = ana.ask(chat, "What is GST?").await;
    let asked = app.script.next_request().await;
    assert_eq!(asked.request().messages.len(), 4, "{:?}", asked.request().messages);
    asked.text("As I said.").await;
    asked.stop().await;
    assert_eq!(finished(&mut events).await.text, "As I said.");
}

#[tokio::test(flavor = "multi_thread")]
async fn answer_from_memory_had_nothing_hidden_as_nothing_was_sent() {
    let mut app = app(|_| {}).await;
    let ana = app.user("ana").await;
    let question = "Is 4242 4242 4242 4242 a card?";
    let first = answered(&mut app, &ana, question, "Yes.").await;
    assert_eq!(first.receipt.unwrap().hidden, Some(1));
    let (_, mut events) = ask(&ana, question).await;
    let again = finished(&mut events).await.receipt.unwrap();
    assert!(again.cached && again.hidden.is_none(), "{again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn answer_is_kept_for_who_asked_unless_the_operator_shares() {
    for shared in [false, true] {
        let mut app = app(|config| config.cache.shared_between_users = shared).await;
        let (ana, bea) = (app.user("ana").await, app.user("bea").await);
        answered(&mut app, &ana, "What is GST?", "A tax.").await;
        let (_, mut events) = ask(&bea, "What is GST?").await;
        if shared {
            assert_eq!(finished(&mut events).await.text, "A tax.");
        } else {
            let asked = app.script.next_request().await;
            let told = format!("{:?}", asked.request().messages);
            assert!(!told.contains("bea"), "no name is in the question: {told}");
            asked.text("Another tax.").await;
            asked.stop().await;
            assert_eq!(finished(&mut events).await.text, "Another tax.");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answer_written_anew_is_asked_for_and_replaces_the_kept_one() {
    let mut app = app(|_| {}).await;
    let ana = app.user("ana").await;
    let (chat, mut events) = ask(&ana, "What is VAT?").await;
    let asked = app.script.next_request().await;
    asked.fail(adda_server::provider::ErrorKind::Auth).await;
    let failed = finished(&mut events).await;
    // Meanwhile the same question was answered elsewhere.
    answered(&mut app, &ana, "What is VAT?", "Kept.").await;
    let retry = format!("/api/v1/conversations/{chat}/messages/{}/retry", failed.id);
    assert_eq!(ana.post(&retry, &json!({})).await.status, 202);
    let asked = app.script.next_request().await;
    asked.text("Asked afresh.").await;
    asked.stop().await;
    let (_, mut events) = ask(&ana, "What is VAT?").await;
    let text = finished(&mut events).await.text;
    assert_eq!(text, "Asked afresh.", "and is the one that is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_broke_off_is_not_kept_and_a_deleted_chats_answer_is_forgotten() {
    let mut app = app(|_| {}).await;
    let ana = app.user("ana").await;
    let (_, mut events) = ask(&ana, "What is GST?").await;
    let asked = app.script.next_request().await;
    asked.text("Half an ans").await;
    asked.hang_up();
    assert_eq!(finished(&mut events).await.state, MessageState::Interrupted);

    let (chat, mut events) = ask(&ana, "What is GST?").await;
    let asked = app.script.next_request().await;
    asked.text("A tax.").await;
    asked.stop().await;
    finished(&mut events).await;
    assert_eq!(ana.delete(&format!("/api/v1/conversations/{chat}")).await.status, 204);
    let (_, mut events) = ask(&ana, "What is GST?").await;
    let asked = app.script.next_request().await;
    asked.text("Asked again.").await;
    asked.stop().await;
    assert_eq!(finished(&mut events).await.text, "Asked again.");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_kept_unless_the_operator_wants_it() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    for answer in ["One.", "Two."] {
        assert_eq!(answered(&mut app, &ana, "What is GST?", answer).await.text, answer);
    }
}
