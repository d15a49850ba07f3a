//! Bad input: one shape of error, the right status, nothing of the inside, and the server goes on.

use adda_protocol::{ErrorCode, limits};
use reqwest::{Method, header};
use serde_json::json;

use super::support::{Reply, TestApp};

#[tokio::test]
async fn bad_bodies_are_refused_in_one_shape_and_write_nothing() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let path = format!("/api/v1/conversations/{}/messages", ana.chat().await);
    let long = json!({ "text": "a".repeat(limits::MESSAGE_BYTES + 1) }).to_string();
    let huge = json!({ "text": "a".repeat(limits::BODY_BYTES) }).to_string();
    let cases: Vec<(Vec<u8>, ErrorCode)> = vec![
        (b"{\"text\":".to_vec(), ErrorCode::Malformed),
        (b"".to_vec(), ErrorCode::Malformed),
        (b"{\"text\":\"\xff\xfe\"}".to_vec(), ErrorCode::Malformed),
        (
            format!("{{\"text\":\"a\",\"x\":{}", "[".repeat(200_000)).into_bytes(),
            ErrorCode::Malformed,
        ),
        (b"{}".to_vec(), ErrorCode::Invalid),
        (b"{\"text\":7}".to_vec(), ErrorCode::Invalid),
        (b"{\"text\":\"a\",\"client_id\":\"x\"}".to_vec(), ErrorCode::Invalid),
        (b"{\"text\":\"  \"}".to_vec(), ErrorCode::Invalid),
        (long.into_bytes(), ErrorCode::TooLarge),
        (huge.into_bytes(), ErrorCode::TooLarge),
        (b"{\"text\":\"a\",\"model\":\"nobody/has-it\"}".to_vec(), ErrorCode::ModelUnavailable),
    ];
    for (body, code) in cases {
        let start = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        let request = ana
            .request(Method::POST, &path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(body);
        assert_eq!(Reply::of(request).await.code(), code, "{start}");
    }
    let page = ana.get(path.trim_end_matches("/messages")).await.json::<serde_json::Value>();
    let messages = page["messages"].as_array().unwrap();
    assert!(messages.iter().all(|message| message["author"]["kind"] != "user"), "{messages:?}");
    assert!(app.script.idle());
}

