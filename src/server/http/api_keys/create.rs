use adda_protocol::dto::{CreateApiKey, CreatedApiKey};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
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
) -> Result<Response, Failure> {
    let made: CreatedApiKey = services.accounts.create_api_key(&who, form).await?;
    // The only answer with a key in it: nobody on the way may keep it.
    let headers = [(header::CACHE_CONTROL, "no-store")];
    Ok((StatusCode::CREATED, headers, Json(made)).into_response())
}
