//! What the page of the person's keys asks the server for while it is drawn.

use adda_protocol::dto::ProviderKeys;

use super::{ApiError, context};

/// The person's keys, and the services that take some.
pub async fn list() -> Result<ProviderKeys, ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    Ok(services.keys.list(&who).await?)
}
