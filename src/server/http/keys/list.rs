use adda_protocol::dto::ProviderKeys;
use axum::{Json, extract::State};

use crate::{
    http::{Failure, extract::Who},
    services::Services,
};

/// `GET /api/v1/keys`
pub(super) async fn get(
    State(services): State<Services>,
    Who(who): Who,
) -> Result<Json<ProviderKeys>, Failure> {
    Ok(Json(services.keys.list(&who).await?))
}
