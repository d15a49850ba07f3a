use adda_protocol::{
    ConversationId, MessageId, Seq,
    dto::{ConversationPage, Place},
};
use axum::{Json, extract::State};
use serde::Deserialize;

use crate::{
    chat::Opening,
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
    leaf: Option<MessageId>,
}

object! {
    Asked as "ConversationPlace" {
        before: Option<Seq> = "The newest messages before this one.",
        after: Option<Seq> = "The oldest messages after this one.",
        around: Option<Seq> = "Messages with this one in the middle.",
        limit: Option<usize>,
        leaf: Option<MessageId> = "Shows the path up from this message, without choosing it.",
    }
}

/// `GET /api/v1/conversations/{id}?before=&after=&around=&limit=&leaf=`
pub(super) async fn get(
    State(services): State<Services>,
    Reader(who): Reader,
    Id(id): Id<ConversationId>,
    Params(asked): Params<Asked>,
) -> Result<Json<ConversationPage>, Failure> {
    let Asked { before, after, around, limit, leaf } = asked;
    let place = Place::of(before, after, around);
    Ok(Json(services.chat.open_at(&who, id, Opening { place, leaf, limit }).await?))
}
