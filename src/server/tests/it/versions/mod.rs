//! Versions of messages through a real port.

mod compare;
mod context;
mod erase;
mod live;
mod places;
mod restart;

use adda_protocol::{
    ConversationId, Message, MessageId, MessageState,
    dto::{ConversationPage, Sent},
};
use reqwest::Method;
use serde_json::json;

use super::support::{Person, Sse, TestApp};

fn base(chat: ConversationId) -> String {
    format!("/api/v1/conversations/{chat}")
}

async fn open(person: &Person, chat: ConversationId) -> ConversationPage {
    person.get(&base(chat)).await.json()
}

async fn texts(person: &Person, chat: ConversationId) -> Vec<String> {
    open(person, chat).await.messages.into_iter().skip(1).map(|message| message.text).collect()
}

/// Has the service answer what was asked last.
async fn answer(app: &mut TestApp, events: &mut Sse, text: &str) -> Message {
    let asked = app.script.next_request().await;
    asked.text(text).await;
    asked.stop().await;
    events.find("message.completed").await.json()
}

async fn ask(
    app: &mut TestApp,
    person: &Person,
    chat: ConversationId,
    text: &str,
    said: &str,
) -> Message {
    let mut events = person.ask(chat, text).await;
    answer(app, &mut events, said).await
}

/// Posts and reads what happens.
async fn post(person: &Person, path: &str, body: &serde_json::Value) -> Sse {
    let request = person.request(Method::POST, path).header("accept", "text/event-stream");
    person.events(request.json(body)).await
}

async fn edit(
    app: &mut TestApp,
    person: &Person,
    chat: ConversationId,
    (message, text): (MessageId, &str),
    said: &str,
) -> Message {
    let body = json!({ "text": text, "edits": message });
    let mut events = post(person, &format!("{}/messages", base(chat)), &body).await;
    answer(app, &mut events, said).await
}

