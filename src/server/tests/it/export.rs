//! Everything of a person's as one archive.

use std::io::{Cursor, Read};

use adda_protocol::{ErrorCode, dto::Conversation};
use reqwest::Method;
use serde_json::{Value, json};
use zip::ZipArchive;

use super::support::{Person, TestApp};

type Archive = ZipArchive<Cursor<Vec<u8>>>;

async fn export(person: &Person) -> Archive {
    let reply = person.get("/api/v1/export").await;
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "application/zip"));
    assert!(!reply.headers.contains_key("content-encoding"), "it is small already");
    ZipArchive::new(Cursor::new(reply.body)).unwrap()
}

fn text(archive: &mut Archive, name: &str) -> String {
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn data(archive: &mut Archive, name: &str) -> Value {
    serde_json::from_str(&text(archive, name)).unwrap()
}

async fn say(app: &mut TestApp, person: &Person, title: &str, question: &str) -> Conversation {
    app.clock.advance(10);
    let chat = person.chat().await;
    let mut stream = person.ask(chat, question).await;
    let request = app.script.next_request().await;
    request.text("An **answer**.").await;
    request.stop().await;
    stream.find("message.completed").await;
    let path = format!("/api/v1/conversations/{chat}");
    person.call(Method::PATCH, &path, &json!({ "title": title })).await.json()
}

#[tokio::test]
async fn export_holds_everything_of_the_person_and_nothing_of_others() {
    let mut app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let chat = say(&mut app, &ana, "../../Taxes", "What is due?").await;
    let away = say(&mut app, &ana, "Old", "And before?").await;
    let path = format!("/api/v1/conversations/{}", away.id);
    ana.call(Method::PATCH, &path, &json!({ "archived": true })).await;
    say(&mut app, &eve, "Eve's", "the oak").await;
    for n in 0..3 {
        let memory = json!({ "text": format!("Fact {n}"), "kind": "fact" });
        assert_eq!(ana.post("/api/v1/memories", &memory).await.status, 201);
    }
    let mut archive = export(&ana).await;
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let chats = ["chats/0001 Taxes.md", "chats/0002 Old.md"];
    let fixed = ["README.txt", "account.json", "conversations.json"];
    assert_eq!(names, [&fixed[..], &chats[..]].concat());

    let account = data(&mut archive, "account.json");
    assert_eq!((&account["format"], &account["version"]), (&json!("adda-export"), &json!(1)));
    assert_eq!(account["user"]["email"], ana.email);
    assert_eq!(account["memories"].as_array().unwrap().len(), 3);
    assert!(!account["usage"].as_array().unwrap().is_empty());
    assert!(account["profile"].is_object());

    let all = data(&mut archive, "conversations.json");
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!((&all[0]["id"], &all[0]["title"]), (&json!(chat.id), &json!("../../Taxes")));
    assert_eq!(all[1]["archived"], true);
    let texts: Vec<_> =
        all[0]["messages"].as_array().unwrap().iter().map(|message| &message["text"]).collect();
    assert_eq!(texts[1..], [&json!("What is due?"), &json!("An **answer**.")]);
    let readable = text(&mut archive, chats[0]);
    assert!(readable.starts_with("# ../../Taxes\n"), "{readable}");
    assert!(readable.contains("## You, 2026-") && readable.contains("\n\nWhat is due?\n"));
    let whole: String = names.iter().map(|name| text(&mut archive, name)).collect();
    assert!(!whole.contains("the oak") && !whole.contains("argon2"));
}

#[tokio::test]
async fn export_of_a_new_account_is_whole_and_empty() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let mut archive = export(&ana).await;
    assert_eq!(data(&mut archive, "conversations.json"), json!([]));
    assert_eq!(data(&mut archive, "account.json")["memories"], json!([]));
}

#[tokio::test]
async fn export_is_for_people_and_so_often_a_minute() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let program = ana.program(&["read", "chat"]).await;
    assert_eq!(program.get("/api/v1/export").await.code(), ErrorCode::Forbidden);
    assert_eq!(app.stranger().get("/api/v1/export").await.code(), ErrorCode::Unauthorized);
    for _ in 0..2 {
        export(&ana).await;
    }
    let by_link = ana.get("/settings/data/export").await;
    assert_eq!((by_link.status.as_u16(), by_link.header("content-type")), (200, "application/zip"));
    let refused = ana.get("/api/v1/export").await;
    assert_eq!(refused.code(), ErrorCode::RateLimited);
    assert!(refused.headers.contains_key("retry-after"));
    let back = ana.get("/settings/data/export").await;
    assert!(back.header("location").starts_with("/settings/data?error=rate_limited"));
}
