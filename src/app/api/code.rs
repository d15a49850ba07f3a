//! What the parts of code are.

use leptos::prelude::*;

pub use super::runs_at_once as at_once;
use super::{ApiError, call::Call};

/// The runs of `code`, encoded; none where its language is not known.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "code")]
pub async fn runs(language: String, code: String) -> Result<Option<String>, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    services.limits.code(who.user.id).await.map_err(adda_server::failure::Failure::from)?;
    let runs = adda_server::code::read(language, code).await;
    Ok(runs.map(|runs| adda_protocol::code::encode(&runs)))
}
