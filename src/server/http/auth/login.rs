use adda_protocol::dto::Login;
use axum::{extract::State, http::StatusCode, response::Response};

use super::welcome;
use crate::{
    http::{Caller, Failure, extract::Input},
    services::Services,
};

/// `POST /api/v1/auth/login`
pub(super) async fn post(
    State(services): State<Services>,
    caller: Caller,
    Input(form): Input<Login>,
) -> Result<Response, Failure> {
    let new = services.accounts.login(form, caller.origin()).await?;
    Ok(welcome(&services, &caller, StatusCode::OK, new))
}
