//! Accounts and sessions: JSON in, cookies out.

mod account;
mod login;
mod logout;
mod password;
mod refresh;
mod register;
mod sessions;

use adda_protocol::dto::Me;
use axum::{
    Json, Router,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{delete, get, post},
};

use super::{caller::Caller, cookies::Jar, error::Failure, state::AppState};
use crate::{auth::SignedIn, services::Services};

/// Routes that make a session, so they do not look for one.
pub(super) fn open_routes() -> Router<AppState> {
    Router::new()
        .route("/auth/register", post(register::post))
        .route("/auth/login", post(login::post))
        .route("/auth/refresh", post(refresh::post))
}

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/auth/logout", post(logout::post))
        .route("/me", get(super::me::get).delete(account::delete))
        .route("/me/password", post(password::post))
        .route("/sessions", get(sessions::list))
        .route("/sessions/{id}", delete(sessions::revoke))
}

/// The answer to whoever has just signed in.
fn welcome(services: &Services, caller: &Caller, status: StatusCode, new: SignedIn) -> Response {
    let session = match new.identity.session() {
        Ok(session) => session,
        Err(error) => return Failure::from(error).into_response(),
    };
    let me = Me { user: new.identity.user, session };
    let mut response = (status, Json(me)).into_response();
    Jar::new(&services.config.auth, caller).set(&new.tokens, response.headers_mut());
    response
}

/// An answer without a body that ends the session in the browser.
fn farewell(services: &Services, caller: &Caller) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    Jar::new(&services.config.auth, caller).clear(response.headers_mut());
    response
}
