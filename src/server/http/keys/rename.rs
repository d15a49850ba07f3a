use adda_protocol::{
    ProviderKeyId,
    dto::{ProviderKey, RenameKey},
};
use axum::{Json, extract::State};

use crate::{
    http::{
        Failure,
        extract::{Id, Input, Who},
    },
    services::Services,
};

/// `PATCH /api/v1/keys/{id}`
pub(super) async fn patch(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ProviderKeyId>,
    Input(form): Input<RenameKey>,
) -> Result<Json<ProviderKey>, Failure> {
    Ok(Json(services.keys.rename(&who, id, form).await?))
}
