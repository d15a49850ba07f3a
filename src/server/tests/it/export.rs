//! Everything of a person's as one archive, and attacks.md 1, 14 and 17 for it.

use std::{
    io::{Cursor, Read},
    time::Duration,
};

use adda_protocol::{
    ErrorCode,
    dto::{Conversation, CreatedShare, ImportState, Memory, Password, Register},
};
use adda_server::{auth::Origin, export::Export};
use bytes::Bytes;
use futures::stream;
use reqwest::Method;
use serde_json::{Value, json};
use zip::ZipArchive;

use super::support::{PASSWORD, Person, TestApp};

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

#[tokio::test]
async fn a01_export_of_another_person_has_no_address() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let id = ana.id().await;
    let stranger = app.stranger();
    for path in [
        format!("/api/v1/export/{id}"),
        format!("/api/v1/exports/{id}"),
        format!("/api/v1/users/{id}/export"),
        format!("/settings/data/export/{id}"),
    ] {
        for who in [&eve, &stranger] {
            let reply = who.get(&path).await;
            // What is no route of the API is for the app's pages to answer.
            assert!(reply.status == 404 || path.starts_with("/settings"), "{path}");
            let kind = reply.headers.get("content-type");
            assert!(kind.is_none_or(|kind| kind != "application/zip"), "{path}");
            assert!(!reply.text().contains(&ana.email) && !reply.text().contains("PK"), "{path}");
        }
    }
    let reply = stranger.get("/api/v1/export").await;
    assert_eq!(reply.code(), ErrorCode::Unauthorized);
    assert!(!reply.text().contains("PK"));
    let reply = stranger.get("/settings/data/export").await;
    assert!(reply.header("location").starts_with("/auth/login"), "{}", reply.status);
    assert!(!reply.text().contains("PK"));
}

#[tokio::test]
async fn a14_export_tells_nothing_of_others_of_what_is_deleted_and_of_secrets() {
    const KEY: &str = "sk-test-Qm4Zp8Xw2Lk6Vt";
    let mut app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let kept = say(&mut app, &ana, "Taxes", "What is due?").await;
    for (title, undo) in [("Gone at once", ""), ("Gone in a while", "?undo=60")] {
        let gone = say(&mut app, &ana, title, "under the willow").await;
        let path = format!("/api/v1/conversations/{}{undo}", gone.id);
        assert_eq!(ana.delete(&path).await.status, 204);
    }
    say(&mut app, &eve, "Eve's", "under the oak").await;
    let memory = json!({ "text": "the birch", "kind": "fact" });
    let memory = ana.post("/api/v1/memories", &memory).await.json::<Memory>();
    assert_eq!(ana.delete(&format!("/api/v1/memories/{}", memory.id)).await.status, 204);
    let key = json!({ "provider": "test", "key": KEY });
    assert_eq!(ana.post("/api/v1/keys", &key).await.status, 201);
    let program = ana.program(&["read"]).await;
    let shares = format!("/api/v1/conversations/{}/shares", kept.id);
    let share = ana.post(&shares, &json!({})).await.json::<CreatedShare>();

    let mut archive = export(&ana).await;
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let whole: String = names.iter().map(|name| text(&mut archive, name)).collect();
    assert!(whole.contains("What is due?") && whole.contains(&share.share.id.to_string()));
    let tokens = ana.cookies.values().map(String::as_str);
    let deleted = ["Gone at once", "Gone in a while", "willow", "birch"];
    let others = [eve.email.as_str(), "Eve's", "oak"];
    let secrets = [KEY, &program.key, &share.path.0, PASSWORD, "argon2"];
    for word in deleted.into_iter().chain(others).chain(secrets).chain(tokens) {
        assert!(!whole.contains(word) && !names.concat().contains(word), "{word}");
    }
}

/// Longest piece: what is sent at once, with a message of the longest.
const LONGEST_PIECE: usize = 512 * 1024;

/// Waits until so many pieces are written ahead of the reader.
async fn filled(export: &Export) -> usize {
    for _ in 0..1_000 {
        if export.pieces.len() == export.pieces.max_capacity() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    export.pieces.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a17_export_of_very_much_is_written_no_further_than_it_is_read() {
    let app = TestApp::new().await;
    let form = Register {
        email: "ana@example.org".to_owned(),
        password: Password(PASSWORD.to_owned()),
        name: "Ana".to_owned(),
    };
    let who = app.services.accounts.register(form, Origin::default()).await.unwrap().identity;
    let file = Bytes::from(much().to_string());
    let length = file.len();
    app.services.imports.begin(&who, stream::iter([Ok(file)])).await.unwrap();
    while app.services.imports.latest(&who).await.unwrap().unwrap().state == ImportState::Running {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut export = app.services.exports.begin(&who).await.unwrap();
    let ahead = filled(&export).await;
    assert!(ahead < 10, "{ahead} pieces for nobody");
    let (mut whole, mut pieces) = (Vec::new(), 0);
    while let Some(piece) = export.pieces.recv().await {
        let piece = piece.unwrap();
        assert!(piece.len() <= LONGEST_PIECE, "{}", piece.len());
        (whole, pieces) = ([whole, piece.to_vec()].concat(), pieces + 1);
        assert!(export.pieces.len() <= ahead);
    }
    assert!(pieces > 4 * ahead, "{length} bytes in {pieces} pieces");
    let mut archive = ZipArchive::new(Cursor::new(whole)).unwrap();
    assert_eq!(data(&mut archive, "conversations.json").as_array().unwrap().len(), TALKS);
}

const TALKS: usize = 24;

/// Conversations of long messages that cannot be made much smaller.
fn much() -> Value {
    let mut state = 7_u64;
    let mut letter = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'!' + u8::try_from(state >> 58).unwrap())
    };
    let mut talk = |n: usize| {
        let text: String = (0..160_000).map(|_| letter()).collect();
        json!({ "uuid": n.to_string(), "chat_messages": [{ "sender": "human", "text": text }] })
    };
    (0..TALKS).map(&mut talk).collect()
}
