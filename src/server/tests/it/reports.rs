//! Reports of errors, taken in by a server that stands for Sentry.

use std::{cell::Cell, panic};

use adda_server::{
    config::{Dsn, TelemetryConfig},
    telemetry::{Telemetry, panics},
};
use axum::{Router, body::Bytes, http::HeaderMap, routing::post};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::mpsc};
use tracing::subscriber::DefaultGuard;

use super::support::{PASSWORD, Reply, TestApp, logging};

const KEY: &str = "sk-live-4f5A6b7C8d9E0f1A";
const DIARY: &str = "the diary nobody may read";
const PUBLIC: &str = "0123456789abcdef";

/// Reports on; they end up here.
struct Reported {
    telemetry: Telemetry,
    _logging: DefaultGuard,
    received: mpsc::UnboundedReceiver<(HeaderMap, Bytes)>,
}

/// One envelope.
struct Envelope {
    whole: String,
    event: Value,
}

impl Reported {
    /// What is logged on this thread from now on.
    async fn start() -> Self {
        let (sender, received) = mpsc::unbounded_channel();
        let take = async move |headers: HeaderMap, body: Bytes| {
            let _ = sender.send((headers, body));
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let app = Router::new().route("/api/7/envelope/", post(take));
        tokio::spawn(async move { axum::serve(listener, app).await });
        let config = TelemetryConfig {
            log: "off".to_owned(),
            sentry_dsn: Some(Dsn::parse(&format!("http://{PUBLIC}@{addr}/7")).unwrap()),
            sentry_environment: "staging".to_owned(),
            ..TelemetryConfig::default()
        };
        let (telemetry, subscriber) = Telemetry::new(&config, None).unwrap();
        Self { telemetry, _logging: logging(subscriber), received }
    }

    /// All that came, once everything is sent.
    async fn finish(mut self) -> Vec<Envelope> {
        self.telemetry.finish().await;
        let mut envelopes = Vec::new();
        while let Ok((headers, body)) = self.received.try_recv() {
            let auth = headers["x-sentry-auth"].to_str().unwrap();
            assert!(auth.contains(&format!("sentry_key={PUBLIC}")), "{auth}");
            let whole = String::from_utf8(body.to_vec()).unwrap();
            let lines: Vec<&str> = whole.lines().collect();
            let item: Value = serde_json::from_str(lines[1]).unwrap();
            assert_eq!(item["length"], lines[2].len());
            let event = serde_json::from_str(lines[2]).unwrap();
            envelopes.push(Envelope { whole, event });
        }
        envelopes
    }
}

#[tokio::test]
async fn a23_report_of_a_failed_request_says_which_and_nothing_private() {
    let reported = Reported::start().await;
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    app.services.store.close().await;
    let send = ana.request(Method::POST, &format!("/api/v1/conversations/{chat}/messages"));
    let reply = Reply::of(send.bearer_auth(KEY).json(&json!({ "text": DIARY }))).await;
    assert!(reply.status.is_server_error(), "{}", reply.text());
    let login = json!({ "email": ana.email, "password": PASSWORD });
    assert!(ana.post("/api/v1/auth/login", &login).await.status.is_server_error());

    let envelopes = reported.finish().await;
    assert!(!envelopes.is_empty());
    let id = reply.header("x-request-id");
    let Envelope { event, .. } =
        envelopes.iter().find(|envelope| envelope.event["tags"]["request.id"] == id).unwrap();
    assert_eq!(event["release"], concat!("adda@", env!("CARGO_PKG_VERSION")));
    assert_eq!((&event["environment"], &event["level"]), (&json!("staging"), &json!("error")));
    assert_eq!(event["tags"]["http.method"], "POST");
    let private = [DIARY, KEY, PASSWORD, &ana.email, "ana"];
    for secret in private.into_iter().chain(ana.cookies.values().map(String::as_str)) {
        for Envelope { whole, .. } in &envelopes {
            assert!(!whole.contains(secret), "{secret} in {whole}");
        }
    }
}

#[tokio::test]
async fn a23_report_hides_what_an_error_text_gives_away() {
    let reported = Reported::start().await;
    let error = format!("401 for {KEY}: \"{DIARY}\" of ana@example.org");
    tracing::error!(
        target: "adda_server::test",
        { user.id = "ana", http.path = "/join/token", error = %error, attempt = 3 },
        "could not send `{DIARY}`, the service said: {error}"
    );
    tracing::error!(target: "hyper", "somebody else's {DIARY}");
    tracing::warn!(target: "adda_server::test", "no error: {DIARY}");
    let envelopes = reported.finish().await;
    assert_eq!(envelopes.len(), 1);
    let Envelope { whole, event } = &envelopes[0];
    for secret in [KEY, DIARY, "ana", "/join/"] {
        assert!(!whole.contains(secret), "{secret} in {whole}");
    }
    let message = event["logentry"]["formatted"].as_str().unwrap();
    assert!(message.contains("the service said: 401 for"), "{message}");
    assert_eq!(event["extra"]["attempt"], 3);
}

thread_local! {
    static LOGS_PANICS: Cell<bool> = const { Cell::new(false) };
}

#[tokio::test]
async fn report_of_a_panic_has_its_place_and_the_way_there() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(
        move |info| {
            if LOGS_PANICS.get() { panics::log(info) } else { before(info) }
        },
    ));
    LOGS_PANICS.set(true);
    let reported = Reported::start().await;
    let app = TestApp::new().await;
    let reply = app.user("ana").await.get("/panic").await;
    assert_eq!(reply.status, 500);
    LOGS_PANICS.set(false);

    let envelopes = reported.finish().await;
    assert_eq!(envelopes.len(), 1, "a panic is one report");
    let event = &envelopes[0].event;
    assert_eq!(event["level"], "fatal");
    assert_eq!(event["tags"]["request.id"], reply.header("x-request-id"));
    let exception = &event["exception"]["values"][0];
    assert!(exception["value"].as_str().unwrap().contains("the boiler is at 9000 degrees"));
    let frames = exception["stacktrace"]["frames"].as_array().unwrap();
    assert!(frames.len() > 5 && frames.iter().any(|frame| frame["in_app"] == true));
}

#[tokio::test]
async fn reports_of_a_storm_are_bounded() {
    let reported = Reported::start().await;
    for number in 0..1_000 {
        tracing::error!(target: "adda_server::test", number, "and again");
        tokio::task::yield_now().await;
    }
    let count = reported.finish().await.len();
    assert!((1..=30).contains(&count), "{count}");
}
