use adda_protocol::{
    ConversationId,
    dto::{ChatPrivacy, UpdateChatPrivacy},
};
use axum::{Json, extract::State};

use crate::{
    http::{
        Failure,
        extract::{Id, Input, Who},
    },
    services::Services,
};

/// `GET /api/v1/conversations/{id}/privacy`
pub(super) async fn get(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ConversationId>,
) -> Result<Json<ChatPrivacy>, Failure> {
    Ok(Json(services.personal.chat_privacy(&who, id).await?))
}

/// `PATCH /api/v1/conversations/{id}/privacy`
pub(super) async fn patch(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ConversationId>,
    Input(change): Input<UpdateChatPrivacy>,
) -> Result<Json<ChatPrivacy>, Failure> {
    Ok(Json(services.personal.update_chat_privacy(&who, id, change).await?))
}
