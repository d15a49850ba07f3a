use adda_protocol::ConversationId;
use axum::extract::State;

use crate::{
    http::{
        Failure,
        extract::{Id, Who},
        reply::NoContent,
    },
    services::Services,
};

/// `DELETE /api/v1/conversations/{id}`
pub(super) async fn delete(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ConversationId>,
) -> Result<NoContent, Failure> {
    services.chat.delete(&who, id).await?;
    Ok(NoContent)
}
