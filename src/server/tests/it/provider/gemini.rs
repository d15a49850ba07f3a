//! Gemini's dialect, asked as the settings name it.

use adda_protocol::Usage;
use adda_server::{
    config::Dialect,
    provider::{ChatRequest, ErrorKind, ProviderEvent, StopReason, registry::Resolved},
};
use serde_json::json;

use super::{
    KEY, answered, end, fails_after_a_good_beginning, outcome_of, request, resolved, text,
};
use crate::support::openai_server::{OpenAiServer, Reply};

const TEXT: &str = include_str!("../../../provider/fixtures/gemini/text.sse");
const TOOLS: &str = include_str!("../../../provider/fixtures/gemini/tools.sse");
const BLOCKED: &str = include_str!("../../../provider/fixtures/gemini/blocked.sse");
const ERROR: &str = include_str!("../../../provider/fixtures/gemini/error.sse");
const CUT: &str = include_str!("../../../provider/fixtures/gemini/cut.sse");

fn gemini(base_url: &str) -> Resolved {
    resolved("google", Dialect::Gemini, base_url, "gemini-2.5-flash").1
}

#[tokio::test]
async fn question_is_asked_as_gemini_wants_it_with_the_key_in_a_header() {
    let mut server = OpenAiServer::start([Reply::recorded(TEXT)]).await;
    let events = answered(&*gemini(&server.root()).provider, request()).await.unwrap();
    assert_eq!(text(&events), "Guten Täg 😀");
    let usage = Usage { input: 12, output: 9, cached: 8, reasoning: 0, estimated: false };
    assert_eq!(end(&events), (usage, &StopReason::End));

    let asked = server.received().await;
    let line = "post /v1beta/models/test-model:streamgeneratecontent?alt=sse http/1.1\r\n";
    assert!(asked.head.starts_with(line), "{}", asked.head);
    assert!(asked.head.contains(&format!("x-goog-api-key: {KEY}\r\n")), "{}", asked.head);
    assert_eq!(
        asked.body,
        json!({
            "systemInstruction": {"parts": [{"text": "Be kind."}]},
            "contents": [{"role": "user", "parts": [{"text": "Hällo?"}]}],
            "generationConfig": {"maxOutputTokens": 100},
        })
    );
}

#[tokio::test]
async fn name_of_a_model_cannot_lead_to_another_address() {
    for (model, path) in [
        ("../../v1/files?x=", "..%2f..%2fv1%2ffiles%3fx="),
        ("a/b#c", "a%2fb%23c"),
        ("..", "..:streamgeneratecontent?alt=sse"),
    ] {
        let mut server = OpenAiServer::start([Reply::recorded(TEXT)]).await;
        let request = ChatRequest { model: model.to_owned(), ..request() };
        answered(&*gemini(&server.root()).provider, request).await.unwrap();
        let head = server.received().await.head;
        assert!(head.starts_with(&format!("post /v1beta/models/{path}")), "{head}");
    }
}

#[tokio::test]
async fn calls_of_tools_end_the_answer_and_a_blocked_question_has_none() {
    let events = outcome_of(gemini, Reply::recorded(TOOLS)).await.unwrap();
    assert_eq!(events.last(), Some(&ProviderEvent::Stop(StopReason::ToolCalls)));
    let events = outcome_of(gemini, Reply::recorded(BLOCKED)).await.unwrap();
    assert_eq!(events.last(), Some(&ProviderEvent::Stop(StopReason::ContentFilter)));
}

#[tokio::test]
async fn failure_is_told_by_status_words_and_details() {
    let error = |code: u16, status: &str, message: &str, reason: &str| {
        let details =
            json!([{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}]);
        json!({"error": {"code": code, "message": message, "status": status, "details": details}})
            .to_string()
    };
    let many = "The input token count (9) exceeds the maximum number of tokens allowed (8).";
    for (status, word, message, reason, kind) in [
        (400, "INVALID_ARGUMENT", "no", "", ErrorKind::BadRequest),
        (400, "INVALID_ARGUMENT", many, "", ErrorKind::TooLong),
        (400, "INVALID_ARGUMENT", "API key not valid.", "API_KEY_INVALID", ErrorKind::Auth),
        (403, "PERMISSION_DENIED", "no", "", ErrorKind::Auth),
        (404, "NOT_FOUND", "models/x is not found for API version v1beta", "", ErrorKind::NoModel),
        (429, "RESOURCE_EXHAUSTED", "no", "", ErrorKind::RateLimit),
        (500, "INTERNAL", "no", "", ErrorKind::Overloaded),
        (503, "UNAVAILABLE", "no", "", ErrorKind::Overloaded),
        (504, "DEADLINE_EXCEEDED", "no", "", ErrorKind::Timeout),
    ] {
        let body = error(status, word, message, reason);
        let told = outcome_of(gemini, Reply::status(status, "", &body)).await.unwrap_err();
        assert_eq!(told.kind, kind, "{body}");
    }
    // Some come as a list, and some with the status of success.
    let list = format!("[{}]", error(503, "UNAVAILABLE", "no", ""));
    let told = outcome_of(gemini, Reply::status(503, "", &list)).await.unwrap_err();
    assert_eq!(told.kind, ErrorKind::Overloaded);
    assert_eq!(
        outcome_of(gemini, Reply::json(&list)).await.unwrap_err().kind,
        ErrorKind::Overloaded
    );
}

#[tokio::test]
async fn failure_after_a_good_beginning_keeps_the_text_before_it() {
    fails_after_a_good_beginning(gemini, ERROR, CUT).await;
}

#[tokio::test]
async fn models_are_listed_page_by_page_those_that_generate_text() {
    let entry = |name: &str, method: &str| {
        json!({"name": format!("models/{name}"), "displayName": "Shown", "inputTokenLimit": 1000,
            "outputTokenLimit": 100, "supportedGenerationMethods": [method]})
    };
    let first = json!({"models": [entry("gemini-9", "generateContent"),
        entry("gemini-embedding-001", "embedContent")], "nextPageToken": "p&2"});
    let second = json!({"models": [entry("gemini-9-flash-image", "generateContent"),
        entry("gemma-9", "generateContent")]});
    let pages = [first, second].map(|page| Reply::json(&page.to_string()));
    let mut server = OpenAiServer::start(pages).await;
    let models = gemini(&server.root()).provider.models().await.unwrap();
    let ids: Vec<_> = models.iter().map(|model| model.id.as_str()).collect();
    assert_eq!(ids, ["google/gemini-9", "google/gemma-9"]);
    assert_eq!((models[0].context_window, models[0].output_limit), (Some(1000), Some(100)));
    let heads = [server.received().await.head, server.received().await.head];
    assert!(heads[0].starts_with("get /v1beta/models?pagesize=1000 "), "{}", heads[0]);
    assert!(
        heads[1].starts_with("get /v1beta/models?pagesize=1000&pagetoken=p%262 "),
        "{}",
        heads[1]
    );
}
