//! Who may read the figures.

use adda_server::secret::Secret;
use reqwest::Method;

use super::support::{Reply, TestApp};

const TOKEN: &str = "0123456789abcdef";

async fn read(app: &TestApp, lines: &[(&str, &str)]) -> Reply {
    let request = app.stranger().bare(Method::GET, "/metrics");
    let add = |request: reqwest::RequestBuilder, (name, value): &(&str, &str)| {
        request.header(*name, *value)
    };
    Reply::of(lines.iter().fold(request, add)).await
}

fn is_told_nothing(reply: &Reply, status: u16) {
    assert_eq!(reply.status, status);
    assert!(!reply.text().contains("adda_"), "{}", reply.text());
}

#[tokio::test]
async fn metrics_without_a_token_are_read_on_this_machine_alone() {
    let proxied = TestApp::with(|config| {
        config.server.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    })
    .await;
    let far = ("x-forwarded-for", "203.0.113.9");
    for app in [TestApp::new().await, proxied] {
        let figures = read(&app, &[]).await;
        assert_eq!(figures.status, 200);
        assert!(figures.text().contains("adda_http_requests_total"));
        is_told_nothing(&read(&app, &[far]).await, 404);
        is_told_nothing(&read(&app, &[far, ("authorization", "Bearer ")]).await, 404);
    }
}

#[tokio::test]
async fn metrics_with_a_token_are_read_with_it_from_anywhere() {
    let app = TestApp::with(|config| {
        config.server.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
        config.telemetry.metrics_token = Some(Secret::new(TOKEN));
    })
    .await;
    let right = format!("Bearer {TOKEN}");
    for far in [&[][..], &[("x-forwarded-for", "203.0.113.9")]] {
        let with = async |line: &str| read(&app, &[far, &[("authorization", line)]].concat()).await;
        assert_eq!(with(&right).await.status, 200);
        is_told_nothing(&read(&app, far).await, 401);
        for wrong in ["Bearer", "Bearer 0123456789abcdeF", "Basic 0123456789abcdef", TOKEN] {
            is_told_nothing(&with(wrong).await, 401);
        }
    }
}
