use adda_protocol::{
    MemoryId,
    dto::{CreateMemory, Memory, Page, UpdateMemory},
};
use axum::{Json, extract::State};

use crate::{
    http::{
        Failure,
        extract::{Id, Input, Params, Who},
        paging::Place,
        reply::{Created, NoContent},
    },
    services::Services,
};

/// `GET /api/v1/memories?cursor=&limit=`
pub(super) async fn list(
    State(services): State<Services>,
    Who(who): Who,
    Params(place): Params<Place>,
) -> Result<Json<Page<Memory>>, Failure> {
    let before = place.cursor::<MemoryId>()?;
    Ok(Json(services.personal.memories(&who, before, place.limit).await?))
}

/// `POST /api/v1/memories`
pub(super) async fn create(
    State(services): State<Services>,
    Who(who): Who,
    Input(new): Input<CreateMemory>,
) -> Result<Created<Memory>, Failure> {
    Ok(Created(services.personal.remember(&who, new).await?))
}

/// `DELETE /api/v1/memories`
pub(super) async fn forget(
    State(services): State<Services>,
    Who(who): Who,
) -> Result<NoContent, Failure> {
    services.personal.forget(&who).await?;
    Ok(NoContent)
}

/// `PATCH /api/v1/memories/{id}`
pub(super) async fn update(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<MemoryId>,
    Input(change): Input<UpdateMemory>,
) -> Result<Json<Memory>, Failure> {
    Ok(Json(services.personal.change_memory(&who, id, change).await?))
}

/// `DELETE /api/v1/memories/{id}`
pub(super) async fn delete(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<MemoryId>,
) -> Result<NoContent, Failure> {
    services.personal.remove_memory(&who, id).await?;
    Ok(NoContent)
}
