//! Every request says by a key who asks.

use adda_protocol::ErrorCode;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::http::{bearer, error::Failure, state::AppState};

const MISSING: &str = "There is no API key of this server in the request. Make one under Settings, API keys, and send it as \
                       \"Authorization: Bearer adda_...\".";

/// Middleware: puts the [`Identity`] into the request, or refuses it.
///
/// [`Identity`]: crate::auth::Identity
pub(in crate::http) async fn require(
    state: State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    if bearer::key(request.headers()).is_none() {
        return Failure::with_message(ErrorCode::Unauthorized, MISSING).into_response();
    }
    bearer::resolve(state, request, next).await
}
