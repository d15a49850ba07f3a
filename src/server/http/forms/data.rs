//! What comes with the page of a person's data.

use axum::{Extension, extract::State, response::Response};

use super::{Person, back, login};
use crate::{http::export, services::Services};

const PAGE: &str = "/settings/data";

/// `GET /settings/data/export`: a link's way to the archive, which leads back where there is none.
pub(super) async fn export(State(services): State<Services>, person: Person) -> Response {
    let Some(Extension(who)) = person else { return login(PAGE) };
    match export::answer(&services, &who).await {
        Ok(archive) => archive,
        Err(failure) => back(PAGE, failure, &[]),
    }
}
