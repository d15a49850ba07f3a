use adda_protocol::{ConversationId, dto::CreateShare};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    http::{
        Failure,
        extract::{Id, Input, Who},
    },
    services::Services,
};

/// `POST /api/v1/conversations/{id}/shares`
pub(super) async fn post(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ConversationId>,
    Input(new): Input<CreateShare>,
) -> Result<Response, Failure> {
    let made = services.chat.share(&who, id, new).await?;
    // The only answer with the link in it: nobody on the way may keep it.
    let headers = [(header::CACHE_CONTROL, "no-store")];
    Ok((StatusCode::CREATED, headers, Json(made)).into_response())
}
