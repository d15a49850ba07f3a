use adda_protocol::dto::ChangePassword;
use axum::{extract::State, http::StatusCode};

use crate::{
    http::{
        Failure,
        extract::{Input, Who},
    },
    services::Services,
};

/// `POST /api/v1/me/password`: ends all other sessions.
pub(super) async fn post(
    State(services): State<Services>,
    Who(who): Who,
    Input(form): Input<ChangePassword>,
) -> Result<StatusCode, Failure> {
    services.accounts.change_password(&who, form).await?;
    Ok(StatusCode::NO_CONTENT)
}
