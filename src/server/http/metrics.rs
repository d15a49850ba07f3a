use adda_protocol::ErrorCode;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};

use super::error::Failure;
use crate::telemetry::metrics;

/// `GET /metrics`
pub(super) async fn get() -> Result<Response, Failure> {
    let text = metrics::render().ok_or_else(|| Failure::new(ErrorCode::Unavailable))?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}
