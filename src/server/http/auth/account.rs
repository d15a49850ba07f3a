use adda_protocol::dto::DeleteAccount;
use axum::{extract::State, response::Response};

use super::farewell;
use crate::{
    http::{
        Caller, Failure,
        extract::{Input, Who},
    },
    services::Services,
};

/// `DELETE /api/v1/me`: the account and everything in it.
pub(super) async fn delete(
    State(services): State<Services>,
    caller: Caller,
    Who(who): Who,
    Input(form): Input<DeleteAccount>,
) -> Result<Response, Failure> {
    services.accounts.delete_account(&who, form).await?;
    services.answers.forget(who.id()).await;
    Ok(farewell(&services, &caller))
}
