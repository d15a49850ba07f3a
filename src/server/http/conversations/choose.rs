use adda_protocol::{
    ConversationId,
    dto::{ChooseVersion, ConversationPage},
};
use axum::{Json, extract::State};

use crate::{
    http::{
        Failure,
        extract::{Asker, Id, Input},
    },
    services::Services,
};

/// `PATCH /api/v1/conversations/{id}/chosen`
pub(super) async fn patch(
    State(services): State<Services>,
    Asker(who): Asker,
    Id(id): Id<ConversationId>,
    Input(chosen): Input<ChooseVersion>,
) -> Result<Json<ConversationPage>, Failure> {
    Ok(Json(services.chat.choose(&who, id, chosen.message).await?))
}
