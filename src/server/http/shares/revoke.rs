use adda_protocol::ShareId;
use axum::extract::State;

use crate::{
    http::{
        Failure,
        extract::{Id, Who},
        reply::NoContent,
    },
    services::Services,
};

/// `DELETE /api/v1/shares/{id}`
pub(super) async fn delete(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ShareId>,
) -> Result<NoContent, Failure> {
    services.chat.unshare(&who, id).await?;
    Ok(NoContent)
}
