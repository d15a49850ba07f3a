//! Files of other services, taken over. For people in a session: no key does it.

use adda_protocol::{
    ImportId,
    dto::{Import, Page},
};
use axum::{
    Json,
    body::Body,
    extract::{FromRequest, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures::{Stream, StreamExt};
use serde_json::json;

use super::{
    Failure,
    extract::{Id, Who, essence},
    openapi::{Operation, Routes},
    reply::NoContent,
};
use crate::services::Services;

const KINDS: [&str; 4] = [
    "application/json",
    "application/zip",
    "application/x-zip-compressed",
    "application/octet-stream",
];

pub(super) fn routes() -> Routes {
    Routes::new("Data")
        .get("/imports", list, "Tells how far the person's last file is.")
        .post(
            "/imports",
            post,
            "Takes over the conversations of an export of ChatGPT, Claude or Adda: its ZIP archive or its JSON.",
        )
        .saying(|operation| operation.gives::<Import>(202))
        .delete("/imports/{id}", cancel, "Reads a file no further; what was taken over stays.")
}

/// A file as the body, of whatever length.
pub(super) struct Upload(Body);

impl Upload {
    pub fn describe(operation: &mut Operation<'_>) {
        let schema = json!({"schema": {"type": "string", "format": "binary"}});
        let content = json!({ KINDS[0]: schema, KINDS[1]: schema });
        operation.body = Some(json!({ "required": true, "content": content }));
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        match essence(request.headers()) {
            Some(kind) if KINDS.contains(&kind) => Ok(Self(request.into_body())),
            _ => Err(Failure::with_message(
                adda_protocol::ErrorCode::UnsupportedMediaType,
                "Send the file as application/zip or application/json.",
            )),
        }
    }
}

/// `POST /api/v1/imports`
async fn post(
    State(services): State<Services>,
    Who(who): Who,
    Upload(file): Upload,
) -> Result<Response, Failure> {
    let begun = services.imports.begin(&who, pieces(file)).await?;
    Ok((StatusCode::ACCEPTED, [(header::CACHE_CONTROL, "no-store")], Json(begun)).into_response())
}

/// `GET /api/v1/imports`
async fn list(
    State(services): State<Services>,
    Who(who): Who,
) -> Result<Json<Page<Import>>, Failure> {
    let items = services.imports.latest(&who).await?.into_iter().collect();
    Ok(Json(Page { items, next: None }))
}

/// `DELETE /api/v1/imports/{id}`
async fn cancel(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<ImportId>,
) -> Result<NoContent, Failure> {
    services.imports.cancel(&who, id).await?;
    Ok(NoContent)
}

/// A body as it comes.
pub(super) fn pieces(body: Body) -> impl Stream<Item = std::io::Result<Bytes>> + Send + Unpin {
    body.into_data_stream().map(|piece| piece.map_err(std::io::Error::other))
}
