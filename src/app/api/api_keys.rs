//! What the page of the person's API keys asks the server for while it is drawn.

use adda_protocol::{
    Millis,
    dto::{ApiKey, CreatedApiKey},
};

use super::{ApiError, context};

/// The person's keys, newest first.
pub async fn list() -> Result<Vec<ApiKey>, ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    Ok(services.accounts.api_keys(&who).await?)
}

/// The key that the form of this very request made.
pub fn made() -> Option<CreatedApiKey> {
    context::extension()
}

/// Where programs find this server, as the reader's browser did.
pub fn base_url() -> String {
    format!("{}/v1", context::base())
}

/// The server's clock.
pub fn now() -> Millis {
    context::services().map(|services| services.clock.now()).unwrap_or_default()
}
