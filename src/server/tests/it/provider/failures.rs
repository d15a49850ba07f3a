use std::time::Duration;

use adda_server::provider::ErrorKind;
use tokio::net::TcpListener;

use super::{KEY, adapter, events, failure, outcome};
use crate::support::openai_server::{OpenAiServer, Reply};

#[tokio::test]
async fn refusal_is_told_by_its_status_and_body() {
    let long = r#"{"error":{"message":"too many","type":"invalid_request_error","code":"context_length_exceeded"}}"#;
    for (status, body, kind) in [
        (400, r#"{"error":{"message":"no"}}"#, ErrorKind::BadRequest),
        (400, long, ErrorKind::TooLong),
        (401, "", ErrorKind::Auth),
        (403, "<html>", ErrorKind::Auth),
        (404, r#"{"error":"not found"}"#, ErrorKind::BadRequest),
        (404, r#"{"error":{"message":"m","code":"model_not_found"}}"#, ErrorKind::NoModel),
        (429, r#"{"error":{"message":"m","code":"insufficient_quota"}}"#, ErrorKind::Auth),
        (413, "", ErrorKind::TooLong),
        (422, r#"{"detail":[{"msg":"x"}]}"#, ErrorKind::BadRequest),
        (429, "{}", ErrorKind::RateLimit),
        (500, "\u{0}", ErrorKind::Overloaded),
        (502, "Bad Gateway", ErrorKind::Overloaded),
        (503, "[1,2", ErrorKind::Overloaded),
        (504, "", ErrorKind::Timeout),
        (529, "", ErrorKind::Overloaded),
    ] {
        assert_eq!(failure(Reply::status(status, "", body)).await, kind, "{status} {body}");
    }
}

#[tokio::test]
async fn rate_limit_says_how_long_to_wait() {
    let date =
        "date: Sat, 21 Nov 2026 08:00:00 GMT\r\nretry-after: Sat, 21 Nov 2026 08:00:12 GMT\r\n";
    for (headers, seconds) in [("retry-after: 7\r\n", Some(7)), (date, Some(12)), ("", None)] {
        let error = outcome(Reply::status(429, headers, "{}")).await.unwrap_err();
        assert_eq!(error.retry_after, seconds.map(Duration::from_secs), "{headers}");
    }
}

#[tokio::test]
async fn refusal_keeps_the_key_out_of_the_log() {
    let body =
        format!(r#"{{"error":{{"message":"Incorrect API key provided: {KEY}. See\nthe docs"}}}}"#);
    let error = outcome(Reply::status(401, "", &body)).await.unwrap_err();
    assert!(error.detail.contains("Incorrect API key provided"), "{error}");
    assert!(!error.detail.contains("sk-test") && !error.detail.contains('\n'), "{error}");
    assert!(!format!("{:?}", adapter("http://127.0.0.1:1/v1")).contains("sk-test"));
}

#[tokio::test]
async fn refusal_with_a_long_body_is_told_in_short() {
    let body = "x".repeat(4 * 1024 * 1024);
    let error = outcome(Reply::status(500, "", &body)).await.unwrap_err();
    assert!(error.detail.chars().count() < 400, "{}", error.detail.len());
}

#[tokio::test]
async fn failure_within_a_stream_is_told_after_the_text_before_it() {
    let error =
        r#"{"error":{"message":"The server had an error","type":"server_error","code":null}}"#;
    let overloaded = Reply::stream().text("half").event(error).end();
    assert_eq!(failure(overloaded).await, ErrorKind::Overloaded);
    let limited =
        Reply::stream().event(r#"{"error":{"code":429,"message":"slow"},"choices":[]}"#).end();
    assert_eq!(failure(limited).await, ErrorKind::RateLimit);
}

#[tokio::test]
async fn failure_dressed_as_success_is_a_failure() {
    let told = r#"{"error":{"message":"no key","type":"authentication_error"}}"#;
    let json = "content-type: application/json\r\n";
    assert_eq!(failure(Reply::status(200, json, told)).await, ErrorKind::Auth);
}

/// attacks.md 15, 24
#[tokio::test]
async fn redirect_is_not_followed_so_the_key_stays() {
    let mut elsewhere = OpenAiServer::start([Reply::stream().text("stolen").stop()]).await;
    for status in [301, 302, 307, 308] {
        let location = format!("location: {}/chat/completions\r\n", elsewhere.base_url());
        let mut server = OpenAiServer::start([Reply::status(status, &location, "")]).await;
        let error = events(&adapter(&server.base_url())).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Malformed, "{status}");
        assert!(server.received().await.head.contains(KEY));
        assert!(elsewhere.idle());
    }
    // It would have answered.
    events(&adapter(&elsewhere.base_url())).await.unwrap();
    assert!(!elsewhere.received().await.head.is_empty());
}

#[tokio::test]
async fn service_that_is_not_there_is_a_network_failure_without_its_address() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    drop(listener);
    let error = events(&adapter(&format!("http://{addr}/v1"))).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Network);
    assert!(!error.detail.contains("/v1/"), "{error}");
}
