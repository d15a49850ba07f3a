use adda_protocol::dto::{Conversation, CreateConversation};
use axum::extract::State;

use crate::{
    http::{
        Failure,
        extract::{Asker, Input},
        language::Asked,
        reply::Created,
    },
    services::Services,
};

/// `POST /api/v1/conversations`
pub(super) async fn post(
    State(services): State<Services>,
    Asker(who): Asker,
    Asked(language): Asked,
    Input(new): Input<CreateConversation>,
) -> Result<Created<Conversation>, Failure> {
    let conversation = services.chat.create(&who, new, language).await?;
    Ok(Created(conversation))
}
