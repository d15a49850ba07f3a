//! Chats brought along from elsewhere, through the real server.

use std::{io::Write, time::Duration};

use adda_protocol::{
    ErrorCode,
    dto::{Conversation, ConversationPage, Import, ImportReason, ImportState, Page},
    search::SearchPage,
};
use reqwest::{Method, header};
use serde_json::{Value, json};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::support::{Person, Reply, TestApp};

const IMPORTS: &str = "/api/v1/imports";

fn chatgpt(id: &str, question: &str) -> Value {
    let message = |role: &str, text: &str| {
        json!({ "author": { "role": role }, "create_time": 1_700_000_000.5, "metadata": { "model_slug": "gpt-4o" },
                "content": { "content_type": "text", "parts": [text] } })
    };
    json!({
        "id": id, "title": format!("About {question}"), "create_time": 1_700_000_000.0, "current_node": "b",
        "mapping": {
            "r": { "parent": null, "message": null },
            "a": { "parent": "r", "message": message("user", question) },
            "x": { "parent": "a", "message": message("assistant", "another version") },
            "b": { "parent": "a", "message": message("assistant", "<script>alert(1)</script> **yes**") },
        }
    })
}

fn claude(id: &str, question: &str) -> Value {
    json!({
        "uuid": id, "name": "From Claude", "created_at": "2026-02-14T10:04:22Z",
        "chat_messages": [
            { "uuid": "1", "sender": "human", "text": question, "created_at": "2026-02-14T10:04:22Z" },
            { "uuid": "2", "sender": "assistant", "text": "An answer", "created_at": "2026-02-14T10:04:30Z" },
        ]
    })
}

fn archive(name: &str, text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut zip = ZipWriter::new_stream(&mut bytes);
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(text).unwrap();
    zip.finish().unwrap();
    bytes
}

async fn send(person: &Person, kind: &str, file: Vec<u8>) -> Reply {
    let request = person.request(Method::POST, IMPORTS).header(header::CONTENT_TYPE, kind);
    Reply::of(request.body(file)).await
}

async fn latest(person: &Person) -> Import {
    person.get(IMPORTS).await.json::<Page<Import>>().items.remove(0)
}

