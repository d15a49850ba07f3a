//! What the page of all chats asks the server for while it is drawn.

use adda_protocol::{
    ConversationId, ErrorCode, ListCursor,
    dto::{Conversation, Leaving, Listing},
};

use super::{ApiError, context};

/// What the address asks for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub wanted: Listing,
    pub cursor: Option<String>,
    /// One chat alone.
    pub id: Option<ConversationId>,
}

#[derive(Clone, Debug)]
pub struct Chats {
    pub items: Vec<Conversation>,
    pub next: Option<String>,
    pub categories: Vec<String>,
    pub leaving: Option<Leaving>,
}

pub async fn page(asked: Asked) -> Result<Chats, ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    let chat = &services.chat;
    let (items, next) = if let Some(id) = asked.id {
        // A chat that is not there is an empty page: its options are gone with it.
        match chat.open(&who, id, None, Some(1)).await {
            Ok(page) => (vec![page.conversation], None),
            Err(adda_server::chat::Error::NotFound) => (Vec::new(), None),
            Err(error) => return Err(error.into()),
        }
    } else {
        let after = asked.cursor.map(|text| text.parse::<ListCursor>()).transpose();
        let after = after.map_err(|_| ApiError::new(ErrorCode::Malformed))?;
        let page = chat.list(&who, asked.wanted, after, None).await?;
        (page.items, page.next)
    };
    let used = chat.categories(&who).await?;
    let categories = used.into_iter().map(|category| category.name).collect();
    Ok(Chats { items, next, categories, leaving: chat.leaving(&who).await? })
}
