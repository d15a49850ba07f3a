//! Signing in and out over HTTP: cookies, renewal, revocation.

use adda_protocol::{
    ErrorCode,
    dto::{Me, Page, Session},
};
use reqwest::Method;
use serde_json::json;

use super::support::{PASSWORD, Reply, TestApp};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

#[tokio::test]
async fn register_login_and_logout_set_and_clear_cookies() {
    let app = TestApp::new().await;
    let mut ana = app.user("ana").await;
    assert_eq!(ana.cookies.len(), 2);
    assert_eq!(ana.get("/api/v1/me").await.json::<Me>().user.email, ana.email);
    let reply = ana.post("/api/v1/auth/logout", &json!({})).await;
    assert_eq!(reply.status, 204);
    let old = ana.clone();
    ana.take_cookies(&reply);
    assert!(ana.cookies.is_empty());
    assert_eq!(ana.get("/api/v1/me").await.code(), ErrorCode::Unauthorized);
    assert_eq!(old.get("/api/v1/me").await.code(), ErrorCode::Unauthorized);
    assert_eq!(ana.login().await.status, 200);
    assert_eq!(ana.get("/api/v1/me").await.status, 200);
}

#[tokio::test]
async fn cookies_are_marked_and_no_token_is_in_a_body() {
    let app = TestApp::new().await;
    let mut ana = app.user("ana").await;
    let reply = ana.login().await;
    let cookies = reply.set_cookies();
    assert_eq!(cookies.len(), 2);
    for cookie in cookies {
        for mark in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
            assert!(cookie.contains(mark), "{mark} in {cookie}");
        }
    }
    for token in ana.cookies.values() {
        assert!(!reply.text().contains(token.as_str()));
    }
}

#[tokio::test]
async fn cookies_are_secure_when_a_trusted_proxy_says_https() {
    let app = TestApp::with(|config| {
        config.server.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    })
    .await;
    let ana = app.user("ana").await;
    let form = json!({ "email": ana.email, "password": PASSWORD });
    let request = app
        .stranger()
        .bare(Method::POST, "/api/v1/auth/login")
        .header("x-forwarded-proto", "https")
        .header("x-forwarded-host", "chat.example")
        .header("x-forwarded-for", "198.51.100.7")
        .header("origin", "https://chat.example")
        .json(&form);
    let reply = Reply::of(request).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    for cookie in reply.set_cookies() {
        assert!(cookie.starts_with("__Host-adda_") && cookie.contains("; Secure"), "{cookie}");
    }
    let sessions = ana.get("/api/v1/sessions").await.json::<Page<Session>>().items;
    assert!(sessions.iter().any(|session| session.address == "198.51.100.7"), "{sessions:?}");
}

#[tokio::test]
async fn a07_expired_access_token_is_renewed_with_the_refresh_token_alone() {
    let app = TestApp::new().await;
    let mut ana = app.user("ana").await;
    let before = ana.cookies.clone();
    app.clock.advance(16 * MINUTE);
    let mut without_refresh = ana.clone();
    without_refresh.cookies.remove("adda_refresh");
    assert_eq!(without_refresh.get("/api/v1/me").await.code(), ErrorCode::Unauthorized);
    let reply = ana.get("/api/v1/me").await;
    assert_eq!(reply.status, 200);
    ana.take_cookies(&reply);
    assert_eq!(ana.cookies.len(), 2);
    assert!(before.iter().all(|(name, value)| ana.cookies[name] != *value), "nothing was renewed");
    assert!(ana.get("/api/v1/me").await.set_cookies().is_empty());
}

#[tokio::test]
async fn a07_refresh_token_used_twice_ends_the_session() {
    let app = TestApp::new().await;
    let mut ana = app.user("ana").await;
    let thief = ana.clone();
    let reply = ana.post("/api/v1/auth/refresh", &json!({})).await;
    assert_eq!(reply.status, 200);
    ana.take_cookies(&reply);
    app.clock.advance(MINUTE);
    let reply = thief.post("/api/v1/auth/refresh", &json!({})).await;
    assert_eq!(reply.code(), ErrorCode::Unauthorized);
    assert_eq!(reply.set_cookies().len(), 2, "the browser must forget them");
    assert_eq!(ana.get("/api/v1/me").await.code(), ErrorCode::Unauthorized);
}

#[tokio::test]
async fn a07_session_expires_and_forged_tokens_never_work() {
    let app = TestApp::new().await;
    let mut ana = app.user("ana").await;
    for forged in ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "ÿ"] {
        let mut eve = app.stranger();
        eve.cookies.insert("adda_access".into(), forged.into());
        eve.cookies.insert("adda_refresh".into(), forged.into());
        assert_eq!(eve.get("/api/v1/me").await.code(), ErrorCode::Unauthorized, "{forged}");
    }
    let access = ana.cookies["adda_access"].clone();
    let (head, signature) = access.rsplit_once('.').unwrap();
    let turned: String = signature.chars().rev().collect();
    ana.cookies.insert("adda_access".into(), format!("{head}.{turned}"));
    ana.cookies.remove("adda_refresh");
    assert_eq!(ana.get("/api/v1/me").await.code(), ErrorCode::Unauthorized);
    let bea = app.user("bea").await;
    app.clock.advance(31 * DAY);
    assert_eq!(bea.get("/api/v1/me").await.code(), ErrorCode::Unauthorized);
}

