//! attacks.md 1, 8, 14, 26: a single message deleted through a real port.

use adda_protocol::{
    ConversationId, ErrorCode, EventBody, Message, MessageId, MessageState, ServerFrame,
    dto::{ConversationPage, CreatedShare},
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{ask, base, open, post, texts};
use crate::support::{Person, Reply, TestApp};

fn path(chat: ConversationId, message: MessageId) -> String {
    format!("{}/messages/{message}", base(chat))
}

async fn erase(person: &Person, chat: ConversationId, message: MessageId) -> StatusCode {
    person.delete(&path(chat, message)).await.status
}

/// A chat with one exchange: the answer.
async fn talk(app: &mut TestApp, person: &Person) -> (ConversationId, Message) {
    let chat = person.chat().await;
    let answer = ask(app, person, chat, "My dog is Biscuit", "Good boy.").await;
    (chat, answer)
}

#[tokio::test(flavor = "multi_thread")]
async fn a26_deleted_message_is_told_to_nobody_any_more() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let (chat, answer) = talk(&mut app, &ana).await;
    let question = answer.reply_to.unwrap();
    let share = ana.post(&format!("{}/shares", base(chat)), &json!({})).await;
    let share = share.json::<CreatedShare>();
    assert!(ana.get("/api/v1/search?q=biscuit").await.text().contains("hit"));

    assert_eq!(erase(&ana, chat, question).await, 204);
    let page = open(&ana, chat).await;
    let deleted = &page.messages[1];
    assert!(deleted.id == question && deleted.deleted && deleted.text.is_empty());
    assert_eq!(texts(&ana, chat).await, ["", "Good boy."]);
    for place in [
        base(chat),
        format!("{}/events", base(chat)),
        "/api/v1/conversations".to_owned(),
        "/api/v1/shares".to_owned(),
        format!("/api/v1/messages/{}/sent", answer.id),
    ] {
        assert!(!ana.get(&place).await.text().contains("Biscuit"), "{place}");
    }
    let link = share.path.0.strip_prefix("/s/").unwrap();
    let shown = app.services.chat.shared("192.0.2.7", link, 0).await.unwrap();
    assert_eq!((shown.title.as_str(), shown.messages.len()), ("", 1));
    assert!(!ana.get("/api/v1/search?q=biscuit").await.text().contains("hit"));

    // The AI is not told of it, and neither is the next title.
    let mut events = ana.ask(chat, "What is he called?").await;
    let asked = app.script.next_request().await;
    let told = format!("{:?}", asked.request().messages);
    assert!(told.contains("Good boy.") && !told.contains("Biscuit"), "{told}");
    asked.text("Nobody told me.").await;
    asked.stop().await;
    events.find("message.completed").await;
    assert_eq!(open(&ana, chat).await.conversation.title, "What is he called?");
    assert_eq!(app.services.store.check().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a26_answer_to_a_deleted_question_is_not_kept_for_the_next_who_asks() {
    let mut app = TestApp::with(|config| config.cache.answers = true).await;
    let ana = app.user("ana").await;
    let (chat, answer) = talk(&mut app, &ana).await;
    assert_eq!(erase(&ana, chat, answer.reply_to.unwrap()).await, 204);
    let other = ana.chat().await;
    let again = ask(&mut app, &ana, other, "My dog is Biscuit", "I see.").await;
    assert!(!again.receipt.unwrap().cached && again.text == "I see.");
}

#[tokio::test(flavor = "multi_thread")]
async fn deleted_message_reaches_all_pages_and_twice_is_once() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let (chat, answer) = talk(&mut app, &ana).await;
    let mut live = ana.connect().await;
    live.hello(&[(chat, 0)]).await;
    let events =
        format!("{}/events?after={}", base(chat), open(&ana, chat).await.conversation.last_seq);
    let request = ana.request(Method::GET, &events).header("accept", "text/event-stream");
    let mut stream = ana.events(request).await;

    for _ in 0..2 {
        assert_eq!(erase(&ana, chat, answer.id).await, 204);
    }
    let gone = EventBody::MessageDeleted { message: answer.id };
    assert_eq!(live.event().await.body, gone);
    let told = stream.find("message_deleted").await;
    assert_eq!(told.json::<adda_protocol::Event>().body, gone);
    let log = ana.get(&events).await.json::<Value>();
    assert_eq!(log["items"].as_array().unwrap().len(), 1, "{log}");

    // Whoever comes later sees nothing of it either.
    let mut late = ana.connect().await;
    late.hello(&[(chat, 0)]).await;
    let caught = late.next().await;
    assert!(matches!(caught, ServerFrame::Caught { .. }));
    let caught = serde_json::to_string(&caught).unwrap();
    assert!(caught.contains("Biscuit") && !caught.contains("Good boy"), "{caught}");
}

#[tokio::test(flavor = "multi_thread")]
async fn message_is_not_deleted_while_an_answer_is_written() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let (chat, first) = talk(&mut app, &ana).await;
    let mut events = ana.ask(chat, "And more?").await;
    let asked = app.script.next_request().await;
    asked.text("Well").await;
    let answer = open(&ana, chat).await.messages.pop().unwrap();
    assert_eq!(answer.state, MessageState::Streaming);
    for message in [answer.id, answer.reply_to.unwrap(), first.id] {
        let reply = ana.delete(&path(chat, message)).await;
        assert_eq!(reply.code(), ErrorCode::Conflict);
    }
    asked.stop().await;
    events.find("message.completed").await;
    assert_eq!(erase(&ana, chat, answer.id).await, 204);
    assert_eq!(texts(&ana, chat).await, ["My dog is Biscuit", "Good boy.", "And more?", ""]);
}

