//! The way out for reports: no AI service, so none of `provider`'s business, but sent with the same client.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use thiserror::Error;

use crate::provider::{ProviderError, http_client};

const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug, Error)]
pub enum OutgoingError {
    #[error(transparent)]
    Client(#[from] ProviderError),
    #[error(transparent)]
    Exchange(#[from] reqwest::Error),
    #[error("no request can be made of it: {0}")]
    Request(#[from] http::Error),
}

#[derive(Clone, Debug)]
pub struct Outgoing(reqwest::Client);

impl Outgoing {
    pub fn new() -> Result<Self, OutgoingError> {
        Ok(Self(http_client::build()?))
    }

    /// Sends it and reads the whole answer, whatever its status.
    pub async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, OutgoingError> {
        let mut request = reqwest::Request::try_from(request)?;
        *request.timeout_mut() = Some(PATIENCE);
        // The address may have a key in it.
        let answer = self.0.execute(request).await.map_err(reqwest::Error::without_url)?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let mut response = Response::new(answer.bytes().await?);
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Ok(response)
    }
}
