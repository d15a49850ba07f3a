//! Vectors, from the dialects that have them.

use adda_server::{
    config::Dialect,
    provider::{EmbeddingRequest, ErrorKind},
};
use serde_json::{Value, json};

use super::resolved;
use crate::support::openai_server::{OpenAiServer, Reply};

fn request(texts: usize) -> EmbeddingRequest {
    let texts = (0..texts).map(|number| format!("text {number}")).collect();
    EmbeddingRequest { model: "e-1".to_owned(), texts, dimensions: Some(2) }
}

#[tokio::test]
async fn openai_is_asked_once_and_tells_its_tokens() {
    let answer = json!({"object": "list", "data": [{"index": 1, "embedding": [3, 4]},
        {"index": 0, "embedding": [1, 2]}], "usage": {"prompt_tokens": 7, "total_tokens": 7}});
    let mut server = OpenAiServer::start([Reply::json(&answer.to_string())]).await;
    let (_, model) = resolved("local", Dialect::OpenAi, &server.base_url(), "m");
    let made = model.provider.embed(request(2)).await.unwrap();
    assert_eq!((made.vectors, made.input_tokens), (vec![vec![1.0, 2.0], vec![3.0, 4.0]], 7));
    let asked = server.received().await;
    assert!(asked.head.starts_with("post /v1/embeddings "), "{}", asked.head);
    let body = json!({"model": "e-1", "input": ["text 0", "text 1"], "dimensions": 2, "encoding_format": "float"});
    assert_eq!(asked.body, body);
}

#[tokio::test]
async fn gemini_is_asked_in_batches_and_its_tokens_are_estimated() {
    let vectors = |count: usize| {
        let one: Value = json!({"values": [0.5, 1]});
        Reply::json(&json!({"embeddings": vec![one; count]}).to_string())
    };
    let mut server = OpenAiServer::start([vectors(100), vectors(3)]).await;
    let (_, model) = resolved("google", Dialect::Gemini, &server.root(), "m");
    let made = model.provider.embed(request(103)).await.unwrap();
    assert_eq!(made.vectors, vec![vec![0.5, 1.0]; 103]);
    assert!(made.input_tokens > 0);
    let asked = server.received().await;
    assert!(
        asked.head.starts_with("post /v1beta/models/e-1:batchembedcontents "),
        "{}",
        asked.head
    );
    assert_eq!(
        asked.body["requests"][99],
        json!({"model": "models/e-1", "content": {"parts": [{"text": "text 99"}]}, "outputDimensionality": 2})
    );
    assert_eq!(server.received().await.body["requests"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn failure_is_told_as_that_of_an_answer() {
    let refusal = r#"{"error":{"message":"no such model","code":"model_not_found"}}"#;
    let server = OpenAiServer::start([Reply::status(404, "", refusal), Reply::json("[]")]).await;
    let (_, model) = resolved("local", Dialect::OpenAi, &server.base_url(), "m");
    let kind = async || model.provider.embed(request(1)).await.unwrap_err().kind;
    assert_eq!(kind().await, ErrorKind::NoModel);
    assert_eq!(kind().await, ErrorKind::Malformed);
}

#[tokio::test]
async fn dialect_without_vectors_says_so_without_asking() {
    let server = OpenAiServer::start([]).await;
    let (_, model) = resolved("claude", Dialect::Anthropic, &server.root(), "m");
    let error = model.provider.embed(request(1)).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::BadRequest);
    assert!(server.idle());
}
