use adda_protocol::{
    ConversationId, Seq,
    dto::{ConversationPage, Place},
};
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
pub(super) struct Asked {
    before: Option<Seq>,
    after: Option<Seq>,
    around: Option<Seq>,
    limit: Option<usize>,
}

object! {
    Asked as "ConversationPlace" {
        before: Option<Seq> = "The newest messages before this one.",
        after: Option<Seq> = "The oldest messages after this one.",
        around: Option<Seq> = "Messages with this one in the middle.",
        limit: Option<usize>,
    }
}

/// `GET /api/v1/conversations/{id}?before=&after=&around=&limit=`
pub(super) async fn get(
    State(services): State<Services>,
    Reader(who): Reader,
    Id(id): Id<ConversationId>,
    Params(asked): Params<Asked>,
) -> Result<Json<ConversationPage>, Failure> {
    let place = Place::of(asked.before, asked.after, asked.around);
    Ok(Json(services.chat.open(&who, id, place, asked.limit).await?))
}
