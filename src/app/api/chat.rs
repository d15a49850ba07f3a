//! Server functions of the chat page.

use adda_protocol::{
    ClientMessageId, ConversationId, Seq,
    dto::{self, Conversation, ConversationPage, ModelInfo, Totals, UpdateConversation, User},
};
use adda_redaction::Policy;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, call::Call};

/// All a chat page shows, in one answer: it is written into the page, so that taking over asks for nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChatPageData {
    pub me: User,
    pub conversations: dto::Page<Conversation>,
    /// The conversation the address names.
    pub open: Option<ConversationPage>,
    /// What its answers used and cost.
    pub spent: Option<Totals>,
    pub models: Vec<ModelInfo>,
    pub default_model: String,
    /// What the person is called, and what is looked for in what they type.
    pub looked_for: (String, Policy),
    /// For the form of the message box, so that sending it twice is sending once.
    pub form: ClientMessageId,
}

/// The page at an address: the newest messages, or those before `before`.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "page")]
pub async fn page(
    conversation: Option<ConversationId>,
    before: Option<Seq>,
) -> Result<ChatPageData, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    let (open, spent) = match conversation {
        Some(id) => {
            let open = services.chat.open(&who, id, before, None).await?;
            (Some(open), Some(services.chat.usage(&who, id).await?))
        }
        None => (None, None),
    };
    let conversations = services.chat.list(&who, None, None).await?;
    let (models, default_model) = services.chat.models(&who).await?;
    let form = services.ids.make(ClientMessageId::new);
    let looked_for = services.chat.looked_for(&who).await?;
    let me = who.user;
    Ok(ChatPageData { me, conversations, open, spent, models, default_model, looked_for, form })
}

/// The list of conversations after `cursor`.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "conversations")]
pub async fn conversations(cursor: Option<String>) -> Result<dto::Page<Conversation>, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    let after = cursor
        .map(|text| text.parse())
        .transpose()
        .map_err(|_| ApiError::new(adda_protocol::ErrorCode::Malformed))?;
    Ok(services.chat.list(&who, after, None).await?)
}

/// A conversation with its newest messages, or those before `before`.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "open")]
pub async fn open(id: ConversationId, before: Option<Seq>) -> Result<ConversationPage, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    Ok(services.chat.open(&who, id, before, None).await?)
}

/// Renames a conversation or chooses its model.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "update")]
pub async fn update(
    id: ConversationId,
    change: UpdateConversation,
) -> Result<Conversation, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    Ok(services.chat.update(&who, id, change).await?)
}

/// Deletes a conversation with everything in it.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "delete")]
pub async fn delete(id: ConversationId) -> Result<(), ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    Ok(services.chat.delete(&who, id, false).await?)
}
