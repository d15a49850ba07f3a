use adda_protocol::dto::Me;
use axum::Json;

use super::{error::Failure, extract::Who};

/// `GET /api/v1/me`
pub(super) async fn get(Who(who): Who) -> Result<Json<Me>, Failure> {
    Ok(Json(Me { session: who.session()?, user: who.user }))
}
