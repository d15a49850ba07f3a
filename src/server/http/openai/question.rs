//! Bodies of requests: whole conversations with their images, so longer than elsewhere, and JSON whatever they are called.

use std::time::Duration;

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use crate::http::{
    body::{self, Most},
    error::Failure,
    extract,
};

/// Most of one request.
const MOST: Most = Most { bytes: 16 * 1024 * 1024, time: Duration::from_mins(1) };

/// The body. Who asks is known before it is read.
pub(in crate::http) struct Question<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Question<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let bytes = body::read_at_most(request.into_body(), MOST).await?;
        extract::parse(&bytes).map(Self)
    }
}
