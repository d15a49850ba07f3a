//! The settings' forms. Each goes back to its own part of the page.

use adda_protocol::{
    ErrorCode, SessionId,
    dto::{ChangePassword, DeleteAccount},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};

use super::{Person, back, done, login};
use crate::{
    http::{
        Caller, Failure,
        cookies::Jar,
        extract::{Fields, Id},
    },
    services::Services,
};

const PAGE: &str = "/settings";

/// `POST /settings/password`
pub(super) async fn password(
    State(services): State<Services>,
    person: Person,
    Fields(form): Fields<ChangePassword>,
) -> Response {
    let Some(axum::Extension(who)) = person else { return login(PAGE) };
    match services.accounts.change_password(&who, form).await {
        Ok(()) => done(PAGE, "password"),
        Err(error) => back(PAGE, error.into(), &[("form", "password")]),
    }
}

/// `POST /settings/sessions/{id}/end`
pub(super) async fn end_session(
    State(services): State<Services>,
    person: Person,
    Id(session): Id<SessionId>,
) -> Response {
    let Some(axum::Extension(who)) = person else { return login(PAGE) };
    let failure = match services.accounts.revoke(&who, session).await {
        Ok(true) => return Redirect::to(PAGE).into_response(),
        Ok(false) => Failure::new(ErrorCode::NotFound),
        Err(error) => error.into(),
    };
    back(PAGE, failure, &[("form", "sessions")])
}

/// `POST /settings/delete`
pub(super) async fn delete_account(
    State(services): State<Services>,
    caller: Caller,
    person: Person,
    Fields(form): Fields<DeleteAccount>,
) -> Response {
    let Some(axum::Extension(who)) = person else { return login(PAGE) };
    match services.accounts.delete_account(&who, form).await {
        Ok(()) => {
            let mut response = Redirect::to("/auth/register").into_response();
            Jar::new(&services.config.auth, &caller).clear(response.headers_mut());
            response
        }
        Err(error) => back(PAGE, error.into(), &[("form", "account")]),
    }
}
