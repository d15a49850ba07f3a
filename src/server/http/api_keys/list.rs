use adda_protocol::dto::{ApiKey, Page};
use axum::{Json, extract::State};

use crate::{
    http::{Failure, extract::Who},
    services::Services,
};

/// `GET /api/v1/api-keys`
pub(super) async fn get(
    State(services): State<Services>,
    Who(who): Who,
) -> Result<Json<Page<ApiKey>>, Failure> {
    let items = services.accounts.api_keys(&who).await?;
    Ok(Json(Page { items, next: None }))
}
