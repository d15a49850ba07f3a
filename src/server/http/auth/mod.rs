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
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{caller::Caller, cookies::Jar, error::Failure, openapi::Routes};
use crate::{auth::SignedIn, services::Services};

/// Routes that make a session, so they do not look for one.
pub(super) fn open_routes() -> Routes {
    Routes::new("Accounts")
        .post("/auth/register", register::post, "Makes an account and signs in: cookies are set.")
        .saying(|operation| operation.gives::<Me>(201))
        .post("/auth/login", login::post, "Signs in: cookies are set.")
        .saying(|operation| operation.gives::<Me>(200))
        .post("/auth/refresh", refresh::post, "Renews both tokens of the session.")
        .saying(|operation| operation.gives::<Me>(200))
}

pub(super) fn routes() -> Routes {
    Routes::new("Accounts")
        .post("/auth/logout", logout::post, "Ends the session.")
        .saying(|operation| operation.gives_nothing(204))
        .get("/me", super::me::get, "Tells who asks.")
        .patch("/me", super::me::patch, "Changes the name that others see.")
        .delete("/me", account::delete, "Deletes the account with everything in it.")
        .saying(|operation| operation.gives_nothing(204))
        .post("/me/password", password::post, "Changes the password and ends all other sessions.")
        .get("/sessions", sessions::list, "Lists where the account is signed in.")
        .delete("/sessions/{id}", sessions::revoke, "Ends a session.")
        .saying(|operation| operation.gives_nothing(204))
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
