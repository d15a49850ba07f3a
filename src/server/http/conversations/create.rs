use adda_protocol::dto::{Conversation, CreateConversation};
use axum::{Json, extract::State, http::StatusCode};

use crate::{
    http::{
        Failure,
        extract::{Asker, Input},
    },
    services::Services,
};

/// `POST /api/v1/conversations`
pub(super) async fn post(
    State(services): State<Services>,
    Asker(who): Asker,
    Input(new): Input<CreateConversation>,
) -> Result<(StatusCode, Json<Conversation>), Failure> {
    let conversation = services.chat.create(&who, new).await?;
    Ok((StatusCode::CREATED, Json(conversation)))
}
