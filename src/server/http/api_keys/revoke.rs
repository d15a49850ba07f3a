use adda_protocol::{ApiKeyId, ErrorCode};
use axum::extract::State;

use crate::{
    http::{
        Failure,
        extract::{Id, Who},
        reply::NoContent,
    },
    services::Services,
};

/// `DELETE /api/v1/api-keys/{id}`
pub(super) async fn delete(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ApiKeyId>,
) -> Result<NoContent, Failure> {
    if services.accounts.revoke_api_key(&who, id).await? {
        Ok(NoContent)
    } else {
        Err(Failure::new(ErrorCode::NotFound))
    }
}
