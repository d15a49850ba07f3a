//! What is private stays here, whatever is asked for, and comes back where it may.

use std::time::Duration;

use adda_protocol::{
    ConversationId, ErrorCode, Message,
    dto::{ConversationPage, Memory, Page, SentRequest},
};
use adda_redaction::Kind;
use reqwest::Method;
use serde_json::json;

use super::{asked, is_for_notes, next_asked, small_talk, system, talk};
use crate::support::{Person, TestApp};

const NAME: &str = "Priyanka";
/// None of this may leave, in any spelling.
const PLANTED: &[&str] = &[
    "4242 4242 4242 4242",
    "4242424242424242",
    "priyanka@mail.example.org",
    "+91 98765 43210",
    "ABCPK1234F",
    "priyanka",
];

#[track_caller]
fn holds_nothing_private(request: &impl std::fmt::Debug) {
    let all = format!("{request:?}").to_lowercase();
    for planted in PLANTED {
        assert!(!all.contains(&planted.to_lowercase()), "{planted} is in {all}");
    }
}

const TOLD: &str = "I am Priyanka, card 4242 4242 4242 4242, mail priyanka@mail.example.org, \
                    call +91 98765 43210, my PAN is ABCPK1234F.";

async fn messages(person: &Person, chat: ConversationId) -> Vec<Message> {
    person.get(&format!("/api/v1/conversations/{chat}")).await.json::<ConversationPage>().messages
}

