use adda_protocol::dto::ModelInfo;
use axum::{Json, extract::State};
use serde::Serialize;

use super::{Failure, extract::Reader};
use crate::services::Services;

#[derive(Debug, Serialize)]
pub(super) struct Models {
    items: Vec<ModelInfo>,
    /// The one new conversations get.
    default: String,
}

/// `GET /api/v1/models`
pub(super) async fn get(
    State(services): State<Services>,
    Reader(who): Reader,
) -> Result<Json<Models>, Failure> {
    let (items, default) = services.chat.models(&who).await?;
    Ok(Json(Models { items, default }))
}
