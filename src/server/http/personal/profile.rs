use adda_protocol::dto::{Profile, UpdateProfile};
use axum::{Json, extract::State};

use crate::{
    http::{
        Failure,
        extract::{Input, Who},
    },
    services::Services,
};

/// `GET /api/v1/profile`
pub(super) async fn get(
    State(services): State<Services>,
    Who(who): Who,
) -> Result<Json<Profile>, Failure> {
    Ok(Json(services.personal.profile(&who).await?))
}

/// `PATCH /api/v1/profile`
pub(super) async fn patch(
    State(services): State<Services>,
    Who(who): Who,
    Input(change): Input<UpdateProfile>,
) -> Result<Json<Profile>, Failure> {
    Ok(Json(services.personal.update_profile(&who, change).await?))
}
