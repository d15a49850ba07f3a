use adda_protocol::{
    ListCursor,
    dto::{Conversation, Listing, Page},
};
use axum::{Json, extract::State};

use crate::{
    http::{
        Failure,
        extract::{Params, Reader},
        paging::Place,
    },
    services::Services,
};

/// `GET /api/v1/conversations?cursor=&limit=&archived=&category=&title=`
pub(super) async fn get(
    State(services): State<Services>,
    Reader(who): Reader,
    Params(place): Params<Place>,
    Params(wanted): Params<Listing>,
) -> Result<Json<Page<Conversation>>, Failure> {
    let after = place.cursor::<ListCursor>()?;
    Ok(Json(services.chat.list(&who, wanted, after, place.limit).await?))
}
