use adda_protocol::{ConversationId, MessageId};
use axum::extract::State;

use crate::{
    http::{
        Failure,
        extract::{Asker, Id, Who},
        reply::{Accepted, NoContent},
    },
    services::Services,
};

type Ids = Id<(ConversationId, MessageId)>;

/// `POST .../messages/{message}/stop`: what was written is kept.
pub(super) async fn stop(
    State(services): State<Services>,
    Asker(who): Asker,
    Id((id, message)): Ids,
) -> Result<NoContent, Failure> {
    services.chat.stop(&who, id, message).await?;
    Ok(NoContent)
}

/// `DELETE .../messages/{message}`: it keeps its place, its text is gone.
pub(super) async fn erase(
    State(services): State<Services>,
    Who(who): Who,
    Id((id, message)): Ids,
) -> Result<NoContent, Failure> {
    services.chat.erase(&who, id, message).await?;
    Ok(NoContent)
}

/// `POST .../messages/{message}/continue`: goes on where the answer ended.
pub(super) async fn resume(
    State(services): State<Services>,
    Asker(who): Asker,
    Id((id, message)): Ids,
) -> Result<Accepted, Failure> {
    services.chat.resume(&who, id, message).await?;
    Ok(Accepted)
}

/// `POST .../messages/{message}/retry`: writes the answer anew.
pub(super) async fn retry(
    State(services): State<Services>,
    Asker(who): Asker,
    Id((id, message)): Ids,
) -> Result<Accepted, Failure> {
    services.chat.retry(&who, id, message).await?;
    Ok(Accepted)
}