#[tokio::test]
async fn unknown_routes_methods_ids_and_parameters_have_the_same_shape() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let cases = [
        (Method::GET, "/api/v1/nothing".to_owned(), ErrorCode::NotFound),
        (Method::GET, "/api/v1".to_owned(), ErrorCode::NotFound),
        (Method::PUT, "/api/v1/me".to_owned(), ErrorCode::MethodNotAllowed),
        (Method::GET, "/api/v1/auth/login".to_owned(), ErrorCode::MethodNotAllowed),
        (Method::POST, "/health".to_owned(), ErrorCode::MethodNotAllowed),
        (Method::GET, "/api/v1/conversations/not-an-id".to_owned(), ErrorCode::NotFound),
        (Method::GET, "/api/v1/conversations/%2e%2e%2f".to_owned(), ErrorCode::NotFound),
        (Method::GET, format!("/api/v1/conversations/{chat}?limit=many"), ErrorCode::Malformed),
        (
            Method::GET,
            format!("/api/v1/conversations/{chat}/events?after=-1"),
            ErrorCode::Malformed,
        ),
        (Method::GET, "/ws".to_owned(), ErrorCode::Malformed),
    ];
    for (method, path, code) in cases {
        let reply = Reply::of(ana.request(method, &path)).await;
        assert_eq!(reply.code(), code, "{path}");
        assert_eq!(reply.header("content-type"), "application/json");
        assert_eq!(reply.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a18_cursors_made_by_hand_are_refused_or_harmless() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    for cursor in ["x", "1.x", "'%20OR%201=1--", "99999999999999999999.0"] {
        let reply = ana.get(&format!("/api/v1/conversations?cursor={cursor}")).await;
        assert_eq!(reply.code(), ErrorCode::Invalid, "{cursor}");
    }
    for query in ["before=0", "before=18446744073709551615", "limit=0", "limit=4000000000"] {
        let reply = ana.get(&format!("/api/v1/conversations/{chat}?{query}")).await;
        assert_eq!(reply.status, 200, "{query}: {}", reply.text());
    }
    let reply =
        ana.get(&format!("/api/v1/conversations/{chat}/events?after=18446744073709551615")).await;
    assert_eq!(reply.json::<serde_json::Value>()["items"], json!([]));
}

#[tokio::test]
async fn panic_is_answered_without_its_words_and_the_server_goes_on() {
    let app = TestApp::new().await;
    let reply = app.stranger().get("/panic").await;
    assert_eq!(reply.code(), ErrorCode::Internal);
    assert!(!reply.text().contains("boiler"));
    assert_eq!(app.stranger().get("/health").await.status, 200);
}

#[tokio::test]
async fn every_answer_has_its_id_its_time_and_the_security_headers() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    for path in
        ["/", "/auth/login", "/health", "/metrics", "/api/v1/me", "/api/v1/x", "/pkg/adda.css"]
    {
        let reply = ana.get(path).await;
        let time = reply.header("x-response-time").strip_suffix("ms").unwrap();
        assert!(time.parse::<f64>().unwrap() > 0.0, "{path}: {time}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("x-frame-options"), "DENY");
        assert_eq!(reply.header("referrer-policy"), "same-origin");
        assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin");
        assert!(reply.header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert!(reply.header("x-request-id").len() >= 32, "{path}");
    }
    let with_id = async |id: &str| {
        let request = ana.request(Method::GET, "/api/v1/me").header("x-request-id", id);
        Reply::of(request).await.header("x-request-id").to_owned()
    };
    assert_eq!(with_id("trace-42").await, "trace-42");
    assert_ne!(with_id("<script>alert(1)</script>").await, "<script>alert(1)</script>");
}

#[tokio::test]
async fn health_tells_database_and_providers_apart() {
    let app = TestApp::new().await;
    let health = app.stranger().get("/health").await.json::<serde_json::Value>();
    assert_eq!(health["status"], "ok");
    assert_eq!(health["database"]["ok"], true);
    assert_eq!(health["providers"]["test"]["ok"], true);
}

#[tokio::test]
async fn health_is_down_only_with_the_database() {
    let app = TestApp::new().await;
    app.services.store.close().await;
    let reply = app.stranger().get("/health").await;
    assert_eq!(reply.status, 503);
    let health = reply.json::<serde_json::Value>();
    assert_eq!(health["status"], "down");
    assert_eq!(health["database"]["ok"], false);
    assert_eq!(health["providers"]["test"]["ok"], true);
}

#[tokio::test]
async fn a23_metrics_count_by_route_and_never_by_person() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    ana.get(&format!("/api/v1/conversations/{chat}")).await;
    let text = app.stranger().get("/metrics").await.text();
    let line = "adda_http_requests_total{route=\"/api/v1/conversations/{id}\",method=\"GET\",status=\"200\"}";
    assert!(text.contains(line), "{text}");
    for secret in [chat.to_string(), ana.email.clone(), ana.cookies["adda_access"].clone()] {
        assert!(!text.contains(&secret), "{secret}");
    }
}

#[tokio::test]
async fn answers_are_compressed_and_event_streams_are_not() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let encoded = async |path: &str, accept: &str| {
        let request = ana.request(Method::GET, path).header(header::ACCEPT, accept);
        let response = request.header(header::ACCEPT_ENCODING, "gzip, br").send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        response.headers().get(header::CONTENT_ENCODING).cloned()
    };
    assert_eq!(encoded("/", "text/html").await.unwrap(), "br");
    let events = format!("/api/v1/conversations/{chat}/events");
    assert_eq!(encoded(&events, "text/event-stream").await, None);
}

#[test]
fn documentation_lists_every_error_code_with_its_status() {
    let text = include_str!("../../../../docs/api.md");
    for code in ErrorCode::ALL {
        let row = format!("| `{}` | {} |", code.as_str(), code.status());
        assert!(text.contains(&row), "{row}");
    }
}
