use adda_protocol::dto::ModelInfo;
use axum::{Json, extract::State};
use serde::Serialize;

use super::{
    Failure,
    extract::Reader,
    openapi::{Routes, object},
};
use crate::services::Services;

#[derive(Debug, Serialize)]
pub(super) struct Models {
    items: Vec<ModelInfo>,
    /// The one new conversations get.
    default: String,
}

object! {
    Models {
        items: Vec<ModelInfo>,
        default: String = "The one new conversations get.",
    }
}

pub(super) fn routes() -> Routes {
    Routes::new("Models").get("/models", get, "Lists the models people can choose.")
}

/// `GET /api/v1/models`
async fn get(
    State(services): State<Services>,
    Reader(who): Reader,
) -> Result<Json<Models>, Failure> {
    let (items, default) = services.chat.models(&who).await?;
    Ok(Json(Models { items, default }))
}
