//! What the page of the person's usage asks the server for while it is drawn.

use adda_protocol::{Millis, dto::UsageReport};

use super::{ApiError, context};

/// Now, and when the person's account was made.
pub fn span() -> Result<(Millis, Millis), ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    Ok((services.clock.now(), who.user.created_at))
}

/// What the person used from one day to another, both included.
pub async fn report(from: &str, to: &str) -> Result<UsageReport, ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    Ok(services.spending.report(&who, Some(from), Some(to)).await?)
}
