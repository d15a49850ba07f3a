use adda_protocol::{
    ErrorCode,
    dto::{ModelInfo, ModelState},
};
use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;

use crate::{
    auth::Identity,
    http::{error::Failure, extract::Program, openapi::object},
    services::Services,
};

#[derive(Debug, Serialize)]
pub(super) struct Models {
    object: &'static str,
    data: Vec<Model>,
}

#[derive(Debug, Serialize)]
pub(super) struct Model {
    id: String,
    object: &'static str,
    /// Nobody tells us when.
    created: u64,
    owned_by: String,
}

object! {
    Models as "ModelList" { object: &'static str, data: Vec<Model> }
}

object! {
    Model { id: String, object: &'static str, created: u64, owned_by: String }
}

impl From<ModelInfo> for Model {
    fn from(model: ModelInfo) -> Self {
        Self { id: model.id, object: "model", created: 0, owned_by: model.provider }
    }
}

/// Those the person can use now.
async fn ready(services: &Services, who: &Identity) -> Result<Vec<ModelInfo>, Failure> {
    let (mut models, _) = services.chat.models(who).await?;
    models.retain(|model| model.state == ModelState::Ready);
    Ok(models)
}

/// `GET /v1/models`
pub(super) async fn list(
    State(services): State<Services>,
    Program(who): Program,
) -> Result<Json<Models>, Failure> {
    let data = ready(&services, &who).await?.into_iter().map(Model::from).collect();
    Ok(Json(Models { object: "list", data }))
}

/// `GET /v1/models/{model}`
pub(super) async fn read(
    State(services): State<Services>,
    Program(who): Program,
    Path(id): Path<String>,
) -> Result<Json<Model>, Failure> {
    let found = ready(&services, &who).await?.into_iter().find(|model| model.id == id);
    let missing = || Failure::new(ErrorCode::ModelUnavailable);
    found.map(|model| Json(model.into())).ok_or_else(missing)
}
