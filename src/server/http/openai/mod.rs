//! `/v1`: the API of `OpenAI`, so that programs written for it work here unchanged. It knows no cookies and no pages: who
//! asks is said by an API key, and errors have the shape its clients expect.

mod chat;
mod embeddings;
mod error;
mod key;
mod models;
mod question;

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{get, post},
};

pub(super) use error::written;

use super::state::AppState;

/// Where it is.
pub(super) const PREFIX: &str = "/v1";

pub(super) fn routes(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/chat/completions", post(chat::post))
        .route("/embeddings", post(embeddings::post))
        .route("/models", get(models::list))
        // Ids of models may have slashes.
        .route("/models/{*model}", get(models::read))
        .route_layer(from_fn_with_state(state.clone(), key::require))
        .method_not_allowed_fallback(super::error::no_method)
        .fallback(super::error::no_route)
}

/// Whether errors under this path have that shape.
pub(super) fn speaks(path: &str) -> bool {
    path.strip_prefix(PREFIX).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
