use adda_protocol::ConversationId;
use axum::extract::State;
use serde::Deserialize;

use crate::{
    http::{
        Failure,
        extract::{Id, Params, Who},
        openapi::object,
        reply::NoContent,
    },
    services::Services,
};

#[derive(Debug, Deserialize)]
pub(super) struct Deletion {
    forget: Option<bool>,
    undo: Option<u32>,
}

object! {
    Deletion {
        forget: Option<bool> = "true: what is remembered from it goes as well.",
        undo: Option<u32> = "Seconds in which it can be restored, at most 60; without, it is gone at once.",
    }
}

/// `DELETE /api/v1/conversations/{id}?forget=&undo=`
pub(super) async fn delete(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ConversationId>,
    Params(how): Params<Deletion>,
) -> Result<NoContent, Failure> {
    services.chat.delete(&who, id, how.forget.unwrap_or(false), how.undo).await?;
    Ok(NoContent)
}
