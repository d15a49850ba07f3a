//! What a person's answers used: as data, and as a table to take away.

use adda_protocol::ConversationId;
use adda_protocol::dto::{Totals, UsageReport};
use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    Failure,
    extract::{Id, Params, Reader},
    openapi::{Routes, object},
};
use crate::{metering, services::Services};

pub(super) fn routes() -> Routes {
    Routes::new("Usage")
        .get("/usage", report, "Sums what the person's answers used.")
        .get("/usage.csv", table, "The same as a table to take away.")
        .saying(|operation| operation.gives_text(200, "text/csv"))
        .get("/conversations/{id}/usage", conversation, "Sums what a conversation used.")
}

object! {
    Days { from: Option<String> = "YYYY-MM-DD", to: Option<String> = "YYYY-MM-DD" }
}

#[derive(Debug, Deserialize)]
struct Days {
    from: Option<String>,
    to: Option<String>,
}

/// `GET /api/v1/usage?from=YYYY-MM-DD&to=YYYY-MM-DD`
async fn report(
    State(services): State<Services>,
    Reader(who): Reader,
    Params(days): Params<Days>,
) -> Result<Json<UsageReport>, Failure> {
    let report = services.spending.report(&who, days.from.as_deref(), days.to.as_deref()).await?;
    Ok(Json(report))
}

/// `GET /api/v1/usage.csv?from=YYYY-MM-DD&to=YYYY-MM-DD`
async fn table(
    State(services): State<Services>,
    Reader(who): Reader,
    Params(days): Params<Days>,
) -> Result<Response, Failure> {
    let report = services.spending.report(&who, days.from.as_deref(), days.to.as_deref()).await?;
    let name = format!("attachment; filename=\"adda-usage-{}-{}.csv\"", report.from, report.to);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, metering::csv(&report)).into_response())
}

/// `GET /api/v1/conversations/{id}/usage`
async fn conversation(
    State(services): State<Services>,
    Reader(who): Reader,
    Id(id): Id<ConversationId>,
) -> Result<Json<Totals>, Failure> {
    Ok(Json(services.chat.usage(&who, id).await?))
}
