//! Clients that go, services that fail, servers that stop.

use std::time::Duration;

use adda_server::provider::{ErrorKind, ProviderError};
use serde_json::{Value, json};

use super::{ask, asking, place, stream, used_at_last};

#[tokio::test]
async fn client_that_hangs_up_ends_the_request_and_pays_for_what_was_written() {
    let (mut app, ada, program) = place().await;
    let (opening, answer) = stream(&mut app, &program, json!({})).await;
    answer.text("Some words that were written.").await;
    let mut sse = opening.await.unwrap();
    sse.expect("").await;
    drop(sse);
    answer.cancelled().await;
    let line = used_at_last(&app, &ada).await;
    assert!(
        line.totals.output > 0 && line.totals.input > 0 && line.totals.estimated == 1,
        "{line:?}"
    );
}

#[tokio::test]
async fn client_that_hangs_up_while_it_waits_ends_the_request_too() {
    let (mut app, ada, program) = place().await;
    let (reply, answer) = ask(&mut app, &program, asking(json!({}))).await;
    // More than fit between the script and its reader: some were taken.
    for _ in 0..80 {
        answer.text("word ").await;
    }
    reply.abort();
    answer.cancelled().await;
    assert_eq!(used_at_last(&app, &ada).await.totals.answers, 1);
}

#[tokio::test]
async fn service_that_fails_is_told_by_a_status_that_clients_understand() {
    let (mut app, _, program) = place().await;
    for (kind, status, code) in [
        (ErrorKind::BadRequest, 400, "provider_bad_request"),
        (ErrorKind::TooLong, 400, "context_length_exceeded"),
        (ErrorKind::Auth, 502, "provider_auth"),
        (ErrorKind::Malformed, 502, "provider_malformed"),
    ] {
        let (reply, answer) = ask(&mut app, &program, asking(json!({}))).await;
        answer.fail(kind).await;
        let reply = reply.await.unwrap();
        let error = &reply.json::<Value>()["error"];
        assert_eq!((reply.status.as_u16(), &error["code"]), (status, &json!(code)));
    }
}

#[tokio::test]
async fn service_that_asks_for_a_pause_is_quoted() {
    let (mut app, _, program) = place().await;
    for more in [json!({}), json!({"stream": true})] {
        let (reply, answer) = ask(&mut app, &program, asking(more)).await;
        let wait = Some(Duration::from_millis(41_500));
        let error = ProviderError {
            retry_after: wait,
            ..ProviderError::new(ErrorKind::RateLimit, "slow down, key sk-x")
        };
        answer.fail_with(error).await;
        let reply = reply.await.unwrap();
        assert_eq!((reply.status.as_u16(), reply.header("retry-after")), (429, "42"));
        assert!(!reply.text().contains("sk-x"), "what a service says of our key is for the log");
        assert_eq!(reply.json::<Value>()["error"]["type"], "rate_limit_error");
    }
}

#[tokio::test]
async fn server_that_stops_lets_answers_finish() {
    let (mut app, _, program) = place().await;
    let (reply, answer) = ask(&mut app, &program, asking(json!({}))).await;
    answer.text("Last").await;
    app.stop();
    answer.text(" words").await;
    answer.stop().await;
    let body: Value = reply.await.unwrap().json();
    assert_eq!(body["choices"][0]["message"]["content"], "Last words");
    app.stopped().await;
}
