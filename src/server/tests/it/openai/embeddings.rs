use serde_json::{Value, json};

use super::{place, used};

const PATH: &str = "/v1/embeddings";

#[tokio::test]
async fn texts_become_vectors_in_either_form() {
    let (app, ada, program) = place().await;
    let body = json!({"model": "test", "input": ["one", "seven"], "dimensions": 2});
    let made: Value = program.post(PATH, &body).await.json();
    assert_eq!(
        made,
        json!({"object": "list", "model": "test", "usage": {"prompt_tokens": 3, "total_tokens": 3}, "data": [
            {"object": "embedding", "index": 0, "embedding": [3.0, 2.0]},
            {"object": "embedding", "index": 1, "embedding": [5.0, 2.0]}]})
    );
    let body = json!({"model": "test", "input": "one", "encoding_format": "base64"});
    let made: Value = program.post(PATH, &body).await.json();
    assert_eq!(made["data"][0]["embedding"], "AABAQAAAAAA=");
    let line = &used(&app, &ada).await[0];
    assert_eq!((line.totals.answers, line.totals.input, line.totals.output), (2, 6, 0));
}

#[tokio::test]
async fn texts_that_cannot_become_vectors_are_refused() {
    let (_app, ada, program) = place().await;
    let refused = async |body: Value| {
        let reply = program.post(PATH, &body).await;
        (reply.status.as_u16(), reply.json::<Value>()["error"]["param"].clone())
    };
    assert_eq!(refused(json!({"model": "test", "input": [[1, 2]]})).await, (400, json!("input")));
    assert_eq!(refused(json!({"model": "none", "input": "a"})).await, (404, json!("model")));
    assert_eq!(
        refused(json!({"model": "m".repeat(200), "input": "a"})).await,
        (404, json!("model"))
    );
    assert_eq!(refused(json!({"input": "a"})).await, (400, json!("model")));
    let reader = ada.program(&["read"]).await;
    assert_eq!(reader.post(PATH, &json!({"model": "test", "input": "a"})).await.status, 403);
}
