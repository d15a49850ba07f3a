//! Bad input on every way in that takes any: refused in one shape before anything is done, and the server goes on.

use adda_protocol::{ErrorCode, limits};
use reqwest::{Method, header};
use serde_json::{Value, json};

use super::support::{Person, Reply, TestApp};

const FORM: &str = "application/x-www-form-urlencoded";
const ID: &str = "0192f0c1-0000-7000-8000-000000000000";

/// Every route of the API that takes JSON and nothing else, by the description that is made of the routes.
async fn routes(app: &TestApp) -> Vec<(Method, String)> {
    let document: Value = app.stranger().get("/api/openapi.json").await.json();
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let path = path.replace("{id}", ID).replace("{message}", ID);
        for (method, operation) in item.as_object().unwrap() {
            let kinds = operation["requestBody"]["content"].as_object();
            let json_alone = kinds.is_some_and(|kinds| kinds.keys().eq(["application/json"]));
            // What speaks OpenAI's API has the errors of that; tests/it/openai has its tests.
            if json_alone && path.starts_with("/api/v1/") {
                routes.push((method.to_uppercase().parse().unwrap(), path.clone()));
            }
        }
    }
    routes
}

/// What must be as it was after all refusals.
async fn everything(person: &Person) -> String {
    let mut all = String::new();
    for what in ["me", "conversations", "sessions", "api-keys", "keys", "memories", "profile"] {
        let reply = person.get(&format!("/api/v1/{what}")).await;
        assert_eq!(reply.status, 200, "{what}: {}", reply.text());
        all.push_str(&reply.text());
    }
    all
}

async fn send(person: &Person, method: &Method, path: &str, kind: &str, body: &[u8]) -> Reply {
    let request = person.request(method.clone(), path).header(header::CONTENT_TYPE, kind);
    Reply::of(request.body(body.to_vec())).await
}

#[tokio::test]
async fn every_route_refuses_a_body_it_cannot_read() {
    let app = TestApp::with(|config| config.limits.anonymous_per_minute = 0).await;
    let ana = app.user("ana").await;
    ana.chat().await;
    let before = everything(&ana).await;
    let huge = json!({ "text": "a".repeat(limits::BODY_BYTES) }).to_string();
    let deep = "[".repeat(limits::BODY_BYTES / 2);
    let cases: &[(&str, &[u8], ErrorCode)] = &[
        ("application/json", b"{\"text\":", ErrorCode::Malformed),
        ("application/json", b"{\"text\":\"\xff\xfe\"}", ErrorCode::Malformed),
        ("application/json", huge.as_bytes(), ErrorCode::TooLarge),
        ("text/plain", b"{}", ErrorCode::UnsupportedMediaType),
        (FORM, b"text=hi", ErrorCode::UnsupportedMediaType),
    ];
    let routes = routes(&app).await;
    assert!(routes.len() > 15, "{routes:?}");
    for (method, path) in routes {
        for (kind, body, code) in cases {
            let reply = send(&ana, &method, &path, kind, body).await;
            assert_eq!(reply.code(), *code, "{method} {path} {kind}");
        }
        // Read as an object or not at all, by what the route wants first.
        let reply = send(&ana, &method, &path, "application/json", deep.as_bytes()).await;
        let refused = [ErrorCode::Malformed, ErrorCode::Invalid].contains(&reply.code());
        assert!(refused, "{method} {path}: {}", reply.text());
    }
    assert_eq!(everything(&ana).await, before);
}

