//! What the pages about the person ask the server for while they are drawn.

use adda_protocol::{
    MemoryId, MessageId,
    dto::{Memory, MoodReport, Page, Profile, SentRequest, UpdateMe, UpdateProfile, User},
};
use adda_redaction::{Action, Kind};

use super::{ApiError, context};

/// Memories on a page.
const MEMORIES: usize = 20;

/// What the person tells of themselves, and allows.
pub async fn profile() -> Result<Profile, ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    Ok(services.personal.profile(&who).await?)
}

/// What the form of this very request could not save.
pub fn typed() -> Option<(UpdateMe, UpdateProfile)> {
    context::extension()
}

/// The person.
pub fn user() -> Result<User, ApiError> {
    Ok(context::identity()?.user)
}

/// What is remembered of them, newest first, before `before`.
pub async fn memories(before: Option<MemoryId>) -> Result<Page<Memory>, ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    Ok(services.personal.memories(&who, before, Some(MEMORIES)).await?)
}

/// How they have felt over the last thirty days, and the clock's time.
pub async fn mood() -> Result<(MoodReport, adda_protocol::Millis), ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    Ok((services.personal.mood(&who, None).await?, services.clock.now()))
}

/// What the operator has done with each kind of private thing.
pub async fn kinds() -> Result<Vec<(Kind, Action)>, ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    let policy = services.personal.policy(&who).await?;
    Ok(Kind::all().map(|kind| (kind, policy.action(kind))).collect())
}

/// What left for an answer.
pub async fn sent(message: MessageId) -> Result<SentRequest, ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    Ok(services.personal.sent(&who, message).await?)
}
