//! Keys for programs: made, listed, revoked by people in a session; no key can do any of it.

mod create;
mod list;
mod revoke;

use axum::{
    Router,
    routing::{delete, get},
};

use super::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api-keys", get(list::get).post(create::post))
        .route("/api-keys/{id}", delete(revoke::delete))
}