#[tokio::test]
async fn sessions_are_listed_and_revoked_by_their_owner_only() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let mut laptop = ana.clone();
    laptop.login().await;
    let eve = app.user("eve").await;
    let sessions = ana.get("/api/v1/sessions").await.json::<Page<Session>>().items;
    assert_eq!(sessions.len(), 2);
    let other = sessions.iter().find(|session| !session.current).unwrap().id;
    let path = format!("/api/v1/sessions/{other}");
    assert_eq!(eve.delete(&path).await.code(), ErrorCode::NotFound);
    assert_eq!(laptop.get("/api/v1/me").await.status, 200);
    assert_eq!(ana.delete(&path).await.status, 204);
    assert_eq!(laptop.get("/api/v1/me").await.code(), ErrorCode::Unauthorized);
    assert_eq!(ana.get("/api/v1/me").await.status, 200);
}

#[tokio::test]
async fn password_change_ends_the_other_sessions() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let mut laptop = ana.clone();
    laptop.login().await;
    let wrong = json!({ "current": "not this one", "new": "another long phrase" });
    assert_eq!(ana.post("/api/v1/me/password", &wrong).await.code(), ErrorCode::WrongCredentials);
    let right = json!({ "current": PASSWORD, "new": "another long phrase" });
    assert_eq!(ana.post("/api/v1/me/password", &right).await.status, 204);
    assert_eq!(laptop.get("/api/v1/me").await.code(), ErrorCode::Unauthorized);
    assert_eq!(ana.get("/api/v1/me").await.status, 200);
}

#[tokio::test]
async fn a04_deleted_account_is_gone_at_once_with_everything_in_it() {
    let app = TestApp::new().await;
    let mut ana = app.user("ana").await;
    let mut live = ana.connect().await;
    live.hello(&[]).await;
    ana.chat().await;
    let form = json!({ "password": "not this one" });
    let reply = ana.call(Method::DELETE, "/api/v1/me", &form).await;
    assert_eq!(reply.code(), ErrorCode::WrongCredentials);
    let reply = ana.call(Method::DELETE, "/api/v1/me", &json!({ "password": PASSWORD })).await;
    assert_eq!(reply.status, 204);
    assert_eq!(live.closed().await, adda_protocol::frames::close::UNAUTHORIZED);
    assert_eq!(ana.get("/api/v1/conversations").await.code(), ErrorCode::Unauthorized);
    assert_eq!(ana.login().await.code(), ErrorCode::WrongCredentials);
}

#[tokio::test]
async fn a10_attempts_are_limited_and_the_answer_says_how_long_to_wait() {
    let app = TestApp::with(|config| config.auth.attempts_per_minute = 3).await;
    let form = json!({ "email": "nobody@example.org", "password": "guess after guess" });
    let eve = app.stranger();
    let mut replies = Vec::new();
    for _ in 0..12 {
        replies.push(eve.post("/api/v1/auth/login", &form).await);
    }
    let limited = replies.iter().find(|reply| reply.status == 429).expect("never limited");
    assert_eq!(limited.code(), ErrorCode::RateLimited);
    let wait: u64 = limited.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(replies[0].code(), ErrorCode::WrongCredentials);
}

#[tokio::test]
async fn a06_closed_registration_is_closed_on_every_route() {
    let app = TestApp::with(|config| config.auth.registration = false).await;
    let eve = app.stranger();
    let form = json!({ "email": "eve@example.org", "password": PASSWORD });
    let reply = eve.post("/api/v1/auth/register", &form).await;
    assert_eq!(reply.code(), ErrorCode::RegistrationClosed);
    let fields = [("email", "eve@example.org"), ("password", PASSWORD)];
    let reply = eve.submit("/auth/register", &fields).await;
    assert_eq!(reply.status, 303);
    assert!(reply.header("location").contains("error=registration_closed"));
    assert!(reply.set_cookies().is_empty());
}

#[tokio::test]
async fn a02_extra_fields_change_nothing() {
    let app = TestApp::new().await;
    let admin = app.user("ana").await;
    let mut eve = app.stranger();
    let form = json!({
        "email": "eve@example.org", "password": PASSWORD, "name": "eve", "role": "admin", "is_admin": true,
        "id": admin.get("/api/v1/me").await.json::<Me>().user.id, "plan": "pro",
    });
    let reply = eve.post("/api/v1/auth/register", &form).await;
    eve.take_cookies(&reply);
    let (theirs, ours) = (eve.get("/api/v1/me").await, admin.get("/api/v1/me").await);
    assert_eq!(theirs.json::<Me>().user.role, adda_protocol::dto::Role::Member);
    assert_ne!(theirs.json::<Me>().user.id, ours.json::<Me>().user.id);
    let chat = eve.chat().await;
    let change =
        json!({ "title": "Mine", "owner": "x", "user_id": "x", "last_seq": 99, "cost": -1 });
    let path = format!("/api/v1/conversations/{chat}");
    let reply = eve.call(Method::PATCH, &path, &change).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let seq = reply.json::<serde_json::Value>()["last_seq"].as_u64().unwrap();
    assert!(seq < 10, "{seq}");
}
