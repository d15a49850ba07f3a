//! Answers whose type says their status.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;

/// 201 with what was made.
#[derive(Debug)]
pub(super) struct Created<T>(pub T);

/// 202: it goes on without the request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Accepted;

/// 204
#[derive(Clone, Copy, Debug)]
pub(super) struct NoContent;

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}

impl IntoResponse for Accepted {
    fn into_response(self) -> Response {
        StatusCode::ACCEPTED.into_response()
    }
}

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}
