//! attacks.md 8: requests from other sites.

use adda_protocol::ErrorCode;
use reqwest::{Method, header};
use serde_json::json;

use super::support::{Live, Person, Reply, TestApp};

/// A way to change something, with headers a browser would or would not send.
async fn create(person: &Person, headers: &[(&'static str, &str)]) -> Reply {
    let mut request = person.bare(Method::POST, "/api/v1/conversations").json(&json!({}));
    for &(name, value) in headers {
        request = request.header(name, value);
    }
    Reply::of(request).await
}

#[tokio::test]
async fn a08_cross_site_post_is_refused_whatever_it_says() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let own = ana.origin();
    let cases: &[(&[(&'static str, &str)], u16)] = &[
        (&[("origin", &own)], 201),
        (&[("origin", &own), ("sec-fetch-site", "same-origin")], 201),
        (&[("sec-fetch-site", "same-origin")], 201),
        (&[("sec-fetch-site", "none")], 201),
        (&[("sec-fetch-site", "cross-site")], 403),
        (&[("sec-fetch-site", "same-site")], 403),
        (&[("origin", "https://evil.example")], 403),
        (&[("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")], 403),
        (&[("origin", &own), ("sec-fetch-site", "cross-site")], 403),
        (&[("origin", "null")], 403),
        (&[("origin", "http://127.0.0.1")], 403),
        (&[("origin", "")], 403),
        (&[], 403),
    ];
    for (headers, status) in cases {
        let reply = create(&ana, headers).await;
        assert_eq!(reply.status, *status, "{headers:?}: {}", reply.text());
        if *status == 403 {
            assert_eq!(reply.code(), ErrorCode::ForeignOrigin);
        }
    }
    let chats = ana.get("/api/v1/conversations").await.json::<serde_json::Value>();
    assert_eq!(chats["items"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a08_client_without_cookies_needs_no_origin() {
    let app = TestApp::new().await;
    let form = json!({ "email": "cli@example.org", "password": super::support::PASSWORD });
    let request = app.stranger().bare(Method::POST, "/api/v1/auth/register").json(&form);
    assert_eq!(Reply::of(request).await.status, 201);
}

#[tokio::test]
async fn a08_forms_of_other_sites_are_refused() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    for path in
        ["/auth/login", "/auth/logout", "/c", &format!("/c/{chat}"), &format!("/c/{chat}/delete")]
    {
        let request = ana
            .bare(Method::POST, path)
            .header(header::ORIGIN, "https://evil.example")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body("text=hello");
        assert_eq!(Reply::of(request).await.code(), ErrorCode::ForeignOrigin, "{path}");
    }
    assert_eq!(ana.get(&format!("/api/v1/conversations/{chat}")).await.status, 200);
}

#[tokio::test]
async fn a08_json_sent_as_text_or_form_is_refused() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    for path in ["/api/v1/conversations", "/api/ui/open"] {
        for kind in
            ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
        {
            let request = ana.request(Method::POST, path).header(header::CONTENT_TYPE, kind);
            let reply = Reply::of(request.body("{}")).await;
            assert_eq!(reply.code(), ErrorCode::UnsupportedMediaType, "{path} {kind}");
        }
        let request = ana.request(Method::POST, path).body("{}");
        assert_eq!(Reply::of(request).await.code(), ErrorCode::UnsupportedMediaType, "{path}");
    }
}

#[tokio::test]
async fn a08_method_cannot_be_overridden() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let path = format!("/api/v1/conversations/{chat}");
    let request = ana.request(Method::POST, &format!("{path}?_method=DELETE"));
    let reply =
        Reply::of(request.header("x-http-method-override", "DELETE").json(&json!({}))).await;
    assert_eq!(reply.code(), ErrorCode::MethodNotAllowed);
    assert_eq!(ana.get(&path).await.status, 200);
}

#[tokio::test]
async fn a08_websocket_handshake_with_a_foreign_or_missing_origin_is_refused() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    for origin in [None, Some("https://evil.example"), Some("null"), Some("http://127.0.0.1:1")] {
        let Err(error) = Live::open(app.addr, &ana.cookie(), origin).await else {
            panic!("accepted {origin:?}");
        };
        assert!(error.to_string().contains("403"), "{error}");
    }
    ana.connect().await.hello(&[]).await;
}

#[tokio::test]
async fn cors_opens_the_api_for_allowed_origins_only() {
    let app = TestApp::with(|config| {
        config.server.allowed_origins = vec!["https://app.example".to_owned()];
    })
    .await;
    let ana = app.user("ana").await;
    let preflight = async |origin: &str| {
        let request = ana
            .bare(Method::OPTIONS, "/api/v1/conversations")
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "content-type");
        Reply::of(request).await
    };
    let allowed = preflight("https://app.example").await;
    assert_eq!(allowed.header("access-control-allow-origin"), "https://app.example");
    assert_eq!(allowed.header("access-control-allow-credentials"), "true");
    let foreign = preflight("https://evil.example").await;
    assert!(!foreign.headers.contains_key("access-control-allow-origin"));
    assert_eq!(create(&ana, &[("origin", "https://app.example")]).await.status, 201);
    assert_eq!(create(&ana, &[("origin", "https://evil.example")]).await.status, 403);
}
