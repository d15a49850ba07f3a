//! Finding what was said.

use adda_protocol::search::SearchPage;
use axum::{Json, extract::State};
use serde::Deserialize;

use super::{
    Failure,
    extract::{Params, Reader},
    openapi::{Routes, object},
};
use crate::services::Services;

#[derive(Debug, Deserialize)]
pub(super) struct Question {
    #[serde(default)]
    q: String,
    cursor: Option<String>,
    limit: Option<usize>,
}

object! {
    Question as "SearchQuestion" {
        q: String as optional = "Words, all of which must be there; the last may be the beginning of one. Between quotes, in sequence.",
        cursor: Option<String> = "From the page before: its next.",
        limit: Option<usize>,
    }
}

pub(super) fn routes() -> Routes {
    Routes::new("Search").get("/search", get, "Finds messages by their words, newest first.")
}

/// `GET /api/v1/search?q=&cursor=&limit=`
async fn get(
    State(services): State<Services>,
    Reader(who): Reader,
    Params(asked): Params<Question>,
) -> Result<Json<SearchPage>, Failure> {
    let before = asked.cursor.as_deref().map(str::parse).transpose();
    let before =
        before.map_err(|_| Failure::invalid("cursor", "This is not a cursor of this list."))?;
    Ok(Json(services.chat.search(&who, &asked.q, before, asked.limit).await?))
}
