//! Finding what was said.

use adda_protocol::search::SearchPage;
use leptos::prelude::*;

use super::{ApiError, call::Call};

/// Messages with all words of `asked`, and conversations with such a title.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "search")]
pub async fn find(
    asked: String,
    cursor: Option<String>,
    limit: Option<u32>,
) -> Result<SearchPage, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    let before = cursor.map(|text| text.parse()).transpose();
    let before = before.map_err(|_| ApiError::new(adda_protocol::ErrorCode::Malformed))?;
    let limit = limit.and_then(|limit| limit.try_into().ok());
    Ok(services.chat.search(&who, &asked, before, limit).await?)
}
