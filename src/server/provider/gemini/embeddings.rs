//! Vectors, asked from `batchEmbedContents`.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::provider::{EmbeddingRequest, ErrorKind, ProviderError, service::unreadable};

/// Most texts of one request.
pub const BATCH: usize = 100;

#[derive(Debug, Deserialize)]
struct Answer {
    embeddings: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    values: Vec<f32>,
}

pub fn body(request: &EmbeddingRequest, texts: &[String]) -> Value {
    let model = format!("models/{}", request.model);
    let one = |text: &String| {
        let mut one = json!({"model": model, "content": {"parts": [{"text": text}]}});
        if let Some(dimensions) = request.dimensions {
            one["outputDimensionality"] = json!(dimensions);
        }
        one
    };
    json!({"requests": texts.iter().map(one).collect::<Vec<_>>()})
}

/// One vector a text, in the texts' order.
pub fn read(answer: Value, texts: &[String]) -> Result<Vec<Vec<f32>>, ProviderError> {
    let malformed = |why: String| ProviderError::new(ErrorKind::Malformed, why);
    let answer: Answer = serde_json::from_value(answer)
        .map_err(|error| malformed(format!("the answer is {}", unreadable(&error))))?;
    let (got, asked) = (answer.embeddings.len(), texts.len());
    if got != asked {
        return Err(malformed(format!("{got} vectors came for {asked} texts")));
    }
    Ok(answer.embeddings.into_iter().map(|entry| entry.values).collect())
}
