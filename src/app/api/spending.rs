//! What answers used and cost.

use adda_protocol::{ConversationId, dto::Totals};
use leptos::{prelude::*, server_fn::codec::Json};

use super::ApiError;

/// Sums over a conversation's answers.
#[server(prefix = "/api/ui", endpoint = "chat_usage", input = Json)]
pub async fn of_chat(id: ConversationId) -> Result<Totals, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    Ok(services.chat.usage(&who, id).await?)
}