async fn choose(person: &Person, chat: ConversationId, message: MessageId) -> ConversationPage {
    let path = format!("{}/chosen", base(chat));
    person.call(Method::PATCH, &path, &json!({ "message": message })).await.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_edited_message_keeps_both_versions_with_what_follows_each() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    ask(&mut app, &ana, chat, "one", "uno").await;
    let second = ask(&mut app, &ana, chat, "two", "dos").await;
    let two = second.reply_to.unwrap();
    edit(&mut app, &ana, chat, (two, "three"), "tres").await;
    assert_eq!(texts(&ana, chat).await, ["one", "uno", "three", "tres"]);

    let page = open(&ana, chat).await;
    let versions: Vec<_> = page.versions.iter().map(|version| version.id).collect();
    assert_eq!(versions, [two, page.messages[3].id]);
    let back = choose(&ana, chat, two).await;
    assert_eq!(back.messages.last().unwrap().text, "dos");
    assert_eq!(texts(&ana, chat).await, ["one", "uno", "two", "dos"], "it is kept");

    // What is sent now goes on there.
    ask(&mut app, &ana, chat, "four", "cuatro").await;
    assert_eq!(texts(&ana, chat).await, ["one", "uno", "two", "dos", "four", "cuatro"]);
    let other = ana.get(&format!("{}?leaf={}", base(chat), page.messages[4].id)).await;
    let other: ConversationPage = other.json();
    assert_eq!(other.messages.last().unwrap().text, "tres", "readable without being chosen");
    assert!(app.services.store.check().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_message_sent_after_an_earlier_answer_begins_a_branch_beside_what_follows() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let first = ask(&mut app, &ana, chat, "one", "uno").await;
    let second = ask(&mut app, &ana, chat, "two", "dos").await;
    let body = json!({ "text": "three", "after": first.id });
    let mut events = post(&ana, &format!("{}/messages", base(chat)), &body).await;
    let asked = app.script.next_request().await;
    let told: Vec<_> = asked.request().messages.iter().map(|line| line.text.clone()).collect();
    assert!(told.contains(&"uno".to_owned()) && !told.contains(&"two".to_owned()), "{told:?}");
    asked.text("tres").await;
    asked.stop().await;
    let third: Message = events.find("message.completed").await.json();
    assert_eq!(texts(&ana, chat).await, ["one", "uno", "three", "tres"]);
    let page = open(&ana, chat).await;
    let versions: Vec<_> = page.versions.iter().map(|version| version.id).collect();
    assert_eq!(versions, [second.reply_to.unwrap(), third.reply_to.unwrap()]);
    choose(&ana, chat, second.id).await;
    assert_eq!(texts(&ana, chat).await, ["one", "uno", "two", "dos"], "it is kept");
    assert!(app.services.store.check().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_answer_is_regenerated_beside_the_first_and_counted_like_any_other() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let first = ask(&mut app, &ana, chat, "one", "uno").await;
    let path = format!("{}/messages/{}/regenerate", base(chat), first.id);
    let body = json!({ "client_id": "0192f0c1-0000-7000-8000-000000000001" });
    let mut events = post(&ana, &path, &body).await;
    let second = answer(&mut app, &mut events, "eins").await;
    assert_eq!((second.reply_to, second.parent), (first.reply_to, first.reply_to));
    assert_eq!(texts(&ana, chat).await, ["one", "eins"]);
    assert_eq!(choose(&ana, chat, first.id).await.messages.last().unwrap().text, "uno");

    // The same asked twice is one answer, complete by now.
    let same = ana.post(&path, &body).await;
    let same_answer = same.json::<Sent>();
    assert!(same.status == 200 && same_answer.duplicate && same_answer.answer.id == second.id);
    let used: adda_protocol::dto::Totals = ana.get(&format!("{}/usage", base(chat))).await.json();
    let shown = [&first, &second].map(|message| message.usage.unwrap());
    assert_eq!((used.answers, used.output), (2, shown[0].output + shown[1].output));
    assert_eq!(used.input, shown[0].input + shown[1].input);
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_version_asked_for_while_an_answer_is_written_waits_its_turn() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let first = ask(&mut app, &ana, chat, "one", "uno").await;
    let mut events = ana.ask(chat, "two").await;
    let writing = app.script.next_request().await;
    writing.text("do").await;
    events.find("message.delta").await;

    let again = format!("{}/messages/{}/regenerate", base(chat), first.id);
    let mut once_more = post(&ana, &again, &json!({})).await;
    let created: Message = once_more.find("message.created").await.json();
    let body = json!({ "text": "three", "edits": first.reply_to });
    let mut edited = post(&ana, &format!("{}/messages", base(chat)), &body).await;
    assert_eq!(created.id, first.reply_to.unwrap(), "the message is told first");

    let open_one = open(&ana, chat).await.messages;
    assert_eq!(open_one.last().unwrap().state, MessageState::Pending);
    // What is not there yet cannot be had again.
    let pending = format!("{}/messages/{}/regenerate", base(chat), open_one.last().unwrap().id);
    assert_eq!(ana.post(&pending, &json!({})).await.status, 409);

    writing.text("s").await;
    writing.stop().await;
    let asked = app.script.next_request().await;
    let told: Vec<_> = asked.request().messages.iter().map(|line| line.text.clone()).collect();
    assert_eq!(told.last().unwrap(), "one");
    assert!(!told.contains(&"uno".to_owned()) && !told.contains(&"two".to_owned()), "{told:?}");
    asked.text("eins").await;
    asked.stop().await;
    let done: Message = once_more.find("message.completed").await.json();
    assert_eq!(done.text, "eins");
    assert_eq!(answer(&mut app, &mut edited, "drei").await.text, "drei");
    assert_eq!(texts(&ana, chat).await, ["three", "drei"]);
    assert!(app.services.store.check().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_forms_edit_regenerate_and_choose_without_script() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let first = ask(&mut app, &ana, chat, "one", "uno").await;
    let page = "0192f0c1-0000-7000-8000-000000000002";
    let message = first.id.to_string();
    for _ in 0..2 {
        let form = [("message", message.as_str()), ("client_id", page)];
        let reply = ana.submit(&format!("/c/{chat}/regenerate"), &form).await;
        assert_eq!(reply.header("location"), format!("/c/{chat}"));
    }
    let asked = app.script.next_request().await;
    assert!(app.script.idle(), "the same form twice is one answer");
    asked.text("eins").await;
    asked.stop().await;
    let question = first.reply_to.unwrap().to_string();
    let form = [("text", "two"), ("edits", question.as_str()), ("client_id", page)];
    ana.submit(&format!("/c/{chat}"), &form).await;
    let asked = app.script.next_request().await;
    asked.text("dos").await;
    asked.stop().await;
    ana.submit(&format!("/c/{chat}/choose"), &[("message", &message)]).await;
    assert_eq!(texts(&ana, chat).await, ["one", "uno"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn send_that_names_no_place_or_two_is_refused() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let first = ask(&mut app, &ana, chat, "one", "uno").await;
    let path = format!("{}/messages", base(chat));
    let send = async |after: Option<MessageId>, edits: Option<MessageId>| {
        ana.post(&path, &json!({ "text": "x", "after": after, "edits": edits })).await.status
    };
    assert_eq!(send(Some(first.id), first.reply_to).await, 422);
    let unknown = app.services.ids.make(MessageId::new);
    assert_eq!(send(Some(unknown), None).await, 404);
    assert_eq!(send(None, Some(first.id)).await, 404, "not a message of hers");
    let greeting = open(&ana, chat).await.messages[0].id;
    let path = format!("{}/messages/{greeting}/regenerate", base(chat));
    assert_eq!(ana.post(&path, &json!({})).await.status, 409, "it answers nothing");
    assert_eq!(texts(&ana, chat).await, ["one", "uno"]);
    assert!(app.script.idle());
}
