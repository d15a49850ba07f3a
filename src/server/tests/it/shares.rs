//! Shared chats over HTTP. Their page is the app's; what it shows comes from [`Engine::shared`].
//!
//! [`Engine::shared`]: adda_server::chat::Engine::shared

use adda_protocol::{
    ConversationId, ErrorCode,
    dto::{CreatedShare, Page, Share, SharedPage},
};
use adda_server::chat;
use reqwest::Method;
use serde_json::json;

use super::support::{Person, TestApp};

const DAY: i64 = 24 * 3_600_000;

async fn scene() -> (TestApp, Person, ConversationId) {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let mut stream = ana.ask(chat, "Where is the oak?").await;
    let request = app.script.next_request().await;
    request.text("In the <b>wood</b>.").await;
    request.stop().await;
    stream.find("message.completed").await;
    (app, ana, chat)
}

async fn share(person: &Person, chat: ConversationId, days: Option<u32>) -> CreatedShare {
    let path = format!("/api/v1/conversations/{chat}/shares");
    let reply = person.post(&path, &json!({ "expires_in_days": days })).await;
    assert_eq!((reply.status.as_u16(), reply.header("cache-control")), (201, "no-store"));
    reply.json()
}

async fn read(app: &TestApp, made: &CreatedShare) -> Result<SharedPage, ErrorCode> {
    let link = made.path.0.strip_prefix("/s/").unwrap();
    let found = app.services.chat.shared("192.0.2.7", link, 0).await;
    found.map_err(|error: chat::Error| error.code())
}

async fn listed(person: &Person) -> Vec<Share> {
    person.get("/api/v1/shares").await.json::<Page<Share>>().items
}

#[tokio::test]
async fn share_is_read_by_its_link_until_it_ends() {
    let (app, ana, chat) = scene().await;
    let made = share(&ana, chat, Some(7)).await;
    assert_eq!(made.path.0.len(), "/s/".len() + 43);
    let page = read(&app, &made).await.unwrap();
    let texts: Vec<_> = page.messages.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(texts, ["Where is the oak?", "In the <b>wood</b>."]);
    assert_eq!(page.total, 2);
    assert_eq!(listed(&ana).await, std::slice::from_ref(&made.share));
    app.clock.advance(7 * DAY);
    assert_eq!(read(&app, &made).await, Err(ErrorCode::NotFound));
    assert!(listed(&ana).await.is_empty());
}

#[tokio::test]
async fn a14_share_tells_nothing_of_its_owner() {
    let (app, ana, chat) = scene().await;
    let made = share(&ana, chat, None).await;
    let told = serde_json::to_string(&read(&app, &made).await.unwrap()).unwrap();
    let user = ana.id().await;
    for secret in ["ana", "example.org", &user.to_string(), &chat.to_string(), "cost", "usage"] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
}

#[tokio::test]
async fn share_taken_back_or_of_a_deleted_chat_is_like_one_that_never_was() {
    let (app, ana, chat) = scene().await;
    let (first, second) = (share(&ana, chat, None).await, share(&ana, chat, None).await);
    let path = format!("/api/v1/shares/{}", first.share.id);
    assert_eq!(ana.delete(&path).await.status, 204);
    assert_eq!(ana.delete(&path).await.code(), ErrorCode::NotFound);
    assert_eq!(read(&app, &first).await, Err(ErrorCode::NotFound));
    ana.delete(&format!("/api/v1/conversations/{chat}?undo=10")).await;
    assert_eq!(read(&app, &second).await, Err(ErrorCode::NotFound));
    ana.post("/api/v1/conversations/restore", &json!({ "ids": [chat] })).await;
    assert!(read(&app, &second).await.is_ok());
    ana.delete(&format!("/api/v1/conversations/{chat}")).await;
    assert_eq!(read(&app, &second).await, Err(ErrorCode::NotFound));
    for link in ["", "x", "../../etc/passwd", &"A".repeat(43), &"%00".repeat(14)] {
        let found = app.services.chat.shared("192.0.2.7", link, 0).await;
        assert_eq!(found.unwrap_err().code(), ErrorCode::NotFound, "{link}");
    }
}

