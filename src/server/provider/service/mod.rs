//! What the adapters share: a service over HTTP with its key, its streams and its failures.

pub(super) mod answer;
mod clean;
mod failure;
#[cfg(test)]
pub(super) mod fixtures;
mod list;
mod response;
mod retry_after;
mod sse;

use std::{fmt, time::Duration};

use adda_protocol::dto::{ModelInfo, PartHealth};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use reqwest::{Client, RequestBuilder, Response, Url};
use serde_json::Value;

use super::{ErrorKind, ProviderError};
use crate::secret::Secret;
pub(super) use failure::{Told, of_status};
pub(super) use list::{Listing, Pages};
pub(super) use response::unreadable;
pub(super) use retry_after::seconds;

/// How long lists of models and health may take.
pub(super) const LOOKUP: Duration = Duration::from_secs(5);
/// How long an answer that comes at once may take.
const WHOLE: Duration = Duration::from_mins(2);
/// Longest list of models, and longest answer that comes at once.
const LIST_BYTES: usize = 8 * 1024 * 1024;
const WHOLE_BYTES: usize = 64 * 1024 * 1024;

/// Where a service is and which key it is asked with.
#[derive(Debug)]
pub struct Place {
    /// The service's name in the settings.
    pub name: String,
    /// As [`super::http_client::base_url`] reads it.
    pub base_url: Url,
    pub key: Option<Secret>,
}

/// How a dialect is spoken over HTTP.
#[derive(Debug)]
pub(super) struct Manner {
    /// The header a key travels in, and what stands before it there.
    pub key_header: &'static str,
    pub key_prefix: &'static str,
    /// What every request carries besides.
    pub headers: &'static [(&'static str, &'static str)],
    /// Reads an error object.
    pub told: fn(&Value) -> Told,
}

/// One service. A key belongs to the base URL it was given for: no service's URL ever changes.
#[derive(Clone)]
pub(super) struct Service {
    name: String,
    client: Client,
    base_url: Url,
    headers: HeaderMap,
    key: Option<Secret>,
    manner: &'static Manner,
}

/// Completes the sentence that a key ...
const UNSENDABLE: &str =
    "holds a character that cannot be sent; copy it again, without line breaks";

impl Service {
    pub fn new(
        client: Client,
        place: Place,
        manner: &'static Manner,
    ) -> Result<Self, ProviderError> {
        let Place { name, base_url, key } = place;
        let headers = headers(manner, key.as_ref()).ok_or_else(|| {
            let detail = format!("providers.{name}.key {UNSENDABLE}");
            ProviderError::new(ErrorKind::BadRequest, detail)
        })?;
        Ok(Self { name, client, base_url, headers, key, manner })
    }

    /// The same service, asked with a person's key.
    pub fn with_key(&self, key: &Secret) -> Result<Self, ProviderError> {
        let headers = headers(self.manner, Some(key))
            .ok_or_else(|| ProviderError::new(ErrorKind::Auth, format!("the key {UNSENDABLE}")))?;
        Ok(Self { headers, key: Some(key.clone()), ..self.clone() })
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        self.base_url.origin().ascii_serialization()
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The base URL with these segments after it. A segment is a name, whatever is in it: it cannot lead elsewhere.
    pub fn url(&self, segments: &[&str]) -> Url {
        let mut url = self.base_url.clone();
        // `base_url` lets only http and https through, which have paths.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        url
    }

    /// Asks for a stream of events; returns when the service accepted.
    pub async fn post_stream(&self, url: Url, body: &Value) -> Result<Response, ProviderError> {
        let request = self.client.post(url).header(header::ACCEPT, "text/event-stream").json(body);
        let response = self.accepted(self.send(request).await?).await?;
        self.streaming(response).await
    }

    /// Asks for a JSON object that comes at once.
    pub async fn post(&self, url: Url, body: &Value) -> Result<Value, ProviderError> {
        let answer = async {
            let response = self.send(self.client.post(url).json(body)).await?;
            self.object(self.accepted(response).await?, WHOLE_BYTES).await
        };
        within(WHOLE, answer).await
    }

    pub async fn get(&self, url: Url) -> Result<Value, ProviderError> {
        let answer = async {
            let response = self.send(self.client.get(url)).await?;
            self.object(self.accepted(response).await?, LIST_BYTES).await
        };
        within(LOOKUP, answer).await
    }

    /// A failure told inside a stream that began well.
    pub fn in_stream(&self, value: &Value) -> ProviderError {
        failure::in_stream((self.manner.told)(value), self.key.as_ref())
    }

    /// How it is, told by whether it listed its models. What it said goes to the log, not to people.
    pub fn health(&self, listed: Result<Vec<ModelInfo>, ProviderError>) -> PartHealth {
        match listed {
            Ok(_) => PartHealth { ok: true, detail: "ok".to_owned() },
            Err(error) => {
                let name = &self.name;
                tracing::warn!(provider.name = name, %error, "{name} is not well: {error}");
                PartHealth { ok: false, detail: error.kind.code().sentence().to_owned() }
            }
        }
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response, ProviderError> {
        request.headers(self.headers.clone()).send().await.map_err(failure::from_transport)
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Service");
        debug.field("name", &self.name).field("host", &self.base_url.host_str());
        debug.finish_non_exhaustive()
    }
}

async fn within<T>(
    limit: Duration,
    work: impl Future<Output = Result<T, ProviderError>>,
) -> Result<T, ProviderError> {
    let late = |_| ProviderError::new(ErrorKind::Timeout, format!("no answer within {limit:?}"));
    tokio::time::timeout(limit, work).await.map_err(late)?
}

/// What every request carries; `None` where the key cannot stand in a header.
fn headers(manner: &Manner, key: Option<&Secret>) -> Option<HeaderMap> {
    let fixed = manner.headers.iter();
    let mut headers: HeaderMap = fixed
        .map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
        .collect();
    if let Some(key) = key {
        let text = format!("{}{}", manner.key_prefix, key.expose());
        // Bytes beyond ASCII are sent by some and refused by others; no service has them in its keys.
        let sendable = text.is_ascii().then_some(text)?;
        let mut value = HeaderValue::from_str(&sendable).ok()?;
        value.set_sensitive(true);
        headers.insert(HeaderName::from_static(manner.key_header), value);
    }
    Some(headers)
}
