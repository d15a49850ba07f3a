use adda_protocol::ErrorCode;
use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};

use super::{caller::Caller, error::Failure};
use crate::{secret::Secret, services::Services, telemetry::metrics};

/// `GET /metrics`
pub(super) async fn get(
    State(services): State<Services>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    admit(services.config.telemetry.metrics_token.as_ref(), &caller, &headers)?;
    let text = metrics::render().ok_or_else(|| Failure::new(ErrorCode::Unavailable))?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}

/// With a token whoever has it may read, without one this machine alone: for others there is nothing here.
fn admit(token: Option<&Secret>, caller: &Caller, headers: &HeaderMap) -> Result<(), Failure> {
    match token {
        None if caller.local => Ok(()),
        None => Err(Failure::new(ErrorCode::NotFound)),
        Some(token) if bearer(headers).is_some_and(|given| token.is(given)) => Ok(()),
        Some(_) => Err(Failure::new(ErrorCode::Unauthorized)),
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
