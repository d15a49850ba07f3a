use adda_protocol::dto::{Login, Password, Register};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::back;
use crate::{
    auth::{self, Identity, SignedIn},
    http::{
        Caller, Failure, RequestId,
        cookies::Jar,
        extract::Fields,
        next::{own_path, own_path_or_home},
    },
    services::Services,
};

const LOGIN: &str = "/auth/login";

#[derive(Debug, Deserialize)]
pub(super) struct Form {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    password: Password,
    next: Option<String>,
}

/// `POST /auth/login`
pub(super) async fn login(
    State(services): State<Services>,
    caller: Caller,
    Fields(form): Fields<Form>,
) -> Response {
    let Form { email, password, next, .. } = form;
    let login = Login { email: email.clone(), password };
    let outcome = services.accounts.login(login, caller.origin()).await;
    answer(&services, &caller, LOGIN, outcome, next.as_deref(), &[("email", &email)])
}

/// `POST /auth/register`
pub(super) async fn register(
    State(services): State<Services>,
    caller: Caller,
    Fields(form): Fields<Form>,
) -> Response {
    let Form { name, email, password, next } = form;
    let register = Register { email: email.clone(), password, name: name.clone() };
    let outcome = services.accounts.register(register, caller.origin()).await;
    let keep = [("email", email.as_str()), ("name", &name)];
    answer(&services, &caller, "/auth/register", outcome, next.as_deref(), &keep)
}

/// `POST /auth/logout`
pub(super) async fn logout(
    State(services): State<Services>,
    caller: Caller,
    who: Option<axum::Extension<Identity>>,
    id: Option<axum::Extension<RequestId>>,
) -> Response {
    let who = who.map(|axum::Extension(who)| who);
    if let Some(who) = &who
        && let Err(error) = services.accounts.logout(who).await
    {
        let id = id.map(|id| id.to_string()).unwrap_or_default();
        tracing::error!(%error, request.id = id, "signing out failed: {error}");
        return Failure::from(error).into_response();
    }
    let mut response = Redirect::to(LOGIN).into_response();
    let (jar, headers) = (Jar::new(&services.config.auth, &caller), response.headers_mut());
    match who {
        Some(who) => jar.leave(who.id(), headers),
        None => jar.clear(headers),
    }
    response
}

fn answer(
    services: &Services,
    caller: &Caller,
    form: &str,
    outcome: Result<SignedIn, auth::Error>,
    next: Option<&str>,
    keep: &[(&str, &str)],
) -> Response {
    match outcome {
        Ok(new) => {
            let mut response = Redirect::to(own_path_or_home(next)).into_response();
            Jar::new(&services.config.auth, caller).set(&new.tokens, response.headers_mut());
            response
        }
        Err(error) => {
            let mut keep = keep.to_vec();
            keep.push(("next", next.and_then(own_path).unwrap_or_default()));
            back(form, error.into(), &keep)
        }
    }
}
