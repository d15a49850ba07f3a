use adda_protocol::dto::{CreateApiKey, CreatedApiKey};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};

use crate::{
    http::{
        Failure,
        extract::{Input, Who},
    },
    services::Services,
};

/// `POST /api/v1/api-keys`
pub(super) async fn post(
    State(services): State<Services>,
    Who(who): Who,
    Input(form): Input<CreateApiKey>,
) -> Result<impl IntoResponse, Failure> {
    let made: CreatedApiKey = services.accounts.create_api_key(&who, form).await?;
    // The only answer with a key in it: nobody on the way may keep it.
    Ok((StatusCode::CREATED, [(header::CACHE_CONTROL, "no-store")], Json(made)))
}
