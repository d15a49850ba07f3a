//! Long conversations.

use std::time::Duration;

use adda_protocol::{ConversationId, KeyOwner, dto::Totals};
use adda_server::{
    context::estimate_tokens,
    provider::{ChatRequest, ErrorKind},
    store::Summary,
};
use serde_json::Value;

use super::{asked, is_for_notes, small_talk, system, talk};
use crate::support::{Person, TestApp};

const WINDOW: u64 = 2_000;

async fn app() -> TestApp {
    TestApp::with(|config| config.context.window_tokens = WINDOW).await
}

fn tokens(request: &ChatRequest) -> u64 {
    request.messages.iter().map(|line| estimate_tokens(&line.text) + 4).sum()
}

/// A chat in which the dog's name was said first, and much else since.
async fn long_chat(app: &TestApp, person: &Person, turns: usize) -> ConversationId {
    let (chat, user) = (person.chat().await, person.id().await);
    let first = ("My dog is called Biscuit.".to_owned(), "A fine name.".to_owned());
    talk(app, user, chat, &[first]).await;
    talk(app, user, chat, &small_talk(turns)).await;
    chat
}

/// Waits for the summary that is made in the background.
async fn summary(app: &TestApp, chat: ConversationId, fits: impl Fn(&Summary) -> bool) -> Summary {
    let waited = async {
        loop {
            let found = app.services.store.summary(chat).await.unwrap().filter(&fits);
            if let Some(found) = found {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waited).await.expect("no such summary came")
}

/// What a model that keeps notes makes of what it gets.
fn notes(material: &str) -> String {
    let dog = if material.contains("Biscuit") { " Their dog is called Biscuit." } else { "" };
    format!("They talked of many subjects.{dog}")
}

/// Answers requests for notes until the summary covers what it has to.
async fn summarise(app: &mut TestApp, chat: ConversationId) -> usize {
    let mut steps = 0;
    loop {
        let asked = app.script.next_request().await;
        assert!(is_for_notes(asked.request()));
        assert!(tokens(asked.request()) < 7_000, "each step is bounded");
        asked.text(&notes(&asked.request().messages[1].text)).await;
        asked.stop().await;
        steps += 1;
        let left = app.services.store.conversation_usage(chat).await.unwrap();
        if app.script.idle() && left.answers >= steps as u64 {
            let more = tokio::time::timeout(Duration::from_millis(300), async {
                while app.script.idle() {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            });
            if more.await.is_err() {
                return steps;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn conversation_of_2000_messages_is_answered_within_bounds_and_summarised() {
    let mut app = app().await;
    let ana = app.user("ana").await;
    let chat = long_chat(&app, &ana, 1_000).await;
    let first = asked(&mut app, &ana, chat, "Where were we?").await;
    assert!(tokens(&first) <= WINDOW, "{}", tokens(&first));
    assert_eq!(first.messages.last().unwrap().text, "Where were we?");
    assert!(first.messages.len() > 20 && !format!("{first:?}").contains("Biscuit"));

    let steps = summarise(&mut app, chat).await;
    assert!(steps > 3, "{steps}");
    let made = summary(&app, chat, |_| true).await;
    assert_eq!(made.model, "test");
    assert!(made.covers_to > 1_500 && made.usage.is_some());

    let second = asked(&mut app, &ana, chat, "What is my dog called?").await;
    assert!(system(&second).contains("Their dog is called Biscuit."), "{}", system(&second));
    assert!(tokens(&second) < WINDOW / 2, "what is covered is not told again");
    assert!(second.messages.len() > 8, "the newest messages are told whole");
    assert!(app.script.idle(), "there is nothing to summarise now");

    // What summaries cost is in the account like all else.
    let used: Totals = ana.get(&format!("/api/v1/conversations/{chat}/usage")).await.json();
    assert_eq!(used.answers, 2 + steps as u64);
    let lines = ana.get("/api/v1/usage").await.json::<Value>();
    assert_eq!(lines["lines"][0]["key"], KeyOwner::Nobody.as_str());
}

/// Short messages fill no window, and no request holds them all the same.
#[tokio::test(flavor = "multi_thread")]
async fn conversation_of_many_short_messages_is_summarised_too() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = long_chat(&app, &ana, 150).await;
    let first = asked(&mut app, &ana, chat, "Where were we?").await;
    assert!(first.messages.len() < 250 && tokens(&first) < 8_000);
    assert!(!format!("{first:?}").contains("Biscuit"));
    summarise(&mut app, chat).await;
    let second = asked(&mut app, &ana, chat, "What is my dog called?").await;
    assert!(system(&second).contains("Their dog is called Biscuit."), "{}", system(&second));
    assert!(second.messages.len() > 90 && app.script.idle());
}

#[tokio::test(flavor = "multi_thread")]
async fn failing_summariser_changes_nothing_but_a_note_in_health() {
    let mut app = app().await;
    let ana = app.user("ana").await;
    let chat = long_chat(&app, &ana, 100).await;
    asked(&mut app, &ana, chat, "Where were we?").await;
    let notes = app.script.next_request().await;
    assert!(is_for_notes(notes.request()));
    notes.fail(ErrorKind::BadRequest).await;
    let health = async {
        loop {
            let health: Value = app.stranger().get("/health").await.json();
            if health["summaries"]["ok"] == false {
                return health;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let health = tokio::time::timeout(Duration::from_secs(10), health).await.unwrap();
    assert_eq!(health["status"], "ok");
    assert_eq!(health["summaries"]["detail"], "the model failed at the last summary");
    assert_eq!(app.services.store.summary(chat).await.unwrap(), None);

    let next = asked(&mut app, &ana, chat, "And now?").await;
    assert!(tokens(&next) <= WINDOW);
    // The next answer tries again, and all is well.
    summarise(&mut app, chat).await;
    summary(&app, chat, |made| !made.text.is_empty()).await;
    let health: Value = app.stranger().get("/health").await.json();
    assert_eq!(health["summaries"]["ok"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_summariser_holds_nobody_up_and_is_asked_once() {
    let mut app = app().await;
    let ana = app.user("ana").await;
    let chat = long_chat(&app, &ana, 100).await;
    asked(&mut app, &ana, chat, "Where were we?").await;
    let slow = app.script.next_request().await;
    assert!(is_for_notes(slow.request()));
    for question in ["Still there?", "And now?"] {
        let request = asked(&mut app, &ana, chat, question).await;
        assert_eq!(request.messages.last().unwrap().text, question);
    }
    // A deleted conversation has no summary, however late it comes.
    ana.delete(&format!("/api/v1/conversations/{chat}")).await;
    slow.text("Too late.").await;
    slow.stop().await;
    let other = ana.chat().await;
    asked(&mut app, &ana, other, "Hello").await;
    assert_eq!(app.services.store.summary(chat).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a26_summary_of_a_message_that_went_is_told_no_more_and_made_anew() {
    let mut app = app().await;
    let ana = app.user("ana").await;
    let chat = long_chat(&app, &ana, 100).await;
    asked(&mut app, &ana, chat, "Where were we?").await;
    summarise(&mut app, chat).await;
    assert!(app.services.store.spoil_summary(chat, 3).await.unwrap());

    let request = asked(&mut app, &ana, chat, "What is my dog called?").await;
    assert!(!format!("{request:?}").contains("Biscuit"));
    summarise(&mut app, chat).await;
    let anew = summary(&app, chat, |made| !made.stale).await;
    assert!(anew.text.contains("many subjects"));
}

/// Without any model there is still something to go on.
#[tokio::test(flavor = "multi_thread")]
async fn summary_is_extracted_where_there_is_no_model() {
    let app = TestApp::with_services(|config| config.context.window_tokens = WINDOW).await;
    let ana = app.user("ana").await;
    let chat = long_chat(&app, &ana, 100).await;
    let mut events = ana.ask(chat, "How do I add a key?").await;
    events.find("message.completed").await;
    let made = summary(&app, chat, |made| made.covers_to > 100).await;
    assert_eq!((made.model.as_str(), made.usage), ("", None));
    assert!(made.text.starts_with("My dog is called Biscuit."), "{}", made.text);
}
