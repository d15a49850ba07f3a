use adda_protocol::dto::ChangePassword;
use axum::extract::State;

use crate::{
    http::{
        Failure,
        extract::{Input, Who},
        reply::NoContent,
    },
    services::Services,
};

/// `POST /api/v1/me/password`: ends all other sessions.
pub(super) async fn post(
    State(services): State<Services>,
    Who(who): Who,
    Input(form): Input<ChangePassword>,
) -> Result<NoContent, Failure> {
    services.accounts.change_password(&who, form).await?;
    Ok(NoContent)
}
