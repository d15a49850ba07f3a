use adda_protocol::{
    ConversationId,
    dto::{Conversation, UpdateConversation},
};
use axum::{Json, extract::State};

use crate::{
    http::{
        Failure,
        extract::{Id, Input, Who},
    },
    services::Services,
};

/// `PATCH /api/v1/conversations/{id}`
pub(super) async fn patch(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ConversationId>,
    Input(change): Input<UpdateConversation>,
) -> Result<Json<Conversation>, Failure> {
    Ok(Json(services.chat.update(&who, id, change).await?))
}
