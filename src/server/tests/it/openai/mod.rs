//! `/v1` as programs see it.

mod answers;
mod broken;
mod embeddings;
mod errors;
mod metered;
mod models;
mod streams;

use adda_protocol::dto::UsageLine;
use adda_server::provider::testing::Answer;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::support::{Person, Program, Reply, Sse, TestApp};

const COMPLETIONS: &str = "/v1/chat/completions";

/// A request for an answer of the model the test feeds, with more fields.
fn asking(more: Value) -> Value {
    let mut body = json!({"model": "test", "messages": [{"role": "user", "content": "Hello"}]});
    if let (Value::Object(body), Value::Object(more)) = (&mut body, more) {
        body.extend(more);
    }
    body
}

/// A server, and a program of somebody there that may ask.
async fn place() -> (TestApp, Person, Program) {
    let app = TestApp::new().await;
    let person = app.user("ada").await;
    let program = person.program(&["chat"]).await;
    (app, person, program)
}

/// Asks, and hands the request to the test.
async fn ask(app: &mut TestApp, program: &Program, body: Value) -> (JoinHandle<Reply>, Answer) {
    let request = program.request(Method::POST, COMPLETIONS).json(&body);
    let asking = tokio::spawn(Reply::of(request));
    (asking, app.script.next_request().await)
}

/// Asks for a stream.
async fn stream(app: &mut TestApp, program: &Program, more: Value) -> (JoinHandle<Sse>, Answer) {
    let mut body = asking(more);
    body["stream"] = json!(true);
    let opening = tokio::spawn(Sse::open(program.request(Method::POST, COMPLETIONS).json(&body)));
    (opening, app.script.next_request().await)
}

/// What the person used so far.
async fn used(app: &TestApp, person: &Person) -> Vec<UsageLine> {
    let user = person.id().await;
    app.services.store.usage(user, 0, i64::MAX).await.unwrap()
}

/// The same, once something is there: it is written beside the request.
async fn used_at_last(app: &TestApp, person: &Person) -> UsageLine {
    let waited = async {
        loop {
            if let Some(line) = used(app, person).await.pop() {
                return line;
            }
            tokio::task::yield_now().await;
        }
    };
    let waited = tokio::time::timeout(std::time::Duration::from_secs(10), waited).await;
    waited.expect("nothing was accounted for")
}