#[tokio::test]
async fn a01_another_persons_chat_is_neither_shared_nor_its_share_taken_back() {
    let (app, ana, chat) = scene().await;
    let eve = app.user("eve").await;
    let made = share(&ana, chat, None).await;
    let path = format!("/api/v1/conversations/{chat}/shares");
    assert_eq!(eve.post(&path, &json!({})).await.code(), ErrorCode::NotFound);
    let path = format!("/api/v1/shares/{}", made.share.id);
    assert_eq!(eve.delete(&path).await.code(), ErrorCode::NotFound);
    assert!(listed(&eve).await.is_empty() && read(&app, &made).await.is_ok());
    let form = eve.submit(&format!("/c/{chat}/share"), &[("expires_in_days", "7")]).await;
    assert!(form.header("location").contains("error=not_found"));
    let form = eve.submit(&format!("/settings/shares/{}/end", made.share.id), &[]).await;
    assert!(form.header("location").contains("error=not_found"));
    assert!(read(&app, &made).await.is_ok());
}

#[tokio::test]
async fn shares_are_no_programs_affair_and_no_empty_chats() {
    let (app, ana, chat) = scene().await;
    let program = ana.program(&["read", "chat"]).await;
    let path = format!("/api/v1/conversations/{chat}/shares");
    assert_eq!(program.post(&path, &json!({})).await.code(), ErrorCode::Forbidden);
    assert_eq!(program.get("/api/v1/shares").await.code(), ErrorCode::Forbidden);
    let empty = format!("/api/v1/conversations/{}/shares", ana.chat().await);
    assert_eq!(ana.post(&empty, &json!({})).await.code(), ErrorCode::Conflict);
    for days in [0, 366] {
        let reply = ana.call(Method::POST, &path, &json!({ "expires_in_days": days })).await;
        assert_eq!(reply.code(), ErrorCode::Invalid, "{days}");
    }
    drop(app);
}

#[tokio::test]
async fn shares_are_read_and_made_so_often_a_minute() {
    let (app, ana, chat) = scene().await;
    let made = share(&ana, chat, None).await;
    let link = made.path.0.strip_prefix("/s/").unwrap();
    let mut read = 0;
    while app.services.chat.shared("192.0.2.7", link, 0).await.is_ok() {
        read += 1;
    }
    assert_eq!(read, 60);
    assert!(app.services.chat.shared("192.0.2.8", link, 0).await.is_ok(), "others are unharmed");
    let path = format!("/api/v1/conversations/{chat}/shares");
    for _ in 1..10 {
        assert_eq!(ana.post(&path, &json!({})).await.status, 201);
    }
    let reply = ana.post(&path, &json!({})).await;
    assert_eq!(reply.code(), ErrorCode::RateLimited);
    assert!(reply.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn share_form_answers_with_its_page_and_puts_the_link_into_no_address() {
    let (app, ana, chat) = scene().await;
    let form = ana.submit(&format!("/c/{chat}/share"), &[("expires_in_days", "")]).await;
    assert_eq!(form.status, 200, "the page itself, drawn by the app");
    assert!(!form.headers.contains_key("location"));
    let share = listed(&ana).await[0].clone();
    assert_eq!(share.expires_at, None);
    let form = ana.submit(&format!("/c/{chat}/share"), &[("expires_in_days", "soon")]).await;
    assert!(form.header("location").contains("error=invalid"));
    let form = ana.submit(&format!("/settings/shares/{}/end", share.id), &[]).await;
    assert_eq!(form.header("location"), "/settings/data?done=unshared");
    assert!(listed(&ana).await.is_empty());
    let stranger = app.stranger().submit(&format!("/c/{chat}/share"), &[]).await;
    assert!(stranger.header("location").starts_with("/auth/login"));
}
