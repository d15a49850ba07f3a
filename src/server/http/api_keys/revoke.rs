use adda_protocol::{ApiKeyId, ErrorCode};
use axum::{extract::State, http::StatusCode};

use crate::{
    http::{
        Failure,
        extract::{Id, Who},
    },
    services::Services,
};

/// `DELETE /api/v1/api-keys/{id}`
pub(super) async fn delete(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ApiKeyId>,
) -> Result<StatusCode, Failure> {
    if services.accounts.revoke_api_key(&who, id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Failure::new(ErrorCode::NotFound))
    }
}
