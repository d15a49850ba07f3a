//! What an administrator's pages ask the server for while they are drawn.

use adda_protocol::{ErrorCode, Millis, UserId, dto::Page};
pub use adda_server::administration::{
    Person, PersonDetails, PersonUsage, ServiceState, Setting, Shown, Trouble, UsageOfAll,
};

use super::{ApiError, context};

/// Whether any of it is there for whoever asks.
pub fn is_open() -> bool {
    context::is_administrators()
}

pub fn now() -> Result<Millis, ApiError> {
    Ok(context::services()?.clock.now())
}

/// People whose e-mail or name contains `words`, from where the page before ended.
pub async fn people(words: &str, cursor: Option<&str>) -> Result<Page<Person>, ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    let before = cursor.map(str::parse::<UserId>).transpose();
    let before = before.map_err(|_| ApiError::new(ErrorCode::Malformed))?;
    Ok(services.administration.people(&who, words, before).await?)
}

pub async fn person(id: &str) -> Result<PersonDetails, ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    let id = id.parse::<UserId>().map_err(|_| ApiError::new(ErrorCode::NotFound))?;
    Ok(services.administration.person(&who, id).await?)
}

/// What everybody used from a day to another, both included.
pub async fn usage(from: &str, to: &str) -> Result<UsageOfAll, ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    Ok(services.administration.usage(&who, from, to).await?)
}

/// The AI services in use, and what went wrong with them.
pub async fn services() -> Result<(Vec<ServiceState>, Vec<Trouble>), ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    Ok(services.administration.services(&who).await?)
}

/// Whether people can make accounts, and all settings in force.
pub fn settings() -> Result<(bool, Vec<Setting>), ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    let admin = &services.administration;
    Ok((admin.registration(&who)?, admin.settings(&who)?))
}
