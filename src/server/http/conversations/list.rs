use adda_protocol::{
    ListCursor,
    dto::{Conversation, Page},
};
use axum::{Json, extract::State};
use serde::Deserialize;

use crate::{
    http::{
        Failure,
        extract::{Params, Reader},
        openapi::object,
    },
    services::Services,
};

#[derive(Debug, Deserialize)]
pub(super) struct Place {
    cursor: Option<String>,
    limit: Option<usize>,
}

object! { Place { cursor: Option<String> = "From the page before: its next.", limit: Option<usize> } }

/// `GET /api/v1/conversations?cursor=&limit=`
pub(super) async fn get(
    State(services): State<Services>,
    Reader(who): Reader,
    Params(place): Params<Place>,
) -> Result<Json<Page<Conversation>>, Failure> {
    let after = match place.cursor.as_deref().map(str::parse::<ListCursor>) {
        Some(Err(_)) => {
            return Err(Failure::invalid("cursor", "This is not a cursor of this list."));
        }
        Some(Ok(cursor)) => Some(cursor),
        None => None,
    };
    Ok(Json(services.chat.list(&who, after, place.limit).await?))
}
