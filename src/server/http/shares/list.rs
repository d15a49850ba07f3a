use adda_protocol::dto::{Page, Share};
use axum::{Json, extract::State};

use crate::{
    http::{Failure, extract::Who},
    services::Services,
};

/// `GET /api/v1/shares`
pub(super) async fn get(
    State(services): State<Services>,
    Who(who): Who,
) -> Result<Json<Page<Share>>, Failure> {
    let items = services.chat.shares(&who).await?;
    Ok(Json(Page { items, next: None }))
}
