//! Who may ask, and how a refusal looks.

use reqwest::{Method, header};
use serde_json::{Value, json};

use super::{COMPLETIONS, asking, place};
use crate::support::Reply;

/// Status, type and code of an error, whose shape is checked on the way.
fn error(reply: &Reply) -> (u16, String, String) {
    let body: Value = reply.json();
    let error = body["error"].as_object().unwrap_or_else(|| panic!("{body}"));
    assert_eq!(error.keys().collect::<Vec<_>>(), ["code", "message", "param", "type"]);
    assert!(reply.set_cookies().is_empty() && !reply.header("x-request-id").is_empty());
    let word = |name: &str| error[name].as_str().unwrap().to_owned();
    (reply.status.as_u16(), word("type"), word("code"))
}

fn expected(status: u16, kind: &str, code: &str) -> (u16, String, String) {
    (status, kind.to_owned(), code.to_owned())
}

#[tokio::test]
async fn request_needs_a_key_that_works_and_may_ask() {
    let (app, ada, program) = place().await;
    let unknown = expected(401, "authentication_error", "invalid_api_key");
    let body = asking(json!({}));
    let ask = |key: &str| {
        let request = app.stranger().bare(Method::POST, COMPLETIONS).json(&body);
        if key.is_empty() { request } else { request.bearer_auth(key) }
    };
    for key in ["", "sk-of-another-service", "adda_wrong", &program.key[..50]] {
        assert_eq!(error(&Reply::of(ask(key)).await), unknown, "{key}");
    }
    // attacks.md 8: cookies open nothing here, so no page of another site can use them.
    assert_eq!(error(&ada.post(COMPLETIONS, &body).await), unknown);
    let reader = ada.program(&["read"]).await;
    let refused = error(&reader.post(COMPLETIONS, &body).await);
    assert_eq!(refused, expected(403, "permission_error", "scope_missing"));
    ada.delete(&format!("/api/v1/api-keys/{}", program.id)).await;
    assert_eq!(error(&program.post(COMPLETIONS, &body).await), unknown);
}

#[tokio::test]
async fn request_that_cannot_be_understood_is_told_what_is_wrong() {
    let (_app, _, program) = place().await;
    let refused = |code| expected(400, "invalid_request_error", code);
    for (body, param) in [
        (json!({}), "messages"),
        (json!({"messages": "hi"}), "messages"),
        (asking(json!({"n": 2})), "n"),
        (asking(json!({"temperature": "hot"})), "temperature"),
    ] {
        let reply = program.post(COMPLETIONS, &body).await;
        assert_eq!(error(&reply), refused("invalid"), "{body}");
        assert_eq!(reply.json::<Value>()["error"]["param"], param, "{body}");
    }
    let request = program.request(Method::POST, COMPLETIONS).body("{\"messages\":");
    assert_eq!(error(&Reply::of(request).await), refused("malformed"));
    let model = program.post(COMPLETIONS, &asking(json!({"model": "nobody/has-it"}))).await;
    assert_eq!(error(&model), expected(404, "invalid_request_error", "model_not_found"));
}

#[tokio::test]
async fn path_and_method_that_are_not_there_are_told_in_the_same_shape() {
    let (_app, _, program) = place().await;
    let (path, method) = (program.get("/v1/nothing").await, program.get(COMPLETIONS).await);
    assert_eq!(error(&path), expected(404, "invalid_request_error", "not_found"));
    assert_eq!(error(&method), expected(405, "invalid_request_error", "method_not_allowed"));
    assert_eq!(
        program.get("/api/v1/nothing").await.code().status(),
        404,
        "the other API keeps its own"
    );
}

#[tokio::test]
async fn key_is_enough_from_any_page() {
    let (_app, _, program) = place().await;
    let request = program
        .request(Method::POST, COMPLETIONS)
        .header(header::ORIGIN, "https://elsewhere.example")
        .json(&asking(json!({"n": 2})));
    assert_eq!(Reply::of(request).await.status, 400, "it got as far as its fields");
}
