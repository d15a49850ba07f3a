use adda_protocol::{MessageId, dto::SentRequest};
use axum::{Json, extract::State};

use crate::{
    http::{
        Failure,
        extract::{Id, Who},
    },
    services::Services,
};

/// `GET /api/v1/messages/{id}/sent`
pub(super) async fn get(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<MessageId>,
) -> Result<Json<SentRequest>, Failure> {
    Ok(Json(services.personal.sent(&who, id).await?))
}
