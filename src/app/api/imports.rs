//! What the page of a person's data asks the server for while it is drawn.

use adda_protocol::dto::Import;

use super::{ApiError, context};

/// The person's last file from elsewhere.
pub async fn latest() -> Result<Option<Import>, ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    Ok(services.imports.latest(&who).await?)
}
