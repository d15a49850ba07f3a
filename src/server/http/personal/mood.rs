use adda_protocol::dto::MoodReport;
use axum::{Json, extract::State};
use serde::Deserialize;

use crate::{
    http::{
        Failure,
        extract::{Params, Who},
        openapi::object,
    },
    services::Services,
};

#[derive(Debug, Deserialize)]
pub(super) struct Days {
    days: Option<u32>,
}

object! { Days as "MoodDays" { days: Option<u32> = "How many, today the last; 30 where absent, 366 at most." } }

/// `GET /api/v1/mood?days=`
pub(super) async fn get(
    State(services): State<Services>,
    Who(who): Who,
    Params(asked): Params<Days>,
) -> Result<Json<MoodReport>, Failure> {
    Ok(Json(services.personal.mood(&who, asked.days).await?))
}