/// Waits until the file has been read.
async fn ended(person: &Person) -> Import {
    for _ in 0..400 {
        let now = latest(person).await;
        if now.state != ImportState::Running {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the import does not end");
}

async fn take(person: &Person, file: &Value) -> Import {
    let reply = send(person, "application/json", file.to_string().into_bytes()).await;
    assert_eq!(reply.status, 202, "{}", reply.text());
    ended(person).await
}

async fn chats(person: &Person) -> Vec<Conversation> {
    person.get("/api/v1/conversations").await.json::<Page<Conversation>>().items
}

#[tokio::test]
async fn chats_of_both_services_come_along_with_their_dates_and_no_answer_is_asked_for() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let done = take(&ana, &json!([chatgpt("c1", "the oak"), claude("u1", "the elm")])).await;
    assert_eq!(done.state, ImportState::Done);
    assert_eq!((done.progress.added, done.progress.known, done.progress.faulty), (2, 0, 0));
    assert_eq!(done.progress.read, done.bytes);
    let list = chats(&ana).await;
    let titles: Vec<_> = list.iter().map(|chat| chat.title.as_str()).collect();
    assert_eq!(titles, ["From Claude", "About the oak"], "the newest by its own time first");
    assert!(list.iter().all(|chat| chat.unread == 0));
    let path = format!("/api/v1/conversations/{}", list[1].id);
    let page = ana.get(&path).await.json::<ConversationPage>();
    let texts: Vec<_> = page.messages.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(texts, ["the oak", "<script>alert(1)</script> **yes**"]);
    assert_eq!(page.messages[0].created_at, 1_700_000_000_500);
    assert_eq!(page.messages[1].model.as_deref(), Some("gpt-4o"));
    assert_eq!(app.services.chat.running(), 0);
    let mut found = 0;
    for _ in 0..100 {
        found = ana.get("/api/v1/search?q=oak").await.json::<SearchPage>().items.len();
        if found > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(found, 1);
    assert_eq!(app.services.store.check().await.unwrap(), []);
}

#[tokio::test]
async fn file_sent_twice_adds_nothing_and_chats_go_on() {
    let mut app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let file = json!([chatgpt("c1", "one"), chatgpt("c2", "two")]);
    assert_eq!(take(&ana, &file).await.progress.added, 2);
    let again = take(&ana, &file).await.progress;
    assert_eq!((again.added, again.known), (0, 2));
    assert_eq!(chats(&ana).await.len(), 2);
    // What is ana's stands in nobody's way.
    assert_eq!(take(&eve, &file).await.progress.added, 2);
    let id = chats(&ana).await[0].id;
    let mut stream = ana.ask(id, "And now?").await;
    let request = app.script.next_request().await;
    request.text("Now this.").await;
    request.stop().await;
    stream.find("message.completed").await;
    ana.delete(&format!("/api/v1/conversations/{id}")).await;
    assert_eq!(take(&ana, &file).await.progress.added, 1, "what was deleted comes back");
}

#[tokio::test]
async fn archive_of_ones_own_is_read_again_elsewhere_and_known_here() {
    let mut app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let chat = ana.chat().await;
    let mut stream = ana.ask(chat, "What is due?").await;
    let request = app.script.next_request().await;
    request.text("A tax.").await;
    request.stop().await;
    stream.find("message.completed").await;
    let export = ana.get("/api/v1/export").await.body;
    assert_eq!(send(&ana, "application/zip", export.clone()).await.status, 202);
    let known = ended(&ana).await.progress;
    assert_eq!((known.added, known.known, known.faulty), (0, 1, 0));
    assert_eq!(send(&eve, "application/zip", export).await.status, 202);
    assert_eq!(ended(&eve).await.progress.added, 1);
    let path = format!("/api/v1/conversations/{}", chats(&eve).await[0].id);
    let page = eve.get(&path).await.json::<ConversationPage>();
    let texts: Vec<_> = page.messages.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(texts, ["What is due?", "A tax."]);
    assert_eq!(page.messages[0].author.id, eve.id().await.to_string());
}

#[tokio::test]
async fn a17_hostile_files_end_with_a_word_and_take_over_what_is_whole() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let good = chatgpt("c1", "fine").to_string();
    let deep = format!("{{\"mapping\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    let list =
        format!("[{good},{{\"mapping\":7,\"title\":\"Odd\"}},{deep},\"x\",{{\"id\":\"\\u0000\"}}]");
    let mut file = list.into_bytes();
    let at = file.len() - 3;
    file[at] = 0xff;
    assert_eq!(send(&ana, "application/octet-stream", file).await.status, 202);
    let done = ended(&ana).await;
    assert_eq!((done.state, done.progress.added, done.progress.faulty), (ImportState::Done, 1, 4));
    assert_eq!((done.progress.faults[0].entry, done.progress.faults[0].title.as_str()), (2, "Odd"));
    for (file, reason) in [
        (b"<html>".to_vec(), ImportReason::NoExport),
        (archive("../../etc/passwd", b"x"), ImportReason::NoConversations),
        (b"PK\x03\x04\0\0\0".to_vec(), ImportReason::NoExport),
    ] {
        assert_eq!(send(&ana, "application/zip", file).await.status, 202);
        let failed = ended(&ana).await;
        assert_eq!(failed.state, ImportState::Failed);
        assert_eq!(failed.progress.reason, Some(reason));
    }
    assert_eq!(chats(&ana).await.len(), 1);
    let left = std::fs::read_dir(app.folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().contains("tmp")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn a17_archive_that_explodes_ends_with_a_word_and_keeps_what_is_whole() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    // A conversation of one letter, longer than any can be; then one like others.
    let text = [
        "[{\"a\":\"",
        &"x".repeat(40 * 1024 * 1024),
        "\"},",
        &claude("c", "fine").to_string(),
        "]",
    ];
    let bomb = archive("conversations.json", text.concat().as_bytes());
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    assert_eq!(send(&ana, "application/zip", bomb).await.status, 202);
    let done = ended(&ana).await;
    assert_eq!((done.state, done.progress.added, done.progress.faulty), (ImportState::Done, 1, 1));
    assert_eq!(done.progress.faults[0].reason, ImportReason::TooLong);
    assert_eq!(ana.get("/api/v1/me").await.status, 200);
}

#[tokio::test]
async fn import_is_cancelled_and_what_was_taken_over_stays_whole() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let eve = app.user("eve").await;
    let many: Vec<Value> = (0..3_000).map(|n| chatgpt(&format!("c{n}"), "q")).collect();
    let file = Value::from(many).to_string().into_bytes();
    let begun = send(&ana, "application/json", file.clone()).await.json::<Import>();
    let path = format!("{IMPORTS}/{}", begun.id);
    assert_eq!(eve.delete(&path).await.code(), ErrorCode::NotFound);
    assert_eq!(send(&ana, "application/json", file).await.code(), ErrorCode::Conflict);
    assert_eq!(ana.delete(&path).await.status, 204);
    let ended = ended(&ana).await;
    assert_eq!(ended.state, ImportState::Cancelled);
    assert_eq!(ana.delete(&path).await.code(), ErrorCode::NotFound);
    assert!(eve.get(IMPORTS).await.json::<Page<Import>>().items.is_empty());
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(app.services.store.check().await.unwrap(), []);
}

#[tokio::test]
async fn import_nobody_hears_of_any_more_was_interrupted() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let (store, user, now) = (&app.services.store, ana.id().await, app.services.clock.now());
    let id = app.services.ids.make(adda_protocol::ImportId::new);
    store.begin_import(user, id, 9, (now, now)).await.unwrap();
    assert_eq!(latest(&ana).await.state, ImportState::Running);
    app.clock.advance(21_000);
    assert_eq!(latest(&ana).await.state, ImportState::Interrupted);
    assert_eq!(take(&ana, &json!([chatgpt("c1", "again")])).await.state, ImportState::Done);
}

#[tokio::test]
async fn import_by_form_and_by_others_than_people() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let form = |person: &Person, origin: &str, field: &str, file: &str| {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n\
             --b\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"../x.json\"\r\n\r\n{file}\r\n--b--\r\n"
        );
        let request =
            person.bare(Method::POST, "/settings/data/import").header(header::ORIGIN, origin);
        request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=b").body(body)
    };
    let file = json!([claude("u1", "by form")]).to_string();
    let sent = Reply::of(form(&ana, &ana.origin(), "file", &file)).await;
    assert_eq!(sent.header("location"), "/settings/data#import");
    assert_eq!(ended(&ana).await.progress.added, 1);
    let empty = Reply::of(form(&ana, &ana.origin(), "file", "")).await;
    assert!(empty.header("location").contains("error=invalid"));
    let other = Reply::of(form(&ana, &ana.origin(), "files", &file)).await;
    assert!(other.header("location").contains("error=invalid"));
    let stranger = Reply::of(form(&app.stranger(), &ana.origin(), "file", &file)).await;
    assert!(stranger.header("location").starts_with("/auth/login"));
    let foreign = form(&ana, "https://evil.example", "file", &file);
    assert_eq!(Reply::of(foreign).await.status, 403);
    let program = ana.program(&["read", "chat"]).await;
    let request =
        program.request(Method::POST, IMPORTS).header(header::CONTENT_TYPE, "application/json");
    assert_eq!(Reply::of(request.body(file.clone())).await.code(), ErrorCode::Forbidden);
    let text = send(&ana, "text/plain", file.into_bytes()).await;
    assert_eq!(text.code(), ErrorCode::UnsupportedMediaType);
}
