//! What answers used and cost.

use adda_protocol::{ConversationId, dto::Totals};
use leptos::prelude::*;

use super::{ApiError, call::Call};

/// Sums over a conversation's answers.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "chat_usage")]
pub async fn of_chat(id: ConversationId) -> Result<Totals, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    Ok(services.chat.usage(&who, id).await?)
}
