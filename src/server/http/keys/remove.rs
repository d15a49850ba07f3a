use adda_protocol::ProviderKeyId;
use axum::{extract::State, http::StatusCode};

use crate::{
    http::{
        Failure,
        extract::{Id, Who},
    },
    services::Services,
};

/// `DELETE /api/v1/keys/{id}`
pub(super) async fn delete(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ProviderKeyId>,
) -> Result<StatusCode, Failure> {
    services.keys.remove(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
