//! What an administrator does with an account. To everybody else these forms are not there.

use adda_protocol::{ErrorCode, UserId, dto::Role};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{Person, done};
use crate::{
    administration::{self, Administration},
    auth::Identity,
    http::{
        Failure,
        extract::{Fields, Id},
        guard::with_query,
    },
    services::Services,
};

const PEOPLE: &str = "/admin";

#[derive(Debug, Deserialize)]
pub(super) struct ChangeRole {
    role: Role,
}

#[derive(Debug, Deserialize)]
pub(super) struct Confirm {
    #[serde(default)]
    confirm: String,
}

/// `POST /admin/people/{id}/role`
pub(super) async fn role(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<UserId>,
    Fields(form): Fields<ChangeRole>,
) -> Response {
    let Some(who) = administrator(person) else { return nothing() };
    let done = if form.role == Role::Admin { "promoted" } else { "demoted" };
    back(id, services.administration.set_role(&who, id, form.role).await.map(|()| done))
}

/// `POST /admin/people/{id}/sign-out`
pub(super) async fn sign_out(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<UserId>,
) -> Response {
    let Some(who) = administrator(person) else { return nothing() };
    back(id, services.administration.sign_out(&who, id).await.map(|()| "signed-out"))
}

/// `POST /admin/people/{id}/block`
pub(super) async fn block(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<UserId>,
) -> Response {
    let Some(who) = administrator(person) else { return nothing() };
    back(id, services.administration.block(&who, id).await.map(|()| "blocked"))
}

/// `POST /admin/people/{id}/unblock`
pub(super) async fn unblock(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<UserId>,
) -> Response {
    let Some(who) = administrator(person) else { return nothing() };
    back(id, services.administration.unblock(&who, id).await.map(|()| "unblocked"))
}

/// `POST /admin/people/{id}/delete`
pub(super) async fn delete(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<UserId>,
    Fields(form): Fields<Confirm>,
) -> Response {
    let Some(who) = administrator(person) else { return nothing() };
    match services.administration.delete(&who, id, &form.confirm).await {
        Ok(()) => done(PEOPLE, "deleted"),
        Err(error) => back(id, Err(error)),
    }
}

fn administrator(person: Person) -> Option<Identity> {
    person.map(|axum::Extension(who)| who).filter(Administration::is_open_to)
}

fn nothing() -> Response {
    Failure::new(ErrorCode::NotFound).into_response()
}

/// To the person's page, with what became of the form; of somebody who is not there, to the list.
fn back(id: UserId, outcome: administration::Result<&str>) -> Response {
    let page = format!("{PEOPLE}/people/{id}");
    let address = match outcome {
        Ok(done) => with_query(&page, &[("done", done)]),
        Err(error) => {
            let code = Failure::from(error).into_body().code;
            let page = if code == ErrorCode::NotFound { PEOPLE } else { &page };
            with_query(page, &[("error", code.as_str())])
        }
    };
    Redirect::to(&address).into_response()
}
