//! Conversations: listed, made, opened, changed, deleted.

mod create;
mod delete;
mod list;
mod read;
mod update;

use axum::{Router, routing::get};

use super::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/conversations", get(list::get).post(create::post))
        .route("/conversations/{id}", get(read::get).patch(update::patch).delete(delete::delete))
}
