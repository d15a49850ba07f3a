use adda_protocol::{
    ErrorCode, SessionId,
    dto::{Page, Session},
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::farewell;
use crate::{
    http::{
        Caller, Failure,
        extract::{Id, Who},
    },
    services::Services,
};

/// `GET /api/v1/sessions`
pub(super) async fn list(
    State(services): State<Services>,
    Who(who): Who,
) -> Result<Json<Page<Session>>, Failure> {
    let items = services.accounts.sessions(&who).await?;
    Ok(Json(Page { items, next: None }))
}

/// `DELETE /api/v1/sessions/{id}`
pub(super) async fn revoke(
    State(services): State<Services>,
    caller: Caller,
    Who(who): Who,
    Id(session): Id<SessionId>,
) -> Result<Response, Failure> {
    if !services.accounts.revoke(&who, session).await? {
        return Err(Failure::new(ErrorCode::NotFound));
    }
    if session == who.session()? {
        return Ok(farewell(&services, &caller));
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}
