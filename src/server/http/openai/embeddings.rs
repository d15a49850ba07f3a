//! `POST /v1/embeddings`: texts turned into vectors, where the model's service does that.

use adda_protocol::{ErrorCode, limits::MODEL_BYTES};
use axum::{Json, extract::State};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::question::Question;
use crate::{
    http::{
        error::Failure,
        extract::Asker,
        openapi::{Schema, Schemas, object, words},
    },
    provider::EmbeddingRequest,
    services::Services,
};

/// Most texts of one request.
const TEXTS: usize = 2_048;

#[derive(Debug, Deserialize)]
pub(super) struct Request {
    model: String,
    input: Input,
    #[serde(default)]
    encoding_format: Option<Format>,
    #[serde(default)]
    dimensions: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Input {
    One(String),
    /// Texts. Tokens would be those of one service's tokenizer, which the next does not share.
    Many(Vec<Value>),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    Float,
    Base64,
}

#[derive(Debug, Serialize)]
pub(super) struct Answer {
    object: &'static str,
    data: Vec<Item>,
    model: String,
    usage: Usage,
}

#[derive(Debug, Serialize)]
struct Item {
    object: &'static str,
    index: usize,
    embedding: Vector,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Vector {
    Floats(Vec<f32>),
    /// The same numbers, four bytes each, little-endian.
    Base64(String),
}

#[derive(Debug, Serialize)]
struct Usage {
    prompt_tokens: u64,
    total_tokens: u64,
}

object! {
    Request as "CreateEmbeddings" {
        model: String,
        input: Input,
        encoding_format: Option<Format>,
        dimensions: Option<u32>,
    }
}

words! {
    Format { Float, Base64 }
}

object! {
    Answer as "Embeddings" { object: &'static str, data: Vec<Item>, model: String, usage: Usage }
}

object! {
    Item as "Embedding" { object: &'static str, index: usize, embedding: Vector }
}

object! {
    Usage as "EmbeddingsUsage" { prompt_tokens: u64, total_tokens: u64 }
}

impl Schema for Input {
    fn schema(schemas: &mut Schemas) -> Value {
        json!({"anyOf": [schemas.of::<String>(), schemas.of::<Vec<String>>()]})
    }
}

impl Schema for Vector {
    fn schema(schemas: &mut Schemas) -> Value {
        json!({"anyOf": [schemas.of::<Vec<f32>>(), schemas.of::<String>()]})
    }
}

pub(super) async fn post(
    State(services): State<Services>,
    Asker(who): Asker,
    Question(asked): Question<Request>,
) -> Result<Json<Answer>, Failure> {
    let request = EmbeddingRequest {
        texts: texts(asked.input)?,
        dimensions: asked.dimensions,
        ..EmbeddingRequest::default()
    };
    if asked.model.len() > MODEL_BYTES {
        return Err(Failure::new(ErrorCode::ModelUnavailable));
    }
    let (model, made) = services.chat.embed(&who, &asked.model, request).await?;
    let format = asked.encoding_format.unwrap_or_default();
    let vectors = made.vectors.into_iter().enumerate();
    let data = vectors.map(|(index, vector)| Item {
        object: "embedding",
        index,
        embedding: vector_as(format, vector),
    });
    Ok(Json(Answer {
        object: "list",
        data: data.collect(),
        model,
        usage: Usage { prompt_tokens: made.input_tokens, total_tokens: made.input_tokens },
    }))
}

fn texts(input: Input) -> Result<Vec<String>, Failure> {
    let texts: Option<Vec<String>> = match input {
        Input::One(text) => Some(vec![text]),
        Input::Many(values) => {
            values.into_iter().map(|value| value.as_str().map(str::to_owned)).collect()
        }
    };
    let texts = texts.ok_or_else(|| {
        let message = "Send text, or a list of texts: tokens are not understood here.";
        Failure::invalid("input", message)
    })?;
    if texts.is_empty() || texts.len() > TEXTS || texts.iter().any(String::is_empty) {
        let message = format!("Send 1 to {TEXTS} texts, none of them empty.");
        return Err(Failure::invalid("input", message));
    }
    Ok(texts)
}

fn vector_as(format: Format, vector: Vec<f32>) -> Vector {
    match format {
        Format::Float => Vector::Floats(vector),
        Format::Base64 => {
            let bytes: Vec<u8> = vector.into_iter().flat_map(f32::to_le_bytes).collect();
            Vector::Base64(STANDARD.encode(bytes))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(value: Value) -> Result<Vec<String>, Option<String>> {
        let request: Request =
            serde_json::from_value(json!({"model": "m", "input": value})).unwrap();
        texts(request.input).map_err(|failure| {
            let details = failure.into_body().details?;
            Some(details["field"].as_str()?.to_owned())
        })
    }

    #[test]
    fn input_is_a_text_or_some() {
        assert_eq!(input(json!("a")).unwrap(), ["a"]);
        assert_eq!(input(json!(["a", "b"])).unwrap(), ["a", "b"]);
        let refused = Err(Some("input".to_owned()));
        for bad in [json!([1, 2]), json!([[1], [2]]), json!([]), json!(""), json!(["a", ""])] {
            assert_eq!(input(bad.clone()), refused, "{bad}");
        }
        assert_eq!(input(json!(vec!["a"; TEXTS + 1])), refused);
    }

    #[test]
    fn vector_in_base64_is_the_same_numbers() {
        let Vector::Base64(text) = vector_as(Format::Base64, vec![1.0, -0.5]) else { panic!() };
        assert_eq!(STANDARD.decode(text).unwrap(), [0, 0, 0x80, 0x3f, 0, 0, 0, 0xbf]);
    }
}
