//! attacks.md 1, 2 and 17 for what is shared, brought along, taken away and looked for.

use std::io::{Cursor, Read};

use adda_protocol::{
    ErrorCode,
    dto::{Conversation, CreatedShare, Import, ImportState, Me, Page, Role},
    search::SearchPage,
};
use reqwest::{Method, header};
use serde_json::{Value, json};
use zip::ZipArchive;

use super::support::{Person, Reply, TestApp};

const IMPORTS: &str = "/api/v1/imports";

/// A chat of another service, with all that somebody might write into it to become somebody else.
fn ambitious(owner: &str) -> Value {
    let claims = json!({ "user_id": owner, "owner_id": owner, "owner": owner, "role": "admin",
                         "is_admin": true, "plan": "unlimited" });
    let message = |role: &str, text: &str| {
        let mut message = claims.clone();
        message["author"] = json!({ "role": role, "id": owner, "name": "Root", "kind": "system" });
        message["content"] = json!({ "content_type": "text", "parts": [text] });
        message["create_time"] = json!(1_700_000_000.0);
        message["cost"] = json!({ "micros": -9_000_000, "currency": "USD" });
        message["usage"] = json!({ "input": 9_000_000, "output": 9_000_000 });
        message
    };
    let mut talk = claims.clone();
    talk["id"] = json!("c1");
    talk["title"] = json!("Ambition");
    talk["current_node"] = json!("b");
    talk["mapping"] = json!({
        "a": { "parent": null, "message": message("user", "Am I root?") },
        "b": { "parent": "a", "message": message("assistant", "You are.") },
    });
    talk
}

async fn bring(person: &Person, file: &Value) -> Import {
    let request = person.request(Method::POST, IMPORTS);
    let request = request.header(header::CONTENT_TYPE, "application/json");
    let reply = Reply::of(request.body(file.to_string())).await;
    assert_eq!(reply.status, 202, "{}", reply.text());
    for _ in 0..400 {
        let now = person.get(IMPORTS).await.json::<Page<Import>>().items.remove(0);
        if now.state != ImportState::Running {
            return now;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the import does not end");
}

async fn chats(person: &Person) -> Vec<Conversation> {
    person.get("/api/v1/conversations").await.json::<Page<Conversation>>().items
}

#[tokio::test]
async fn a01_import_of_another_person_is_neither_seen_nor_cancelled_and_none_without_session() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let now = app.services.clock.now();
    let id = app.services.ids.make(adda_protocol::ImportId::new);
    app.services.store.begin_import(ana.id().await, id, 9, (now, now)).await.unwrap();
    assert!(eve.get(IMPORTS).await.json::<Page<Import>>().items.is_empty());
    assert_eq!(eve.delete(&format!("{IMPORTS}/{id}")).await.code(), ErrorCode::NotFound);
    let form = eve.submit(&format!("/settings/imports/{id}/cancel"), &[]).await;
    assert!(form.header("location").contains("error=not_found"), "{}", form.header("location"));
    let stranger = app.stranger();
    assert_eq!(stranger.get(IMPORTS).await.code(), ErrorCode::Unauthorized);
    assert_eq!(stranger.delete(&format!("{IMPORTS}/{id}")).await.code(), ErrorCode::Unauthorized);
    let program = ana.program(&["read", "chat"]).await;
    assert_eq!(program.get(IMPORTS).await.code(), ErrorCode::Forbidden);
    let running = ana.get(IMPORTS).await.json::<Page<Import>>().items.remove(0);
    assert_eq!((running.id, running.state), (id, ImportState::Running));
}

#[tokio::test]
async fn a02_fields_of_a_file_make_nobody_else_its_owner_and_count_nothing() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let file = json!([ambitious(&ana.id().await.to_string())]);
    assert_eq!(bring(&eve, &file).await.progress.added, 1);
    assert!(chats(&ana).await.is_empty());
    let id = chats(&eve).await[0].id;
    assert_eq!(eve.get("/api/v1/me").await.json::<Me>().user.role, Role::Member);
    let page = eve.get(&format!("/api/v1/conversations/{id}")).await.json::<Value>();
    let asked = &page["messages"][0];
    assert_eq!(asked["author"]["id"], json!(eve.id().await));
    assert_eq!(asked["author"]["kind"], "user");
    assert!(page["messages"].as_array().unwrap().iter().all(|message| message["cost"].is_null()));
    let used = eve.get("/api/v1/usage").await.json::<Value>();
    assert_eq!(used["total"]["answers"], 0, "{used}");
}

#[tokio::test]
async fn a02_share_takes_nothing_but_its_days_from_whoever_makes_it() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    bring(&eve, &json!([ambitious("x")])).await;
    let chat = chats(&eve).await[0].id;
    let body = json!({
        "expires_in_days": 7, "user_id": ana.id().await, "conversation": ana.chat().await,
        "path": "/s/mine", "hash": "00", "title": "Another", "messages": 99, "expires_at": 1,
    });
    let path = format!("/api/v1/conversations/{chat}/shares");
    let made = eve.post(&path, &body).await.json::<CreatedShare>();
    assert_eq!((made.share.title.as_str(), made.share.messages), ("Ambition", 2));
    assert_eq!(made.share.conversation, chat);
    assert!(made.share.expires_at > Some(app.services.clock.now()) && made.path.0 != "/s/mine");
    assert!(ana.get("/api/v1/shares").await.json::<Page<Value>>().items.is_empty());
}

#[tokio::test]
async fn a02_export_and_search_are_of_whoever_asks_whatever_the_address_says() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    bring(&ana, &json!([ambitious("x")])).await;
    let hers = format!("user={0}&user_id={0}&owner={0}&role=admin", ana.id().await);
    let reply = eve.get(&format!("/api/v1/export?{hers}")).await;
    let mut archive = ZipArchive::new(Cursor::new(reply.body)).unwrap();
    assert_eq!(archive.file_names().filter(|name| name.starts_with("chats/")).count(), 0);
    let mut account = String::new();
    archive.by_name("account.json").unwrap().read_to_string(&mut account).unwrap();
    assert!(account.contains(&eve.email) && !account.contains(&ana.email));
    let found = async |person: &Person| {
        let reply = person.get(&format!("/api/v1/search?q=root&{hers}")).await;
        reply.json::<SearchPage>().items.len()
    };
    for _ in 0..100 {
        if found(&ana).await > 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!((found(&ana).await, found(&eve).await), (1, 0));
}

#[tokio::test]
async fn a17_search_of_endless_words_ends_with_a_word() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    bring(&ana, &json!([ambitious("x")])).await;
    for words in ["root%20".repeat(2_000), "r".repeat(10_000), "(%22*".repeat(2_000)] {
        let reply = ana.get(&format!("/api/v1/search?q={words}")).await;
        let refused = reply.status.is_client_error();
        assert!(refused || reply.json::<SearchPage>().items.len() <= 1, "{}", reply.status);
    }
    assert_eq!(ana.get("/api/v1/search?q=root").await.status, 200);
}
