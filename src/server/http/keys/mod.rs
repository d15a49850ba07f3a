//! A person's own keys of AI services. A key goes in and never comes out.

mod add;
mod list;
mod remove;
mod rename;
mod test;

use axum::{
    Router,
    routing::{get, patch, post},
};

use super::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/keys", get(list::get).post(add::post))
        .route("/keys/{id}", patch(rename::patch).delete(remove::delete))
        .route("/keys/{id}/test", post(test::post))
}
