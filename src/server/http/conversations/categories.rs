use adda_protocol::dto::{Category, Page};
use axum::{Json, extract::State};

use crate::{
    http::{Failure, extract::Reader},
    services::Services,
};

/// `GET /api/v1/categories`
pub(super) async fn get(
    State(services): State<Services>,
    Reader(who): Reader,
) -> Result<Json<Page<Category>>, Failure> {
    let items = services.chat.categories(&who).await?;
    Ok(Json(Page { items, next: None }))
}