#[tokio::test]
async fn forms_refuse_a_body_they_cannot_read() {
    let app = TestApp::with(|config| config.limits.anonymous_per_minute = 0).await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let log = format!("/api/v1/conversations/{chat}/events");
    let before = (everything(&ana).await, ana.get(&log).await.text());
    let huge = format!("text={}", "a".repeat(limits::BODY_BYTES));
    let cases: &[(&str, &[u8], ErrorCode)] = &[
        ("application/json", b"{\"text\":\"hi\"}", ErrorCode::UnsupportedMediaType),
        ("text/plain", b"text=hi", ErrorCode::UnsupportedMediaType),
        (FORM, b"text=%ff%fe&title=%ff&name=%ff&email=%ff", ErrorCode::Malformed),
        (FORM, b"text=\xff\xfe&title=\xff&name=\xff&email=\xff", ErrorCode::Malformed),
        (FORM, huge.as_bytes(), ErrorCode::TooLarge),
    ];
    let own = [format!("/c/{chat}"), format!("/c/{chat}/rename"), format!("/c/{chat}/delete")];
    let others = [
        "/auth/login",
        "/auth/register",
        "/c",
        "/chats",
        "/settings/password",
        "/settings/delete",
        "/settings/keys",
        "/settings/profile",
        "/settings/privacy/memories",
    ];
    for path in own.iter().map(String::as_str).chain(others) {
        for (kind, body, code) in cases {
            let reply = send(&ana, &Method::POST, path, kind, body).await;
            assert_eq!(reply.code(), *code, "{path} {kind}");
        }
    }
    let long = "a".repeat(limits::MESSAGE_BYTES + 1);
    let reply = ana.submit(&format!("/c/{chat}"), &[("text", &long)]).await;
    assert!(reply.header("location").starts_with(&format!("/c/{chat}?error=too_large")));
    assert_eq!((everything(&ana).await, ana.get(&log).await.text()), before);
    assert!(app.script.idle());
}

#[tokio::test]
async fn text_that_is_none_in_an_address_or_a_header_is_harmless() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    assert_eq!(ana.get("/api/v1/conversations/%ff%fe").await.code(), ErrorCode::NotFound);
    for path in ["/api/v1/conversations?cursor=%ff", "/api/v1/search?q=%ff&cursor=%fe"] {
        let reply = ana.get(path).await;
        assert!(matches!(reply.code(), ErrorCode::Invalid | ErrorCode::Malformed), "{path}");
    }
    let odd = header::HeaderValue::from_bytes(b"adda_access=\xff\xfe").unwrap();
    for name in [header::COOKIE, header::AUTHORIZATION] {
        let request = app.stranger().bare(Method::GET, "/api/v1/me").header(name, odd.clone());
        assert_eq!(Reply::of(request).await.code(), ErrorCode::Unauthorized);
    }
    let request = ana.bare(Method::POST, "/api/v1/conversations").header(header::ORIGIN, odd);
    assert_eq!(Reply::of(request.json(&json!({}))).await.code(), ErrorCode::ForeignOrigin);
    assert_eq!(ana.get("/api/v1/me").await.status, 200);
}

#[tokio::test]
async fn a07_forged_or_expired_token_sends_nothing_on_any_way() {
    let app = TestApp::new().await;
    let mut ana = app.user("ana").await;
    let chat = ana.chat().await;
    let log = format!("/api/v1/conversations/{chat}/events");
    let before = ana.get(&log).await.text();
    let owner = ana.clone();
    ana.cookies.remove("adda_refresh");
    let good = ana.cookies["adda_access"].clone();
    let (claims, _) = good.rsplit_once('.').unwrap();
    let (forged, unsigned) = (format!("{claims}.AAAA"), format!("{claims}."));
    for token in [forged, unsigned, "x".to_owned(), good] {
        ana.cookies.insert("adda_access".to_owned(), token.clone());
        // The last one is what it was, and too old.
        app.clock.advance(16 * 60_000);
        let path = format!("/api/v1/conversations/{chat}/messages");
        let reply = ana.post(&path, &json!({ "text": "hi" })).await;
        assert_eq!(reply.code(), ErrorCode::Unauthorized, "{token}");
        let reply = ana.submit(&format!("/c/{chat}"), &[("text", "hi")]).await;
        assert!(reply.header("location").starts_with("/auth/login?next=%2Fc%2F"), "{token}");
    }
    assert_eq!(owner.get(&log).await.text(), before);
    assert!(app.script.idle());
}

#[tokio::test]
async fn a08_live_connection_of_another_site_is_refused_in_the_one_shape() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    for origin in ["https://evil.example", "null"] {
        let request = ana
            .bare(Method::GET, "/ws")
            .header(header::ORIGIN, origin)
            .header(header::CONNECTION, "Upgrade")
            .header(header::UPGRADE, "websocket")
            .header(header::SEC_WEBSOCKET_VERSION, "13")
            .header(header::SEC_WEBSOCKET_KEY, "dGhlIHNhbXBsZSBub25jZQ==");
        assert_eq!(Reply::of(request).await.code(), ErrorCode::ForeignOrigin, "{origin}");
    }
}
