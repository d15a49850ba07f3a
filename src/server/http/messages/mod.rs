//! Messages: sent, and their answers stopped, continued and retried.

mod actions;
mod send;
mod stream;

use axum::{Router, routing::post};

use super::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/conversations/{id}/messages", post(send::post))
        .route("/conversations/{id}/messages/{message}/stop", post(actions::stop))
        .route("/conversations/{id}/messages/{message}/continue", post(actions::resume))
        .route("/conversations/{id}/messages/{message}/retry", post(actions::retry))
}
