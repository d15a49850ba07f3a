use adda_protocol::{
    ListCursor,
    dto::{Conversation, Page},
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

/// `GET /api/v1/conversations?cursor=&limit=`
pub(super) async fn get(
    State(services): State<Services>,
    Reader(who): Reader,
    Params(place): Params<Place>,
) -> Result<Json<Page<Conversation>>, Failure> {
    let after = place.cursor::<ListCursor>()?;
    Ok(Json(services.chat.list(&who, after, place.limit).await?))
}
