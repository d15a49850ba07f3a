use adda_protocol::dto::{AddProviderKey, ProviderKey};
use axum::{Json, extract::State, http::StatusCode};

use crate::{
    http::{
        Failure,
        extract::{Input, Who},
    },
    services::Services,
};

/// `POST /api/v1/keys`
pub(super) async fn post(
    State(services): State<Services>,
    Who(who): Who,
    Input(new): Input<AddProviderKey>,
) -> Result<(StatusCode, Json<ProviderKey>), Failure> {
    Ok((StatusCode::CREATED, Json(services.keys.add(&who, new).await?)))
}
