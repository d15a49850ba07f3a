//! Answers to programs are accounted for like all others.

use adda_protocol::{KeyOwner, Usage};
use adda_server::provider::ErrorKind;
use serde_json::{Value, json};

use super::{COMPLETIONS, ask, asking, place, stream, used};
use crate::support::TestApp;

#[tokio::test]
async fn answer_is_accounted_for_when_it_is_there() {
    let (mut app, ada, program) = place().await;
    let (reply, answer) = ask(&mut app, &program, asking(json!({}))).await;
    answer.text("Hi").await;
    answer.usage(Usage { input: 9, output: 4, cached: 2, reasoning: 1, estimated: false }).await;
    answer.stop().await;
    reply.await.unwrap();
    let line = &used(&app, &ada).await[0];
    assert_eq!((line.model.as_str(), line.key), ("test", KeyOwner::Nobody));
    let sums = &line.totals;
    assert_eq!((sums.answers, sums.input, sums.cached), (1, 9, 2));
    assert_eq!((sums.output, sums.reasoning, sums.estimated), (4, 1, 0));
}

/// attacks.md 21: usage that escapes the meter.
#[tokio::test]
async fn a21_stream_is_accounted_for_whether_it_ends_or_breaks() {
    let (mut app, ada, program) = place().await;
    let (opening, answer) = stream(&mut app, &program, json!({})).await;
    answer.text("Hi").await;
    answer.usage(Usage { input: 9, output: 4, ..Usage::default() }).await;
    answer.stop().await;
    let mut sse = opening.await.unwrap();
    while sse.next().await.is_some() {}
    assert_eq!(used(&app, &ada).await[0].totals.output, 4);

    let (opening, answer) = stream(&mut app, &program, json!({})).await;
    answer.text("Half of it").await;
    answer.fail(ErrorKind::Network).await;
    let mut sse = opening.await.unwrap();
    while sse.next().await.is_some() {}
    let sums = &used(&app, &ada).await[0].totals;
    assert_eq!((sums.answers, sums.estimated), (2, 1));
    assert!(sums.output > 4);
}

#[tokio::test]
async fn request_that_was_refused_costs_nothing() {
    let (mut app, ada, program) = place().await;
    let (reply, answer) = ask(&mut app, &program, asking(json!({}))).await;
    answer.fail(ErrorKind::BadRequest).await;
    assert_eq!(reply.await.unwrap().status, 400);
    assert!(used(&app, &ada).await.is_empty());
}

/// attacks.md 19: programs ask no faster than people may send.
#[tokio::test]
async fn a19_requests_count_as_sends_of_their_owner() {
    let mut app = TestApp::with(|config| config.limits.sends_per_minute = 2).await;
    let ada = app.user("ada").await;
    let (one, other) = (ada.program(&["chat"]).await, ada.program(&["chat"]).await);
    let (reply, answer) = ask(&mut app, &one, asking(json!({}))).await;
    answer.text("Hi").await;
    answer.stop().await;
    assert_eq!(reply.await.unwrap().status, 200);
    let vectors = json!({"model": "test", "input": "a"});
    assert_eq!(other.post("/v1/embeddings", &vectors).await.status, 200);
    let unknown = asking(json!({"model": "none"}));
    assert_eq!(other.post(COMPLETIONS, &unknown).await.status, 404, "no service was asked");
    for more in [json!({}), json!({"stream": true})] {
        let refused = other.post(COMPLETIONS, &asking(more)).await;
        assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (429, "30"));
        assert_eq!(refused.json::<Value>()["error"]["code"], "rate_limit_exceeded");
    }
    assert_eq!(used(&app, &ada).await[0].totals.answers, 2);
}
