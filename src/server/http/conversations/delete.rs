use adda_protocol::ConversationId;
use axum::{extract::State, http::StatusCode};

use crate::{
    http::{
        Failure,
        extract::{Id, Who},
    },
    services::Services,
};

/// `DELETE /api/v1/conversations/{id}`
pub(super) async fn delete(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ConversationId>,
) -> Result<StatusCode, Failure> {
    services.chat.delete(&who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
