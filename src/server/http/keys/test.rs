use adda_protocol::{ProviderKeyId, dto::KeyTest};
use axum::{Json, extract::State};

use crate::{
    http::{
        Failure,
        extract::{Id, Who},
    },
    services::Services,
};

/// `POST /api/v1/keys/{id}/test`: the service is asked for a word with the key.
pub(super) async fn post(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ProviderKeyId>,
) -> Result<Json<KeyTest>, Failure> {
    Ok(Json(services.keys.test(&who, id).await?))
}
