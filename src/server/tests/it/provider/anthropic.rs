//! Anthropic's dialect, asked as the settings name it.

use adda_protocol::Usage;
use adda_server::{
    config::Dialect,
    provider::{ErrorKind, ProviderEvent, StopReason, registry::Resolved},
};
use serde_json::json;

use super::{
    KEY, answered, end, fails_after_a_good_beginning, outcome_of, request, resolved, text,
};
use crate::support::openai_server::{OpenAiServer, Reply};

const TEXT: &str = include_str!("../../../provider/fixtures/anthropic/text.sse");
const TOOLS: &str = include_str!("../../../provider/fixtures/anthropic/tools.sse");
const ERROR: &str = include_str!("../../../provider/fixtures/anthropic/error.sse");
const CUT: &str = include_str!("../../../provider/fixtures/anthropic/cut.sse");

fn claude(base_url: &str) -> Resolved {
    resolved("claude", Dialect::Anthropic, base_url, "claude-haiku-4-5").1
}

#[tokio::test]
async fn question_is_asked_as_the_messages_api_wants_it() {
    let mut server = OpenAiServer::start([Reply::recorded(TEXT)]).await;
    let events = answered(&*claude(&server.root()).provider, request()).await.unwrap();
    assert_eq!(text(&events), "Guten Täg 😀");
    let usage = Usage { input: 2125, output: 15, cached: 2000, reasoning: 0, estimated: false };
    assert_eq!(end(&events), (usage, &StopReason::End));

    let asked = server.received().await;
    assert!(asked.head.starts_with("post /v1/messages http/1.1\r\n"), "{}", asked.head);
    for header in [&format!("x-api-key: {KEY}\r\n"), "anthropic-version: 2023-06-01\r\n"] {
        assert!(asked.head.contains(header), "{header} is missing in {}", asked.head);
    }
    assert!(!asked.head.contains("authorization"), "{}", asked.head);
    assert_eq!(
        asked.body,
        json!({
            "model": "test-model", "max_tokens": 100, "stream": true, "system": "Be kind.",
            "messages": [{"role": "user", "content": [{"type": "text", "text": "Hällo?"}]}],
        })
    );
}

#[tokio::test]
async fn calls_of_tools_end_the_answer() {
    let events = outcome_of(claude, Reply::recorded(TOOLS)).await.unwrap();
    assert_eq!(events.last(), Some(&ProviderEvent::Stop(StopReason::ToolCalls)));
}

#[tokio::test]
async fn failure_is_told_by_status_and_type() {
    let error = |kind: &str, message: &str| {
        json!({"type": "error", "error": {"type": kind, "message": message}, "request_id": "r"})
            .to_string()
    };
    let too_long = error("invalid_request_error", "prompt is too long: 2 tokens > 1 maximum");
    for (status, body, kind) in [
        (400, error("invalid_request_error", "no"), ErrorKind::BadRequest),
        (400, too_long, ErrorKind::TooLong),
        (401, error("authentication_error", "invalid x-api-key"), ErrorKind::Auth),
        (402, error("billing_error", "no"), ErrorKind::Auth),
        (403, error("permission_error", "no"), ErrorKind::Auth),
        (404, error("not_found_error", "model: test-model"), ErrorKind::NoModel),
        (413, error("request_too_large", "no"), ErrorKind::TooLong),
        (429, error("rate_limit_error", "no"), ErrorKind::RateLimit),
        (500, error("api_error", "no"), ErrorKind::Overloaded),
        (504, error("timeout_error", "no"), ErrorKind::Timeout),
        (529, error("overloaded_error", "Overloaded"), ErrorKind::Overloaded),
        (529, "<html>".to_owned(), ErrorKind::Overloaded),
    ] {
        let told = outcome_of(claude, Reply::status(status, "", &body)).await.unwrap_err();
        assert_eq!(told.kind, kind, "{status} {body}");
    }
}

#[tokio::test]
async fn failure_after_a_good_beginning_keeps_the_text_before_it() {
    fails_after_a_good_beginning(claude, ERROR, CUT).await;
}

#[tokio::test]
async fn models_are_listed_page_by_page_with_what_they_can_take() {
    let entry = |id: &str, name: &str| {
        json!({"type": "model", "id": id, "display_name": name,
        "max_input_tokens": 200_000, "max_tokens": 64_000, "created_at": "2026-01-01T00:00:00Z"})
    };
    let first = json!({"data": [entry("claude-new", "Claude New")], "has_more": true,
        "first_id": "claude-new", "last_id": "claude-new"});
    let second = json!({"data": [entry("<script>", "x"), entry("claude-old", "")], "has_more": false,
        "last_id": "claude-old"});
    let pages = [first, second].map(|page| Reply::json(&page.to_string()));
    let mut server = OpenAiServer::start(pages).await;
    let models = claude(&server.root()).provider.models().await.unwrap();
    let told: Vec<_> =
        models.iter().map(|model| (model.id.as_str(), model.name.as_str())).collect();
    assert_eq!(told, [("claude/claude-new", "Claude New"), ("claude/claude-old", "claude-old")]);
    assert_eq!((models[0].context_window, models[0].output_limit), (Some(200_000), Some(64_000)));
    let heads = [server.received().await.head, server.received().await.head];
    assert!(heads[0].starts_with("get /v1/models?limit=1000 "), "{}", heads[0]);
    assert!(heads[1].starts_with("get /v1/models?limit=1000&after_id=claude-new "), "{}", heads[1]);
    assert!(heads.iter().all(|head| head.contains(KEY)));
}

#[tokio::test]
async fn list_of_models_that_never_ends_is_not_followed_for_ever() {
    let page = json!({"data": [{"id": "m"}], "has_more": true, "last_id": "m"}).to_string();
    let server = OpenAiServer::start((0..20).map(|_| Reply::json(&page))).await;
    assert_eq!(claude(&server.root()).provider.models().await.unwrap().len(), 1);
}