async fn sent(person: &Person, message: &Message) -> SentRequest {
    let path = format!("/api/v1/messages/{}/sent", message.id);
    let waited = async {
        loop {
            let reply = person.get(&path).await;
            if reply.status == 200 {
                return reply.json();
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), waited).await.expect("nothing was kept")
}

#[tokio::test(flavor = "multi_thread")]
async fn a23_nothing_planted_leaves_in_an_answer_and_names_come_back() {
    let mut app = TestApp::new().await;
    let person = app.user(NAME).await;
    let chat = person.chat().await;
    let mut events = person.ask(chat, TOLD).await;
    let answer = next_asked(&mut app, |_| unreachable!()).await;
    holds_nothing_private(answer.request());
    let question = answer.request().messages.last().unwrap().text.clone();
    assert!(question.starts_with("I am [PERSON_1], card [CARD_1], mail [EMAIL_1]"), "{question}");
    assert!(system(answer.request()).contains("placeholders such as [PERSON_1]"));
    for piece in ["Dear [PER", "SON_", "1]'s ", "[card_1] is fi", "ne."] {
        answer.text(piece).await;
    }
    answer.reasoning("[PERSON_1] wrote.").await;
    answer.stop().await;
    let done: Message = events.find("message.completed").await.json();
    assert_eq!(done.text, format!("Dear {NAME}'s card ending 4242 is fine."));
    assert_eq!(done.reasoning.as_deref(), Some("Priyanka wrote."));
    assert_eq!(done.receipt.unwrap().hidden, Some(5), "name, card, mail, phone and PAN");

    // The same value is the same placeholder, also later, and what was answered is hidden again.
    let later =
        asked(&mut app, &person, chat, "Use 4242424242424242 or 5555 5555 5555 4444.").await;
    holds_nothing_private(&later);
    let told: Vec<&str> = later.messages.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(told.last(), Some(&"Use [CARD_1] or [CARD_2]."));
    assert!(told.iter().any(|text| text.starts_with("Dear [PERSON_1]'s")), "{told:?}");
    // Nobody's placeholders are another's.
    let other = app.user("bea").await;
    let hers = other.chat().await;
    let request = asked(&mut app, &other, hers, "Use 5555 5555 5555 4444.").await;
    assert_eq!(request.messages.last().unwrap().text, "Use [CARD_1].");
}

#[tokio::test(flavor = "multi_thread")]
async fn a23_nothing_planted_leaves_in_a_summary_or_a_memory() {
    let mut app = TestApp::with(|config| config.context.window_tokens = 2_000).await;
    let person = app.user(NAME).await;
    let (chat, user) = (person.chat().await, person.id().await);
    talk(&app, user, chat, &[(TOLD.to_owned(), "Welcome, Priyanka!".to_owned())]).await;
    talk(&app, user, chat, &small_talk(80)).await;
    let request = asked(&mut app, &person, chat, "Where were we?").await;
    holds_nothing_private(&request);
    let notes = app.script.next_request().await;
    assert!(is_for_notes(notes.request()));
    holds_nothing_private(notes.request());
    let material = notes.request().messages[1].text.clone();
    let line = material.lines().find(|line| line.contains("[CARD_1]")).unwrap();
    let number = line.split(['[', ']']).nth(1).unwrap();
    let fact = json!({ "fact": "[PERSON_1] pays by [CARD_1].", "kind": "fact",
        "message": number.parse::<usize>().unwrap() });
    notes.text(&format!("[PERSON_1] introduced themselves.\n{fact}\n")).await;
    notes.stop().await;

    let memory = async {
        loop {
            let all = person.get("/api/v1/memories").await.json::<Page<Memory>>().items;
            if let Some(memory) = all.into_iter().next() {
                return memory;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let memory = tokio::time::timeout(Duration::from_secs(10), memory).await.unwrap();
    assert_eq!(memory.text, "Priyanka pays by card ending 4242.");
    let summary = app.services.store.summary(chat).await.unwrap().unwrap();
    assert_eq!(summary.text, "Priyanka introduced themselves.");
    let next = person.chat().await;
    let request = asked(&mut app, &person, next, "How do I pay by card?").await;
    assert!(system(&request).contains("- [PERSON_1] pays by card ending 4242."));
    holds_nothing_private(&request);
}

#[tokio::test(flavor = "multi_thread")]
async fn a23_nothing_planted_leaves_for_a_program() {
    let mut app = TestApp::new().await;
    let person = app.user(NAME).await;
    let program = person.program(&["chat"]).await;
    let body = json!({ "model": "test", "user": "Priyanka", "messages": [
        { "role": "system", "content": "Serve Priyanka." }, { "role": "user", "content": TOLD } ] });
    let asked = tokio::spawn(async move { program.post("/v1/chat/completions", &body).await });
    let answer = app.script.next_request().await;
    holds_nothing_private(answer.request());
    answer.text("Hello [PERSON_1], [CARD_").await;
    answer.text("1]").await;
    answer.stop().await;
    let reply = asked.await.unwrap().json::<serde_json::Value>();
    let text = &reply["choices"][0]["message"]["content"];
    assert_eq!(text, "Hello Priyanka, card ending 4242");
}

#[tokio::test(flavor = "multi_thread")]
async fn sent_request_is_shown_to_its_person_and_goes_with_the_chat() {
    let mut app = TestApp::with(|config| config.privacy.sent_kept = 2).await;
    let (person, eve) = (app.user(NAME).await, app.user("eve").await);
    let chat = person.chat().await;
    let mut requests = Vec::new();
    for question in [TOLD, "And then?", "And after that?"] {
        app.clock.advance(1_000);
        requests.push(asked(&mut app, &person, chat, question).await);
        sent(&person, messages(&person, chat).await.last().unwrap()).await;
    }
    let all = messages(&person, chat).await;
    let (question, answer) = (&all[all.len() - 2], &all[all.len() - 1]);
    let shown = sent(&person, answer).await;
    assert_eq!(shown, sent(&person, question).await, "by the question as by its answer");
    assert_eq!((shown.message, shown.provider.as_str()), (answer.id, "test"));
    let lines: Vec<&str> = shown.lines.iter().map(|line| line.text.as_str()).collect();
    let left: Vec<&str> = requests[2].messages.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(lines, left, "exactly what left");
    assert_eq!(shown.lines[0].role, "system");
    holds_nothing_private(&shown);

    let path = |message: &Message| format!("/api/v1/messages/{}/sent", message.id);
    assert_eq!(person.get(&path(&all[1])).await.code(), ErrorCode::NotFound, "only the newest");
    for message in [question, answer] {
        assert_eq!(eve.get(&path(message)).await.code(), ErrorCode::NotFound);
    }
    let program = person.program(&["read"]).await;
    assert_eq!(program.get(&path(answer)).await.code(), ErrorCode::Forbidden);
    // On the disk it cannot be read.
    let file = std::fs::read(app.folder().join("adda.db-wal")).unwrap();
    let word = b"placeholders such as [PERSON_1]";
    assert!(!file.windows(word.len()).any(|part| part == word));

    person.delete(&format!("/api/v1/conversations/{chat}")).await;
    assert_eq!(person.get(&path(answer)).await.code(), ErrorCode::NotFound);
    assert_eq!(app.services.store.vault(chat).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn message_with_what_the_operator_blocks_is_refused_with_the_reason() {
    let mut app = TestApp::with(|config| {
        config.privacy.block = vec![Kind::Card];
        config.privacy.allow = vec![Kind::Email];
    })
    .await;
    let person = app.user(NAME).await;
    let chat = person.chat().await;
    let path = format!("/api/v1/conversations/{chat}/messages");
    let refused = person.post(&path, &json!({ "text": TOLD })).await;
    assert_eq!(refused.code(), ErrorCode::PrivateBlocked);
    assert!(refused.text().contains("card"), "{}", refused.text());
    assert_eq!(refused.json::<serde_json::Value>()["error"]["details"]["kinds"], json!(["card"]));
    assert_eq!(messages(&person, chat).await.len(), 1, "nothing was written");
    let program = person.program(&["chat"]).await;
    let body = json!({ "model": "test", "messages": [{ "role": "user", "content": TOLD }] });
    let refused = program.call(Method::POST, "/v1/chat/completions", &body).await;
    assert_eq!(refused.json::<serde_json::Value>()["error"]["code"], "private_blocked");
    let request = asked(&mut app, &person, chat, "Write to someone@example.net").await;
    assert_eq!(request.messages.last().unwrap().text, "Write to someone@example.net");
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_only_look_private_leave_as_they_are_in_their_conversation() {
    let mut app = TestApp::new().await;
    let person = app.user("Omar").await;
    let (chat, other) = (person.chat().await, person.chat().await);
    let text = "Order 4242 4242 4242 4242, paid with 5555 5555 5555 4444.";
    let body = json!({"text": text, "plain": ["4242 4242 4242 4242", "not in the text"]});
    let path = format!("/api/v1/conversations/{chat}/messages");
    let _events = person.events(person.request(Method::POST, &path).json(&body)).await;
    let answer = next_asked(&mut app, |_| unreachable!()).await;
    let question = answer.request().messages.last().unwrap().text.clone();
    assert_eq!(question, "Order 4242 4242 4242 4242, paid with [CARD_1].");
    answer.stop().await;
    let request = asked(&mut app, &person, other, text).await;
    let question = &request.messages.last().unwrap().text;
    assert_eq!(question, "Order [CARD_1], paid with [CARD_2].", "elsewhere it is private");
}

#[tokio::test(flavor = "multi_thread")]
async fn a23_a_persons_own_words_stay_here_and_come_back() {
    let mut app = TestApp::new().await;
    let person = app.user("ana").await;
    let terms = json!({ "hidden_terms": ["Project Lotus"] });
    assert_eq!(person.call(Method::PATCH, "/api/v1/profile", &terms).await.status, 200);
    let chat = person.chat().await;
    let mut events = person.ask(chat, "When does PROJECT lotus begin?").await;
    let answer = next_asked(&mut app, |_| unreachable!()).await;
    assert_eq!(answer.request().messages.last().unwrap().text, "When does [TERM_1] begin?");
    answer.text("[TERM_1] begins soon.").await;
    answer.stop().await;
    let done: Message = events.find("message.completed").await.json();
    assert_eq!(done.text.to_lowercase(), "project lotus begins soon.");
    let other = app.user("bea").await;
    let hers = other.chat().await;
    let request = asked(&mut app, &other, hers, "And Project Lotus?").await;
    assert_eq!(request.messages.last().unwrap().text, "And Project Lotus?");
}
