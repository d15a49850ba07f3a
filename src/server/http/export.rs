//! Everything of a person's as one archive. For people in a session: no key opens it.

use axum::{
    body::Body,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use futures::stream;

use super::{Failure, extract::Who, openapi::Routes};
use crate::{auth::Identity, services::Services};

pub(super) const MEDIA: &str = "application/zip";

pub(super) fn routes() -> Routes {
    Routes::new("Data")
        .get("/export", get, "Gives everything of the person's as a ZIP archive.")
        .saying(|operation| operation.gives_text(200, MEDIA))
}

/// `GET /api/v1/export`
async fn get(State(services): State<Services>, Who(who): Who) -> Result<Response, Failure> {
    answer(&services, &who).await
}

/// The archive, sent while it is written.
pub(super) async fn answer(services: &Services, who: &Identity) -> Result<Response, Failure> {
    let export = services.exports.begin(who).await?;
    let headers = [
        (header::CONTENT_TYPE, MEDIA.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", export.name)),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    let pieces = stream::unfold(export.pieces, async |mut pieces| {
        pieces.recv().await.map(|piece| (piece, pieces))
    });
    Ok((headers, Body::from_stream(pieces)).into_response())
}
