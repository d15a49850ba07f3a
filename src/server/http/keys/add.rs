use adda_protocol::dto::{AddProviderKey, ProviderKey};
use axum::extract::State;

use crate::{
    http::{
        Failure,
        extract::{Input, Who},
        reply::Created,
    },
    services::Services,
};

/// `POST /api/v1/keys`
pub(super) async fn post(
    State(services): State<Services>,
    Who(who): Who,
    Input(new): Input<AddProviderKey>,
) -> Result<Created<ProviderKey>, Failure> {
    Ok(Created(services.keys.add(&who, new).await?))
}
