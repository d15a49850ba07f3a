//! Many conversations by one request. The same request again changes nothing more and says the same.

use adda_protocol::dto::{ChangeConversations, DeleteConversations, Done, RestoreConversations};
use axum::{Json, extract::State};

use crate::{
    http::{
        Failure,
        extract::{Input, Who},
    },
    services::Services,
};

/// `PATCH /api/v1/conversations`
pub(super) async fn update(
    State(services): State<Services>,
    Who(who): Who,
    Input(change): Input<ChangeConversations>,
) -> Result<Json<Done>, Failure> {
    Ok(Json(services.chat.update_many(&who, change).await?))
}

/// `POST /api/v1/conversations/delete`
pub(super) async fn delete(
    State(services): State<Services>,
    Who(who): Who,
    Input(what): Input<DeleteConversations>,
) -> Result<Json<Done>, Failure> {
    Ok(Json(services.chat.delete_many(&who, what).await?))
}

/// `POST /api/v1/conversations/restore`
pub(super) async fn restore(
    State(services): State<Services>,
    Who(who): Who,
    Input(what): Input<RestoreConversations>,
) -> Result<Json<Done>, Failure> {
    let back = services.chat.restore_many(&who, what.ids).await?;
    Ok(Json(Done { ids: back.iter().map(|conversation| conversation.id).collect() }))
}
