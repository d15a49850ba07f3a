use adda_protocol::dto::{Appearance, UpdateAppearance};
use axum::{Json, extract::State};

use crate::{
    http::{
        Failure,
        extract::{Input, Who},
    },
    services::Services,
};

/// `GET /api/v1/me/appearance`
pub(super) async fn get(
    State(services): State<Services>,
    Who(who): Who,
) -> Result<Json<Appearance>, Failure> {
    Ok(Json(services.personal.appearance(&who).await?.unwrap_or_default()))
}

/// `PATCH /api/v1/me/appearance`
pub(super) async fn patch(
    State(services): State<Services>,
    Who(who): Who,
    Input(change): Input<UpdateAppearance>,
) -> Result<Json<Appearance>, Failure> {
    Ok(Json(services.personal.update_appearance(&who, change).await?))
}
