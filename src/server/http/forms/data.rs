//! What comes with the page of a person's data.

use adda_protocol::{ErrorCode, ImportId};
use axum::{
    Extension,
    extract::{Request, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use bytes::Bytes;
use futures::{Stream, stream};
use multer::{Field, Multipart};

use super::{Person, back, login};
use crate::{
    auth::Identity,
    http::{Failure, export, extract::Id, imports::pieces},
    services::Services,
};

const PAGE: &str = "/settings/data";
/// The field of the file.
const FILE: &str = "file";

/// `GET /settings/data/export`: a link's way to the archive, which leads back where there is none.
pub(super) async fn export(State(services): State<Services>, person: Person) -> Response {
    let Some(Extension(who)) = person else { return login(PAGE) };
    match export::answer(&services, &who).await {
        Ok(archive) => archive,
        Err(failure) => back(PAGE, failure, &[]),
    }
}

/// `POST /settings/data/import`
pub(super) async fn import(
    State(services): State<Services>,
    person: Person,
    request: Request,
) -> Response {
    let Some(Extension(who)) = person else { return login(PAGE) };
    match begin(&services, &who, request).await {
        Ok(()) => Redirect::to("/settings/data#import").into_response(),
        Err(failure) => back(PAGE, failure, &[]),
    }
}

async fn begin(services: &Services, who: &Identity, request: Request) -> Result<(), Failure> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let boundary = kind.and_then(|kind| multer::parse_boundary(kind).ok());
    let boundary = boundary.ok_or_else(|| Failure::new(ErrorCode::UnsupportedMediaType))?;
    let mut form = Multipart::new(pieces(request.into_body()), boundary);
    while let Some(field) = form.next_field().await.map_err(|_| malformed())? {
        if field.name() == Some(FILE) {
            services.imports.begin(who, Box::pin(content(field))).await?;
            return Ok(());
        }
    }
    Err(Failure::invalid(FILE, "Choose a file."))
}

/// A field as it comes.
fn content(field: Field<'_>) -> impl Stream<Item = std::io::Result<Bytes>> + Send + '_ {
    stream::try_unfold(field, async |mut field| {
        let piece = field.chunk().await.map_err(std::io::Error::other)?;
        Ok(piece.map(|piece| (piece, field)))
    })
}

fn malformed() -> Failure {
    Failure::new(ErrorCode::Malformed)
}

/// `POST /settings/imports/{id}/cancel`
pub(super) async fn cancel(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ImportId>,
) -> Response {
    let Some(Extension(who)) = person else { return login(PAGE) };
    match services.imports.cancel(&who, id).await {
        Ok(()) => Redirect::to("/settings/data#import").into_response(),
        Err(error) => back(PAGE, error.into(), &[]),
    }
}
