//! Adapter for `OpenAI` and everything that speaks its chat completions dialect.

mod error;
mod lines;
mod offered;
mod retry_after;
mod stream;
mod wire;

use std::{fmt, sync::Arc, time::Duration};

use adda_protocol::dto::{ModelInfo, PartHealth};
use async_trait::async_trait;
use futures::StreamExt;
use http::{HeaderMap, HeaderValue, header, header::InvalidHeaderValue};
use reqwest::{Client, Response, Url};

use super::{ChatRequest, ErrorKind, EventStream, Provider, ProviderError};
use crate::secret::Secret;
pub use offered::{DEEPSEEK as DEEPSEEK_MODELS, OPENAI as OPENAI_MODELS, info as model};
use wire::{Body, LimitField};

/// How long lists of models and health may take.
const LOOKUP: Duration = Duration::from_secs(5);
/// Longest list of models.
const LIST_BYTES: usize = 8 * 1024 * 1024;
/// How much of a failure's body is read.
const FAILURE_BYTES: usize = 16 * 1024;

/// Where a service is and how it is spoken to.
#[derive(Debug)]
pub struct Place {
    /// The service's name in the settings.
    pub name: String,
    /// As [`super::http_client::base_url`] reads it.
    pub base_url: Url,
    pub key: Option<Secret>,
}

/// One service. A key belongs to the base URL it was given for: no adapter's URL ever changes.
#[derive(Clone)]
pub struct OpenAi {
    name: String,
    client: Client,
    completions: Url,
    models: Url,
    headers: HeaderMap,
    key: Option<Secret>,
    limit: LimitField,
    official: bool,
}

impl OpenAi {
    pub fn new(client: Client, place: Place) -> Result<Self, ProviderError> {
        let Place { name, base_url, key } = place;
        let at = |path: &str| {
            base_url.join(path).map_err(|error| {
                ProviderError::new(
                    ErrorKind::BadRequest,
                    format!("providers.{name}.base_url: {error}"),
                )
            })
        };
        let (completions, models) = (at("chat/completions")?, at("models")?);
        let official = base_url.host_str() == Some("api.openai.com");
        let azure = base_url.host_str().is_some_and(|host| host.ends_with(".openai.azure.com"));
        let limit =
            if official || azure { LimitField::MaxCompletionTokens } else { LimitField::MaxTokens };
        let headers = headers(key.as_ref()).map_err(|_| {
            let detail = format!("providers.{name}.key {NO_HEADER}");
            ProviderError::new(ErrorKind::BadRequest, detail)
        })?;
        Ok(Self { name, client, completions, models, headers, key, limit, official })
    }

    /// Makes a refusal of anything but success.
    async fn accepted(&self, response: Response) -> Result<Response, ProviderError> {
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let headers = response.headers().clone();
        let body = match tokio::time::timeout(LOOKUP, beginning(response, FAILURE_BYTES)).await {
            Ok(Ok((body, _))) => body,
            _ => Vec::new(),
        };
        Err(error::from_response(status, &headers, &body, self.key.as_ref()))
    }

    /// A stream's body cannot be JSON or a page: a failure dressed as success, or not this API at all.
    async fn streaming(&self, response: Response) -> Result<Response, ProviderError> {
        let headers = response.headers();
        let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media = media.unwrap_or_default().to_ascii_lowercase();
        if !media.starts_with("application/json") && !media.starts_with("text/html") {
            return Ok(response);
        }
        let (body, _) = beginning(response, FAILURE_BYTES).await?;
        if let Ok(value) = serde_json::from_slice::<serde_json::Value>(&body)
            && let Some(told) = value.get("error")
        {
            return Err(error::in_stream(told, self.key.as_ref()));
        }
        let detail = format!("an answer of type {}", error::clean(&media, None));
        Err(ProviderError::new(ErrorKind::Malformed, detail))
    }

