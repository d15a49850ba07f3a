//! What the AI is told of a conversation with versions: the path, and nothing beside it.

use adda_protocol::{ConversationId, MessageId};
use adda_server::store::NewSummary;
use serde_json::json;

use super::{answer, ask, base, edit, post};
use crate::support::{Person, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn f05_ai_is_told_the_path_and_nothing_of_other_versions() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let first = ask(&mut app, &ana, chat, "My dog is Biscuit", "Nice.").await;
    ask(&mut app, &ana, chat, "And he is old", "I see.").await;
    let edited = first.reply_to.unwrap();
    edit(&mut app, &ana, chat, (edited, "My cat is Whiskers"), "Lovely.").await;
    let mut events = ana.ask(chat, "What is my pet called?").await;
    let asked = app.script.next_request().await;
    let told = format!("{:?}", asked.request().messages);
    assert!(told.contains("Whiskers") && told.contains("Lovely."), "{told}");
    assert!(!told.contains("Biscuit") && !told.contains("he is old"), "{told}");
    asked.text("Whiskers.").await;
    asked.stop().await;
    events.find("message.completed").await;
}

/// What was answered before would be no other answer.
#[tokio::test(flavor = "multi_thread")]
async fn f05_answer_written_once_more_does_not_come_from_the_cache() {
    let mut app = TestApp::with(|config| config.cache.answers = true).await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let first = ask(&mut app, &ana, chat, "What is GST?", "A tax.").await;
    let mut waiting = ana.ask(chat, "Thanks").await;
    let writing = app.script.next_request().await;
    // It waits, and is started by the end of another answer.
    let path = format!("{}/messages/{}/regenerate", base(chat), first.id);
    let mut events = post(&ana, &path, &json!({})).await;
    writing.text("Welcome.").await;
    writing.stop().await;
    waiting.find("message.completed").await;
    let again = answer(&mut app, &mut events, "Another tax.").await;
    assert!(again.text == "Another tax." && !again.receipt.unwrap().cached);
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_summary_of_another_path_is_not_told() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let first = ask(&mut app, &ana, chat, "My dog is Biscuit", "Nice.").await;
    let second = ask(&mut app, &ana, chat, "And he is old", "I see.").await;
    let summary = NewSummary {
        conversation: chat,
        over: None,
        covers_to: first.seq,
        text: "They spoke of Biscuit.".to_owned(),
        model: String::new(),
        usage: None,
        cost: None,
        at: 1,
    };
    assert!(app.services.store.save_summary(summary).await.unwrap());

    // After what it covers: told, and what it covers is not.
    let told = asked_by(&mut app, &ana, chat, (second.reply_to.unwrap(), "He is young")).await;
    assert!(told.contains("They spoke of Biscuit.") && !told.contains("My dog"), "{told}");
    // In place of what it covers: not told.
    let told = asked_by(&mut app, &ana, chat, (first.reply_to.unwrap(), "My cat is Tom")).await;
    assert!(!told.contains("Biscuit") && told.contains("My cat is Tom"), "{told}");
}

/// Edits a message; what the AI was told then.
async fn asked_by(
    app: &mut TestApp,
    person: &Person,
    chat: ConversationId,
    (edited, text): (MessageId, &str),
) -> String {
    let body = json!({ "text": text, "edits": edited });
    let mut events = post(person, &format!("{}/messages", base(chat)), &body).await;
    let asked = app.script.next_request().await;
    let told = format!("{:?}", asked.request().messages);
    asked.text("So be it.").await;
    asked.stop().await;
    events.find("message.completed").await;
    told
}
