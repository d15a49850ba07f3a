//! The form of the looks. Where script runs they are kept without it, as they are chosen.

use adda_protocol::dto::UpdateAppearance;
use axum::{extract::State, response::Response};

use super::{Person, back, done, login};
use crate::{http::extract::Fields, services::Services};

const PAGE: &str = "/settings/appearance";

/// `POST /settings/appearance`
pub(super) async fn save(
    State(services): State<Services>,
    person: Person,
    Fields(change): Fields<UpdateAppearance>,
) -> Response {
    let Some(axum::Extension(who)) = person else { return login(PAGE) };
    match services.personal.update_appearance(&who, change).await {
        // The page, on its way, has the cookie set.
        Ok(_) => done(PAGE, "saved"),
        Err(error) => back(PAGE, error.into(), &[]),
    }
}