#[tokio::test(flavor = "multi_thread")]
async fn deleted_question_has_no_other_versions_and_no_other_answers() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let mut events = ana.ask(chat, "My dog is Biscuit").await;
    let asked = app.script.next_request().await;
    asked.text("Good").await;
    let answer = open(&ana, chat).await.messages.pop().unwrap().id;
    ana.post(&format!("{}/stop", path(chat, answer)), &json!({})).await;
    events.find("message.completed").await;
    let question = open(&ana, chat).await.messages[1].id;
    assert_eq!(erase(&ana, chat, question).await, 204);

    for action in ["continue", "retry", "regenerate"] {
        let reply = ana.post(&format!("{}/{action}", path(chat, answer)), &json!({})).await;
        assert_eq!(reply.code(), ErrorCode::Conflict, "{action}");
    }
    let edit = json!({ "text": "My cat", "edits": question });
    let reply = ana.post(&format!("{}/messages", base(chat)), &edit).await;
    assert_eq!(reply.code(), ErrorCode::Conflict);
    assert!(app.script.idle(), "nobody was asked");

    // What was deleted itself is answered anew, where its question is there.
    let mut events = ana.ask(chat, "My cat is Tom").await;
    let asked = app.script.next_request().await;
    asked.stop().await;
    let second: Message = events.find("message.completed").await.json();
    assert_eq!(erase(&ana, chat, second.id).await, 204);
    let again = format!("{}/regenerate", path(chat, second.id));
    let mut events = post(&ana, &again, &json!({})).await;
    let asked = app.script.next_request().await;
    asked.text("Good cat.").await;
    asked.stop().await;
    events.find("message.completed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn page_whose_first_message_follows_a_deleted_one_says_so() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let (chat, answer) = talk(&mut app, &ana).await;
    ask(&mut app, &ana, chat, "And more?", "No.").await;
    let question = answer.reply_to.unwrap();
    let erased = async |query: &str| {
        let page = ana.get(&format!("{}?{query}", base(chat))).await.json::<ConversationPage>();
        page.erased
    };
    assert_eq!(erased("limit=3").await, None);
    assert_eq!(erase(&ana, chat, question).await, 204);
    assert_eq!(erased("limit=3").await, Some(question));
    assert_eq!(erased(&format!("before={}&limit=1", answer.seq + 1)).await, Some(question));
    assert_eq!(erased("limit=2").await, None, "an answer stands before these");
    assert_eq!(erased("limit=4").await, None, "it is among them");
}

#[tokio::test(flavor = "multi_thread")]
async fn a08_message_is_deleted_from_our_own_pages_alone() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let (chat, answer) = talk(&mut app, &ana).await;
    let form = format!("/c/{chat}/erase");
    let body = format!("message={}", answer.id);
    for (method, path) in [(Method::DELETE, path(chat, answer.id)), (Method::POST, form.clone())] {
        let request = ana
            .bare(method, &path)
            .header("origin", "https://evil.example")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.clone());
        assert_eq!(Reply::of(request).await.code(), ErrorCode::ForeignOrigin, "{path}");
    }
    let program = ana.program(&["read", "chat"]).await;
    let refused = program.call(Method::DELETE, &path(chat, answer.id), &json!({})).await;
    assert_eq!(refused.code(), ErrorCode::Forbidden, "programs delete nothing");
    assert_eq!(texts(&ana, chat).await, ["My dog is Biscuit", "Good boy."]);

    let message = answer.id.to_string();
    let reply = ana.submit(&form, &[("message", &message)]).await;
    assert_eq!(reply.header("location"), format!("/c/{chat}"));
    assert_eq!(texts(&ana, chat).await, ["My dog is Biscuit", ""]);
}
