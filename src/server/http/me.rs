use adda_protocol::dto::Me;
use axum::Json;

use super::extract::Who;

/// `GET /api/v1/me`
pub(super) async fn get(Who(who): Who) -> Json<Me> {
    Json(Me { user: who.user, session: who.session })
}
