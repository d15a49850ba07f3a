//! Pictures of people: given out to who may see them, and taken in by a form. The bodies of these forms are longer than
//! those of others, so they are read here.

use std::time::Duration;

use adda_protocol::{ErrorCode, PictureId, limits::PICTURE_BYTES};
use axum::{
    Extension, Router,
    body::Bytes,
    extract::{Request, State},
    http::{HeaderMap, Uri, header},
    middleware::from_fn_with_state,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use futures::stream;
use multer::{Constraints, Multipart, SizeLimit};
use serde::Deserialize;

use super::{
    body::{self, Most},
    error::{self, Failure},
    extract::{Id, Params, Who},
    guard::{self, with_query},
    session,
    state::AppState,
};
use crate::{auth::Identity, services::Services, store::PictureSize};

const PAGE: &str = "/settings/profile";
/// A form around the picture.
const FORM_BYTES: usize = PICTURE_BYTES + 64 * 1024;
const MOST: Most = Most { bytes: FORM_BYTES, time: Duration::from_mins(1) };

type Person = Option<Extension<Identity>>;

pub(super) fn routes(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/avatars/{id}", get(show))
        .route("/settings/profile/picture", post(take))
        .route("/settings/profile/picture/remove", post(remove))
        .method_not_allowed_fallback(error::no_method)
        .layer(from_fn_with_state(state.clone(), session::resolve))
}

#[derive(Debug, Deserialize)]
struct Shown {
    size: Option<String>,
}

/// `GET /avatars/{id}`, `?size=large`. A new picture has a new id, so what is kept of one never grows old.
async fn show(
    State(services): State<Services>,
    Who(who): Who,
    Id(id): Id<PictureId>,
    Params(Shown { size }): Params<Shown>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let size = match size.as_deref() {
        Some("large") => PictureSize::Large,
        _ => PictureSize::Small,
    };
    let bytes = services.personal.picture(&who, id, size).await?;
    let etag = format!("\"{id}-{size:?}\"");
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known == etag.as_str());
    let about = [
        (header::CONTENT_TYPE, "image/jpeg".to_owned()),
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable".to_owned()),
        (header::ETAG, etag),
        (header::CONTENT_DISPOSITION, "inline; filename=\"picture.jpg\"".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    if known {
        return Ok((http::StatusCode::NOT_MODIFIED, about).into_response());
    }
    Ok((about, bytes).into_response())
}

/// `POST /settings/profile/picture`
async fn take(State(services): State<Services>, person: Person, request: Request) -> Response {
    let Some(Extension(who)) = person else { return to_login() };
    match taken(&services, &who, request).await {
        Ok(_) => done("picture"),
        Err(failure) => back(failure),
    }
}

async fn taken(
    services: &Services,
    who: &Identity,
    request: Request,
) -> Result<PictureId, Failure> {
    let _room = services.personal.room_for_picture(who)?;
    let content_type = request.headers().get(header::CONTENT_TYPE);
    let content_type = content_type.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(content_type)
        .map_err(|_| Failure::new(ErrorCode::UnsupportedMediaType))?;
    let form = body::read_at_most(request.into_body(), MOST).await?;
    let picture = field(form, boundary).await?;
    Ok(services.personal.set_picture(who, picture).await?)
}

/// The bytes of the form's picture. Its name and what it calls itself are nobody's business.
async fn field(form: Bytes, boundary: String) -> Result<Vec<u8>, Failure> {
    let whole = stream::iter([Ok::<_, std::convert::Infallible>(form)]);
    let limits = SizeLimit::new().whole_stream(FORM_BYTES as u64);
    let limits = Constraints::new().size_limit(limits);
    let mut parts = Multipart::with_constraints(whole, boundary, limits);
    let malformed = |_| Failure::new(ErrorCode::Malformed);
    while let Some(part) = parts.next_field().await.map_err(malformed)? {
        if part.name() == Some("picture") {
            return Ok(part.bytes().await.map_err(malformed)?.to_vec());
        }
    }
    Err(Failure::invalid("picture", "Choose a picture first."))
}

/// `POST /settings/profile/picture/remove`
async fn remove(State(services): State<Services>, person: Person) -> Response {
    let Some(Extension(who)) = person else { return to_login() };
    match services.personal.remove_picture(&who).await {
        Ok(()) => done("picture-removed"),
        Err(error) => back(error.into()),
    }
}

fn to_login() -> Response {
    guard::to_login(&Uri::from_static(PAGE)).into_response()
}

fn done(what: &str) -> Response {
    Redirect::to(&with_query(PAGE, &[("done", what), ("about", "picture")])).into_response()
}

fn back(failure: Failure) -> Response {
    let code = failure.into_body().code;
    let params = [("error", code.as_str()), ("about", "picture")];
    Redirect::to(&with_query(PAGE, &params)).into_response()
}
