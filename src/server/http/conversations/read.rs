use adda_protocol::{ConversationId, Seq, dto::ConversationPage};
use axum::{Json, extract::State};
use serde::Deserialize;

use crate::{
    http::{
        Failure,
        extract::{Id, Params, Reader},
        openapi::object,
    },
    services::Services,
};

#[derive(Debug, Deserialize)]
pub(super) struct Place {
    before: Option<Seq>,
    limit: Option<usize>,
}

object! { Place { before: Option<Seq>, limit: Option<usize> } }

/// `GET /api/v1/conversations/{id}?before=&limit=`
pub(super) async fn get(
    State(services): State<Services>,
    Reader(who): Reader,
    Id(id): Id<ConversationId>,
    Params(place): Params<Place>,
) -> Result<Json<ConversationPage>, Failure> {
    Ok(Json(services.chat.open(&who, id, place.before, place.limit).await?))
}
