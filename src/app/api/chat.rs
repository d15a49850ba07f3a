//! Server functions of the chat page.

use std::fmt;

use adda_protocol::{
    ClientMessageId, ConversationId, MessageId, Millis, Seq,
    dto::{
        self, ChatPrivacy, Conversation, ConversationPage, Leaving, Listing, ModelInfo, Place,
        Totals, UpdateChatPrivacy, UpdateConversation, User,
    },
    from_json,
    json::FromJson,
};
use adda_redaction::Policy;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ApiError, call::Call};

/// Cookie with the reader's zone, in minutes from UTC.
pub const ZONE: &str = "adda_zone";

/// All a chat page shows, in one answer: it is written into the page, so that taking over asks for nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChatPageData {
    pub me: User,
    pub conversations: dto::Page<Conversation>,
    /// Categories the person has conversations in.
    pub categories: Vec<String>,
    /// What was deleted and can come back.
    pub leaving: Option<Leaving>,
    /// When this was asked for, and the reader's zone then, in minutes from UTC, as far as their browser has told.
    pub asked: (Millis, i64),
    /// The conversation the address names.
    pub open: Option<ConversationPage>,
    /// What its answers used and cost.
    pub spent: Option<Totals>,
    /// What the person lets the AI know there.
    pub privacy: Option<ChatPrivacy>,
    pub models: Vec<ModelInfo>,
    pub default_model: String,
    /// What the person is called, and what is looked for in what they type.
    pub looked_for: (String, Rules),
    /// For the form of the message box, so that sending it twice is sending once.
    pub form: ClientMessageId,
}

from_json!(ChatPageData {
    me,
    conversations,
    categories,
    leaving,
    asked,
    open,
    spent,
    privacy,
    models,
    default_model,
    looked_for,
    form
});

/// A [`Policy`] as it travels: only what looks for private text reads it. `Debug` prints nothing of it, as it has a person's
/// own words.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rules(Value);

impl Rules {
    pub fn of(policy: &Policy) -> Self {
        Self(serde_json::to_value(policy).unwrap_or_default())
    }

    /// The usual policy where it cannot be read.
    pub fn policy(&self) -> Policy {
        Policy::deserialize(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rules(..)")
    }
}

impl FromJson for Rules {
    fn from_json(value: &mut Value) -> Option<Self> {
        Some(Self(value.take()))
    }
}

/// The page at an address: the newest messages, or those before `before` or at `place`.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "page")]
pub async fn page(
    conversation: Option<ConversationId>,
    before: Option<Seq>,
    // Pages of an older build do not say.
    #[server(default)] place: Option<Place>,
) -> Result<ChatPageData, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    let (open, spent, privacy) = match conversation {
        Some(id) => {
            let place = place.or(before.map(Place::Before));
            if let Some(Place::Around(seq)) = place {
                services.chat.reveal(&who, id, seq).await?;
            }
            let open = services.chat.open(&who, id, place, None).await?;
            let spent = services.chat.usage(&who, id).await?;
            (Some(open), Some(spent), Some(services.personal.chat_privacy(&who, id).await?))
        }
        None => (None, None, None),
    };
    let conversations = services.chat.list(&who, Listing::default(), None, None).await?;
    let categories = services.chat.categories(&who).await?;
    let categories = categories.into_iter().map(|category| category.name).collect();
    let leaving = services.chat.leaving(&who).await?;
    let asked = (services.clock.now(), super::context::zone());
    let (models, default_model) = services.chat.models(&who).await?;
    let form = services.ids.make(ClientMessageId::new);
    let (called, policy) = services.chat.looked_for(&who).await?;
    let me = who.user;
    Ok(ChatPageData {
        me,
        conversations,
        categories,
        leaving,
        asked,
        open,
        spent,
        privacy,
        models,
        default_model,
        looked_for: (called, Rules::of(&policy)),
        form,
    })
}

/// The list of those conversations after `cursor`.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "conversations")]
pub async fn conversations(
    cursor: Option<String>,
    // Pages of an older build do not say.
    #[server(default)] wanted: Listing,
) -> Result<dto::Page<Conversation>, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    let after = cursor
        .map(|text| text.parse())
        .transpose()
        .map_err(|_| ApiError::new(adda_protocol::ErrorCode::Malformed))?;
    Ok(services.chat.list(&who, wanted, after, Some(100)).await?)
}

/// A conversation with its newest messages, or those before `before` or at `place`; so many, or as many as usual.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "open")]
pub async fn open(
    id: ConversationId,
    before: Option<Seq>,
    // Pages of an older build do not say.
    #[server(default)] limit: Option<u32>,
    #[server(default)] place: Option<Place>,
) -> Result<ConversationPage, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    let limit = limit.and_then(|limit| limit.try_into().ok());
    Ok(services.chat.open(&who, id, place.or(before.map(Place::Before)), limit).await?)
}

/// Shows the path on which a message lies: its newest messages, or those around that one.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "reveal")]
pub async fn reveal(
    id: ConversationId,
    seq: Seq,
    // Pages of an older build go back from the newest.
    #[server(default)] around: bool,
) -> Result<ConversationPage, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    services.chat.reveal(&who, id, seq).await?;
    Ok(services.chat.open(&who, id, around.then_some(Place::Around(seq)), None).await?)
}

/// Shows the path through a message: its newest messages.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "choose")]
pub async fn choose(id: ConversationId, message: MessageId) -> Result<ConversationPage, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    Ok(services.chat.choose(&who, id, message).await?)
}

/// Deletes what was said in a message.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "erase")]
pub async fn erase(id: ConversationId, message: MessageId) -> Result<(), ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    Ok(services.chat.erase(&who, id, message).await?)
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

/// Deletes a conversation with everything in it, with `forget` also what is remembered from it.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "delete")]
pub async fn delete(
    id: ConversationId,
    // Pages of an older build do not say.
    #[server(default)] forget: bool,
) -> Result<(), ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    Ok(services.chat.delete(&who, id, forget, None).await?)
}

/// What the person lets the AI know in a conversation, once what is present has changed.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "privacy")]
pub async fn privacy(
    id: ConversationId,
    change: UpdateChatPrivacy,
) -> Result<ChatPrivacy, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    if change.memory.is_none() && change.mood.is_none() {
        return Ok(services.personal.chat_privacy(&who, id).await?);
    }
    Ok(services.personal.update_chat_privacy(&who, id, change).await?)
}
