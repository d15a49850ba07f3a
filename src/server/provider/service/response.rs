//! Answers over HTTP, read with bounds.

use futures::StreamExt;
use http::header;
use reqwest::Response;
use serde_json::Value;

use super::{
    LOOKUP, Service,
    clean::clean,
    failure::{self, from_transport},
};
use crate::provider::{ErrorKind, ProviderError};

/// How much of a failure's body is read.
const FAILURE_BYTES: usize = 16 * 1024;

impl Service {
    /// Makes a refusal of anything but success.
    pub(super) async fn accepted(&self, response: Response) -> Result<Response, ProviderError> {
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let headers = response.headers().clone();
        let body = match tokio::time::timeout(LOOKUP, beginning(response, FAILURE_BYTES)).await {
            Ok(Ok((body, _))) => body,
            _ => Vec::new(),
        };
        let told = self.manner.told;
        Err(failure::from_response(status, &headers, &body, told, self.key.as_ref()))
    }

    /// A stream's body cannot be JSON or a page: a failure dressed as success, or not this API at all.
    pub(super) async fn streaming(&self, response: Response) -> Result<Response, ProviderError> {
        let headers = response.headers();
        let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media = media.unwrap_or_default().to_ascii_lowercase();
        if !media.starts_with("application/json") && !media.starts_with("text/html") {
            return Ok(response);
        }
        let (body, _) = beginning(response, FAILURE_BYTES).await?;
        if let Ok(value) = serde_json::from_slice::<Value>(&body)
            && value.get(0).unwrap_or(&value).get("error").is_some()
        {
            return Err(self.in_stream(&value));
        }
        let detail = format!("an answer of type {}", clean(&media, None));
        Err(ProviderError::new(ErrorKind::Malformed, detail))
    }

    /// Reads a whole answer of at most so many bytes, which has to be an object.
    pub(super) async fn object(
        &self,
        response: Response,
        most: usize,
    ) -> Result<Value, ProviderError> {
        let (body, whole) = beginning(response, most).await?;
        let malformed = |why: String| ProviderError::new(ErrorKind::Malformed, why);
        if !whole {
            return Err(malformed(format!("the answer is longer than {most} bytes")));
        }
        let value: Value = serde_json::from_slice(&body)
            .map_err(|error| malformed(format!("the answer is {}", unreadable(&error))))?;
        if !value.is_object() {
            return Err(malformed("the answer is not a JSON object".to_owned()));
        }
        if value.get("error").is_some_and(|told| !told.is_null()) {
            return Err(self.in_stream(&value));
        }
        Ok(value)
    }
}

/// What is wrong, without serde's quotation of what it read: that may be words of the conversation.
pub(in crate::provider) fn unreadable(error: &serde_json::Error) -> String {
    format!("not readable JSON of this API ({:?}, column {})", error.classify(), error.column())
}

/// The first bytes of a body, and whether that is all of it.
async fn beginning(response: Response, most: usize) -> Result<(Vec<u8>, bool), ProviderError> {
    let mut body = Vec::new();
    let mut bytes = response.bytes_stream();
    while let Some(part) = bytes.next().await {
        let part = part.map_err(from_transport)?;
        let room = most - body.len();
        body.extend_from_slice(part.get(..room.min(part.len())).unwrap_or_default());
        if part.len() > room {
            return Ok((body, false));
        }
    }
    Ok((body, true))
}
