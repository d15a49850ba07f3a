//! One shape for every error: handlers return a [`Failure`], `render` writes it with the request's id and has logged what
//! stays inside.

use adda_protocol::{ErrorCode, ErrorEnvelope};
use axum::{
    Json,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{observe::RequestId, openai};
pub use crate::failure::Failure;

impl IntoResponse for Failure {
    /// The status with the failure attached; `render` writes the body.
    fn into_response(self) -> Response {
        let mut response = status(self.code()).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

fn status(code: ErrorCode) -> StatusCode {
    StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Middleware: writes the failures of everything inside it.
pub(super) async fn render(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let openai = openai::speaks(request.uri().path());
    let mut response = next.run(request).await;
    let Some(failure) = response.extensions_mut().remove::<Failure>() else { return response };
    let retry_after = failure.retry_after();
    let mut body = failure.into_body();
    body.request_id = id.map(|id| id.to_string());
    let (parts, _) = response.into_parts();
    let mut written = if openai {
        openai::written(body)
    } else {
        (status(body.code), Json(ErrorEnvelope { error: body })).into_response()
    };
    for (name, value) in &parts.headers {
        if name != header::CONTENT_LENGTH && name != header::CONTENT_TYPE {
            written.headers_mut().append(name, value.clone());
        }
    }
    let headers = written.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    written
}

/// What a panic in a handler is answered with. Where it was is in the log already.
pub(super) fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Failure::new(ErrorCode::Internal).into_response()
}

/// No such route of the API.
pub(super) async fn no_route() -> Failure {
    Failure::new(ErrorCode::NotFound)
}

/// The route exists, the method on it does not.
pub(super) async fn no_method() -> Failure {
    Failure::new(ErrorCode::MethodNotAllowed)
}
