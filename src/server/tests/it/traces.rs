//! Traces, as a collector would get them.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use adda_protocol::{ConversationId, Usage};
use adda_server::{
    config::TelemetryConfig,
    telemetry::{Telemetry, traces::Traces},
};
use opentelemetry::trace::{SpanKind, Status};
use opentelemetry_sdk::{
    error::OTelSdkResult,
    trace::{SdkTracerProvider, SpanData, SpanExporter},
};
use reqwest::{Method, RequestBuilder};
use serde_json::json;
use tracing::subscriber::DefaultGuard;

use super::support::{PASSWORD, Person, Sse, TestApp, logging};

const DIARY: &str = "the diary nobody may read";
const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

/// The spans that ended.
#[derive(Clone, Debug, Default)]
struct Collector(Arc<Mutex<Vec<SpanData>>>);

impl SpanExporter for Collector {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        self.0.lock().unwrap().extend(batch);
        Ok(())
    }
}

impl Collector {
    /// Takes in the spans of this thread from now on.
    fn start() -> (Self, DefaultGuard) {
        let collector = Self::default();
        let provider = SdkTracerProvider::builder().with_simple_exporter(collector.clone());
        let config = TelemetryConfig { log: "off".to_owned(), ..TelemetryConfig::default() };
        let traces = Some(Traces::to(provider.build()));
        let (_, subscriber) = Telemetry::new(&config, traces).unwrap();
        (collector, logging(subscriber))
    }

    fn ended(&self) -> Vec<SpanData> {
        self.0.lock().unwrap().clone()
    }

    /// The spans of this name, once there are so many.
    async fn find(&self, name: &str, count: usize) -> Vec<SpanData> {
        let since = Instant::now();
        loop {
            let mut ended = self.ended();
            ended.retain(|span| span.name == name);
            if ended.len() >= count {
                return ended;
            }
            assert!(since.elapsed() < Duration::from_secs(10), "no {name} in {:?}", self.ended());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

fn attribute(span: &SpanData, name: &str) -> String {
    let found = span.attributes.iter().find(|pair| pair.key.as_str() == name);
    found.unwrap_or_else(|| panic!("no {name} in {span:?}")).value.to_string()
}

fn send(person: &Person, chat: ConversationId) -> RequestBuilder {
    let path = format!("/api/v1/conversations/{chat}/messages");
    person.request(Method::POST, &path).json(&json!({ "text": DIARY }))
}

#[tokio::test]
async fn a23_trace_of_a_send_goes_on_from_the_caller_s_and_tells_no_content() {
    let (collector, _guard) = Collector::start();
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let request = send(&ana, chat).header("traceparent", format!("00-{TRACE}-{PARENT}-01"));
    let mut stream = Sse::open(request).await;
    let answer = app.script.next_request().await;
    answer.text("a secret answer").await;
    stream.find("message.delta").await;
    answer.usage(Usage { input: 12, output: 3, ..Usage::default() }).await;
    answer.stop().await;
    stream.find("message.completed").await;

    let turn = &collector.find("turn", 1).await[0];
    let ended = collector.ended();
    let find = |name: &str| {
        let same = |span: &&SpanData| {
            span.name == name && span.span_context.trace_id().to_string() == TRACE
        };
        ended.iter().find(same).unwrap_or_else(|| panic!("no {name} in {ended:?}"))
    };
    let request = find("POST /api/v1/conversations/{id}/messages");
    assert_eq!(request.parent_span_id.to_string(), PARENT);
    assert_eq!(request.span_kind, SpanKind::Server);
    assert_eq!(attribute(request, "http.response.status_code"), "200");
    assert_eq!(turn.parent_span_id, request.span_context.span_id());
    assert_eq!(attribute(turn, "adda.outcome"), "complete");
    let call = find("chat test");
    assert_eq!(call.parent_span_id, turn.span_context.span_id());
    assert_eq!(attribute(call, "gen_ai.usage.input_tokens"), "12");
    assert_eq!(attribute(call, "gen_ai.usage.output_tokens"), "3");
    assert!(attribute(call, "adda.first_token_ms").parse::<f64>().unwrap() > 0.0);
    assert_eq!(find("attempt").parent_span_id, call.span_context.span_id());
    assert_eq!(find("store append_send").parent_span_id, request.span_context.span_id());
    assert_eq!(find("store complete_answer").parent_span_id, turn.span_context.span_id());

    let whole = format!("{ended:?}");
    for secret in [DIARY, "a secret answer", PASSWORD, &ana.email, "ana@"] {
        assert!(!whole.contains(secret), "{secret} is in the trace");
    }
}

#[tokio::test]
async fn trace_of_an_answer_that_waited_is_its_own_and_says_for_what() {
    let (collector, _guard) = Collector::start();
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let _first = ana.events(send(&ana, chat)).await;
    let running = app.script.next_request().await;
    let mut second = ana.events(send(&ana, chat)).await;
    app.clock.advance(1_500);
    running.text("one").await;
    running.stop().await;
    let waiting = app.script.next_request().await;
    waiting.text("two").await;
    waiting.stop().await;
    while second.next().await.is_some_and(|event| event.name != "message.completed") {}

    let turns = collector.find("turn", 2).await;
    let [before, after] = &turns[..] else { panic!("{turns:?}") };
    assert_ne!(before.span_context.trace_id(), after.span_context.trace_id());
    assert_eq!(attribute(before, "adda.queued_ms"), "0");
    assert_eq!(attribute(after, "adda.queued_ms"), "1500");
    let links: Vec<_> = after.links.iter().map(|link| link.span_context.span_id()).collect();
    assert_eq!(links, [before.span_context.span_id()]);
}

#[tokio::test]
async fn trace_is_kept_back_when_the_caller_does_not_sample_it() {
    let (collector, _guard) = Collector::start();
    let app = TestApp::new().await;
    let health = app.stranger().bare(Method::GET, "/health");
    health.header("traceparent", format!("00-{TRACE}-{PARENT}-00")).send().await.unwrap();
    app.stranger().get("/health").await;
    let ended = collector.find("GET /health", 1).await;
    assert_eq!(ended.len(), 1);
    assert_ne!(ended[0].span_context.trace_id().to_string(), TRACE);
}

#[tokio::test]
async fn trace_marks_a_request_the_server_failed() {
    let (collector, _guard) = Collector::start();
    let app = TestApp::new().await;
    app.services.store.close().await;
    app.stranger().get("/health").await;
    let span = &collector.find("GET /health", 1).await[0];
    assert!(matches!(span.status, Status::Error { .. }), "{span:?}");
}
