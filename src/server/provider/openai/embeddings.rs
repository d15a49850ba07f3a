//! Vectors, asked from `embeddings`.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::provider::{
    EmbeddingRequest, Embeddings, ErrorKind, ProviderError, service::unreadable, tokens,
};

#[derive(Debug, Deserialize)]
struct Answer {
    data: Vec<Entry>,
    #[serde(default)]
    usage: Value,
}

#[derive(Debug, Deserialize)]
struct Entry {
    #[serde(default)]
    index: Option<usize>,
    embedding: Vec<f32>,
}

pub fn body(request: &EmbeddingRequest) -> Value {
    let mut body =
        json!({"model": request.model, "input": request.texts, "encoding_format": "float"});
    if let Some(dimensions) = request.dimensions {
        body["dimensions"] = json!(dimensions);
    }
    body
}

/// One vector a text, in the texts' order.
pub fn read(answer: Value, request: &EmbeddingRequest) -> Result<Embeddings, ProviderError> {
    let malformed = |why: String| ProviderError::new(ErrorKind::Malformed, why);
    let answer: Answer = serde_json::from_value(answer)
        .map_err(|error| malformed(format!("the answer is {}", unreadable(&error))))?;
    let mut entries = answer.data;
    if entries.len() != request.texts.len() {
        let (got, asked) = (entries.len(), request.texts.len());
        return Err(malformed(format!("{got} vectors came for {asked} texts")));
    }
    if entries.iter().all(|entry| entry.index.is_some()) {
        entries.sort_by_key(|entry| entry.index);
    }
    let told = answer.usage.get("prompt_tokens").and_then(Value::as_u64);
    Ok(Embeddings {
        vectors: entries.into_iter().map(|entry| entry.embedding).collect(),
        input_tokens: told
            .unwrap_or_else(|| request.texts.iter().map(|text| tokens::estimate(text)).sum()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> EmbeddingRequest {
        EmbeddingRequest {
            model: "e".to_owned(),
            texts: vec!["a".to_owned(), "b".to_owned()],
            dimensions: Some(2),
        }
    }

    #[test]
    fn vectors_are_given_in_the_order_of_the_texts() {
        let answer = json!({"data": [
            {"index": 1, "embedding": [3.0, 4.0]}, {"index": 0, "embedding": [1.0, 2.0]},
        ], "usage": {"prompt_tokens": 9}});
        let made = read(answer, &request()).unwrap();
        assert_eq!(made.vectors, [[1.0, 2.0], [3.0, 4.0]]);
        assert_eq!(made.input_tokens, 9);
        assert_eq!(body(&request())["dimensions"], 2);
    }

    #[test]
    fn vectors_that_are_missing_or_none_are_malformed() {
        for answer in [
            json!({"data": [{"embedding": [1.0]}]}),
            json!({"data": [{"embedding": "AAAA"}, {"embedding": [1.0]}]}),
            json!({}),
        ] {
            assert_eq!(read(answer, &request()).unwrap_err().kind, ErrorKind::Malformed);
        }
    }

    #[test]
    fn tokens_of_texts_are_estimated_where_the_service_does_not_tell() {
        let answer = json!({"data": [{"embedding": [1.0]}, {"embedding": [2.0]}]});
        assert!(read(answer, &request()).unwrap().input_tokens > 0);
    }
}
