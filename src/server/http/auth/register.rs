use adda_protocol::dto::Register;
use axum::{extract::State, http::StatusCode, response::Response};

use super::welcome;
use crate::{
    http::{Caller, Failure, extract::Input},
    services::Services,
};

/// `POST /api/v1/auth/register`
pub(super) async fn post(
    State(services): State<Services>,
    caller: Caller,
    Input(form): Input<Register>,
) -> Result<Response, Failure> {
    let new = services.accounts.register(form, caller.origin()).await?;
    Ok(welcome(&services, &caller, StatusCode::CREATED, new))
}
