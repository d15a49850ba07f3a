use axum::{extract::State, response::Response};

use super::farewell;
use crate::{
    http::{Caller, Failure, extract::Who},
    services::Services,
};

/// `POST /api/v1/auth/logout`
pub(super) async fn post(
    State(services): State<Services>,
    caller: Caller,
    Who(who): Who,
) -> Result<Response, Failure> {
    services.accounts.logout(&who).await?;
    Ok(farewell(&services, &caller))
}
