//! What the figures tell, and who may read them.

use adda_server::{provider::ErrorKind, secret::Secret};
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

/// What a line of the figures says; nothing was counted where it is not there.
fn figure(text: &str, name: &str) -> f64 {
    let value = |line: &str| line.strip_prefix(name)?.trim().parse::<f64>().ok();
    text.lines().find_map(value).unwrap_or(0.0)
}

/// All servers of this process count together, so figures are compared and never known.
#[tokio::test]
async fn metrics_tell_of_answers_tokens_failures_and_open_connections() {
    const COUNTED: [&str; 5] = [
        "adda_turns_total{outcome=\"complete\"}",
        "adda_turns_total{outcome=\"failed\"}",
        "adda_tokens_total{model=\"test\",direction=\"input\"}",
        "adda_tokens_total{model=\"test\",direction=\"output\"}",
        "adda_provider_errors_total{provider=\"test\",kind=\"provider_auth\"}",
    ];
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let before = read(&app, &[]).await.text();
    let mut live = ana.connect().await;
    live.hello(&[]).await;
    let mut failed = ana.ask(ana.chat().await, "hi").await;
    app.script.next_request().await.fail(ErrorKind::Auth).await;
    failed.find("message.completed").await;
    let mut answered = ana.ask(ana.chat().await, "hello").await;
    let answer = app.script.next_request().await;
    answer.text("Good morning").await;
    answer.stop().await;
    answered.find("message.completed").await;
    let after = read(&app, &[]).await.text();
    for name in COUNTED {
        assert!(figure(&after, name) >= figure(&before, name) + 1.0, "{name}:\n{after}");
    }
    let open = figure(&after, "adda_open_connections{kind=\"websocket\"}");
    assert!(open >= 1.0, "{open} open");
    drop(live);
}
