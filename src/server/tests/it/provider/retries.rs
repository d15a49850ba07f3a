//! Services in trouble for a moment: asked again, when they say, whatever their dialect.

use std::{sync::Arc, time::Duration};

use adda_server::{
    clock::SystemClock,
    config::Dialect,
    ids::Ids,
    provider::{
        ErrorKind, EventStream, ProviderError,
        registry::Resolved,
        retry::{self, Policy},
    },
};
use futures::StreamExt;
use tokio::time::Instant;

use super::{request, resolved, text};
use crate::support::openai_server::{OpenAiServer, Reply};

const OPENAI: &str = include_str!("../../../provider/fixtures/openai/text.sse");
const ANTHROPIC: &str = include_str!("../../../provider/fixtures/anthropic/text.sse");
const ANTHROPIC_ERROR: &str = r#"data: {"type":"message_start","message":{"usage":{"input_tokens":9,"output_tokens":1}}}

data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}

"#;
const GEMINI: &str = include_str!("../../../provider/fixtures/gemini/text.sse");
const GEMINI_LIMIT: &str = r#"{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"Quota exceeded","details":
    [{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"0.3s"}]}}"#;
const GEMINI_LATER: &str = r#"{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"Quota exceeded","details":
    [{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"40s"}]}}"#;

async fn open(model: &Resolved) -> Result<EventStream, ProviderError> {
    let policy = Policy { attempts: 3, silence: Duration::from_secs(10) };
    retry::open(model, request(), policy, &Ids::new(Arc::new(SystemClock))).await
}

#[tokio::test]
async fn every_dialect_is_asked_again_when_it_says() {
    let wait = Duration::from_millis(300);
    for (dialect, trouble, good) in [
        (Dialect::OpenAi, Reply::status(429, "retry-after-ms: 300\r\n", "{}"), OPENAI),
        (Dialect::Anthropic, Reply::status(529, "retry-after: 0.3\r\n", "{}"), ANTHROPIC),
        (Dialect::Gemini, Reply::status(429, "", GEMINI_LIMIT), GEMINI),
    ] {
        let server = OpenAiServer::start([trouble, Reply::recorded(good)]).await;
        let begun = Instant::now();
        let (_, model) = resolved("service", dialect, &server.root(), "m");
        let events: Vec<_> = open(&model).await.unwrap().map(Result::unwrap).collect().await;
        assert_eq!(text(&events), "Guten Täg 😀", "{dialect:?}");
        assert!(begun.elapsed() >= wait, "{dialect:?} was not waited for");
    }
}

#[tokio::test]
async fn failure_in_the_stream_before_the_first_word_is_tried_again() {
    let replies = [Reply::recorded(ANTHROPIC_ERROR), Reply::recorded(ANTHROPIC)];
    let server = OpenAiServer::start(replies).await;
    let (_, model) = resolved("service", Dialect::Anthropic, &server.root(), "m");
    let events: Vec<_> = open(&model).await.unwrap().map(Result::unwrap).collect().await;
    assert_eq!(text(&events), "Guten Täg 😀");
}

#[tokio::test]
async fn refusal_and_a_long_wait_are_not_tried_again() {
    for (reply, kind) in [
        (Reply::status(401, "", "{}"), ErrorKind::Auth),
        (Reply::status(429, "", GEMINI_LATER), ErrorKind::RateLimit),
    ] {
        let mut server = OpenAiServer::start([reply, Reply::recorded(GEMINI)]).await;
        let (_, model) = resolved("service", Dialect::Gemini, &server.root(), "m");
        assert_eq!(open(&model).await.err().unwrap().kind, kind);
        server.received().await;
        assert!(server.idle());
    }
}
