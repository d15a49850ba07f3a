use adda_protocol::ProviderKeyId;
use axum::extract::State;

use crate::{
    http::{
        Failure,
        extract::{Id, Who},
        reply::NoContent,
    },
    services::Services,
};

/// `DELETE /api/v1/keys/{id}`
pub(super) async fn delete(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ProviderKeyId>,
) -> Result<NoContent, Failure> {
    services.keys.remove(&who, id).await?;
    Ok(NoContent)
}