    async fn list(&self) -> Result<Vec<ModelInfo>, ProviderError> {
        let request = self.client.get(self.models.clone()).headers(self.headers.clone());
        let response = request.send().await.map_err(error::from_transport)?;
        let (body, whole) = beginning(self.accepted(response).await?, LIST_BYTES).await?;
        let malformed = |why: &str| ProviderError::new(ErrorKind::Malformed, why);
        if !whole {
            return Err(malformed("the list of models has no end"));
        }
        if body.trim_ascii_start().first() != Some(&b'{') {
            return Err(malformed("the list of models is not a JSON object"));
        }
        let list: wire::ModelList = serde_json::from_slice(&body).map_err(|error| {
            malformed(&format!("the list of models is {}", wire::unreadable(&error)))
        })?;
        let ids = list.data.into_iter().map(|entry| entry.id).collect();
        Ok(offered::models(&self.name, ids, self.official))
    }
}

#[async_trait]
impl Provider for OpenAi {
    fn name(&self) -> &str {
        &self.name
    }

    async fn models(&self) -> Result<Vec<ModelInfo>, ProviderError> {
        let timed_out = |_| ProviderError::new(ErrorKind::Timeout, "the list of models took long");
        tokio::time::timeout(LOOKUP, self.list()).await.map_err(timed_out)?
    }

    async fn stream(&self, request: ChatRequest) -> Result<EventStream, ProviderError> {
        let response = self
            .client
            .post(self.completions.clone())
            .headers(self.headers.clone())
            .header(header::ACCEPT, "text/event-stream")
            .json(&Body::new(&request, self.limit))
            .send()
            .await
            .map_err(error::from_transport)?;
        let response = self.streaming(self.accepted(response).await?).await?;
        Ok(stream::events(response.bytes_stream(), request, self.key.clone()))
    }

    fn with_key(&self, key: &Secret) -> Option<Result<Arc<dyn Provider>, ProviderError>> {
        let headers = headers(Some(key))
            .map_err(|_| ProviderError::new(ErrorKind::Auth, format!("the key {NO_HEADER}")));
        Some(headers.map(|headers| {
            let keyed = Self { headers, key: Some(key.clone()), ..self.clone() };
            Arc::new(keyed) as Arc<dyn Provider>
        }))
    }

    fn origin(&self) -> String {
        self.models.origin().ascii_serialization()
    }

    async fn health(&self) -> PartHealth {
        match self.models().await {
            Ok(_) => PartHealth { ok: true, detail: "ok".to_owned() },
            Err(error) => {
                tracing::warn!(provider.name = self.name, %error, "provider is not well");
                PartHealth { ok: false, detail: error.kind.code().sentence().to_owned() }
            }
        }
    }
}

impl fmt::Debug for OpenAi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("OpenAi");
        debug.field("name", &self.name).field("host", &self.models.host_str());
        debug.finish_non_exhaustive()
    }
}

/// Completes the sentence that a key ...
const NO_HEADER: &str = "holds a character that cannot be sent; copy it again, without line breaks";

fn headers(key: Option<&Secret>) -> Result<HeaderMap, InvalidHeaderValue> {
    let mut headers = HeaderMap::new();
    if let Some(key) = key {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", key.expose()))?;
        value.set_sensitive(true);
        headers.insert(header::AUTHORIZATION, value);
    }
    Ok(headers)
}

/// The first bytes of a body, and whether that is all of it.
async fn beginning(response: Response, most: usize) -> Result<(Vec<u8>, bool), ProviderError> {
    let mut body = Vec::new();
    let mut bytes = response.bytes_stream();
    while let Some(part) = bytes.next().await {
        let part = part.map_err(error::from_transport)?;
        let room = most - body.len();
        body.extend_from_slice(part.get(..room.min(part.len())).unwrap_or_default());
        if part.len() > room {
            return Ok((body, false));
        }
    }
    Ok((body, true))
}
