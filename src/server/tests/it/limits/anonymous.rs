//! People who are not signed in.

use adda_protocol::ErrorCode;
use serde_json::json;

use crate::support::{PASSWORD, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn a10_requests_of_strangers_are_limited_by_address() {
    let app = TestApp::with(|config| config.limits.anonymous_per_minute = 4).await;
    let ana = app.user("ana").await;
    let eve = app.stranger();
    let login = json!({ "email": ana.email, "password": PASSWORD });
    assert_eq!(eve.post("/api/v1/auth/login", &login).await.status, 200, "the second of four");
    assert_eq!(eve.post("/api/v1/auth/refresh", &json!({})).await.status, 401);
    let form = [("email", ana.email.as_str()), ("password", PASSWORD)];
    let reply = eve.submit("/auth/login", &form).await;
    assert_eq!(reply.header("location"), "/", "the fourth");
    for path in ["login", "register", "refresh"] {
        let reply = eve.post(&format!("/api/v1/auth/{path}"), &login).await;
        if path == "register" {
            continue;
        }
        assert_eq!((path, reply.code()), (path, ErrorCode::RateLimited));
        assert_eq!(reply.header("retry-after"), "15");
    }
    let reply = eve.submit("/auth/login", &form).await;
    assert!(reply.header("location").contains("error=rate_limited"), "{reply:?}");
    assert!(reply.header("location").contains("wait=15"), "{reply:?}");
    assert_eq!(ana.get("/api/v1/me").await.status, 200, "who is signed in is not touched");
    app.clock.advance(15_000);
    assert_eq!(eve.post("/api/v1/auth/login", &login).await.status, 200);
}
