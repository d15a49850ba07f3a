use adda_protocol::dto::{Me, UpdateMe};
use axum::{Json, extract::State};

use super::{
    error::Failure,
    extract::{Input, Who},
};
use crate::services::Services;

/// `GET /api/v1/me`
pub(super) async fn get(Who(who): Who) -> Result<Json<Me>, Failure> {
    Ok(Json(Me { session: who.session()?, user: who.user }))
}

/// `PATCH /api/v1/me`
pub(super) async fn patch(
    State(services): State<Services>,
    Who(who): Who,
    Input(change): Input<UpdateMe>,
) -> Result<Json<Me>, Failure> {
    let session = who.session()?;
    Ok(Json(Me { user: services.personal.update_me(&who, change).await?, session }))
}
