//! Server functions of the list of conversations.

use adda_protocol::{
    ConversationId,
    dto::{ChangeConversations, Conversation, DeleteConversations, Done},
};
use leptos::prelude::*;

use super::{ApiError, call::Call};

/// Pins, archives, sorts or reads many.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "change_many")]
pub async fn change(change: ChangeConversations) -> Result<Done, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    Ok(services.chat.update_many(&who, change).await?)
}

/// Deletes many.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "delete_many")]
pub async fn delete(what: DeleteConversations) -> Result<Done, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    Ok(services.chat.delete_many(&who, what).await?)
}

/// Brings back those whose deletion can be undone.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "restore_many")]
pub async fn restore(ids: Vec<ConversationId>) -> Result<Vec<Conversation>, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    Ok(services.chat.restore_many(&who, ids).await?)
}
