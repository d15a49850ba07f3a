//! Forms that work before, and without, the page's WASM: the same services, answered with a redirect.

mod administration;
mod api_keys;
mod appearance;
mod chat;
mod data;
mod keys;
mod privacy;
mod profile;
mod session;
mod settings;
mod share;
mod shares;
mod shelf;

use axum::{
    Extension, Router,
    body::Body,
    extract::Request,
    http::Uri,
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, get, post},
};

use tower::ServiceExt;

use super::{
    Caller, body,
    error::Failure,
    guard::{self, with_query},
    state::AppState,
};
use crate::auth::Identity;

/// The person behind a form, or nobody: then the login page comes first.
type Person = Option<Extension<Identity>>;

/// Routes that only take forms; every other method on them is a page's. One form is other apps': what they share.
pub(super) fn routes(pages: &Router) -> Router<AppState> {
    let also_page = |form: MethodRouter<AppState>| form.fallback_service(pages.clone());
    let drawn = pages.clone();
    let save_profile = post(move |state, person, caller, form| {
        profile::save(state, drawn.clone(), person, caller, form)
    });
    let drawn = pages.clone();
    let create_api_key = post(move |state, person, caller, form| {
        api_keys::create(state, drawn.clone(), person, caller, form)
    });
    let drawn = pages.clone();
    let share = post(move |state, person, caller, id, form| {
        shares::create(state, drawn.clone(), person, caller, id, form)
    });
    Router::new()
        .route("/auth/login", also_page(post(session::login)))
        .route("/auth/register", also_page(post(session::register)))
        .route("/auth/logout", also_page(post(session::logout)))
        .route("/settings/password", also_page(post(settings::password)))
        .route("/settings/sessions/{id}/end", also_page(post(settings::end_session)))
        .route("/settings/delete", also_page(post(settings::delete_account)))
        .route("/settings/keys", also_page(post(keys::add)))
        .route("/settings/keys/{id}/test", also_page(post(keys::test)))
        .route("/settings/keys/{id}/rename", also_page(post(keys::rename)))
        .route("/settings/keys/{id}/remove", also_page(post(keys::remove)))
        .route("/settings/api-keys", also_page(create_api_key))
        .route("/settings/api-keys/{id}/revoke", also_page(post(api_keys::revoke)))
        .route("/settings/appearance", also_page(post(appearance::save)))
        .route("/settings/profile", also_page(save_profile))
        .route("/settings/privacy/memory", also_page(post(privacy::memory)))
        .route("/settings/privacy/mood", also_page(post(privacy::mood)))
        .route("/settings/privacy/memories", also_page(post(privacy::add)))
        .route("/settings/privacy/memories/{id}", also_page(post(privacy::change)))
        .route("/settings/privacy/memories/{id}/forget", also_page(post(privacy::remove)))
        .route("/settings/privacy/terms", also_page(post(privacy::hide)))
        .route("/settings/privacy/terms/remove", also_page(post(privacy::show)))
        .route("/settings/privacy/forget", also_page(post(privacy::forget)))
        .route("/admin/people/{id}/role", also_page(post(administration::role)))
        .route("/admin/people/{id}/sign-out", also_page(post(administration::sign_out)))
        .route("/admin/people/{id}/block", also_page(post(administration::block)))
        .route("/admin/people/{id}/unblock", also_page(post(administration::unblock)))
        .route("/admin/people/{id}/delete", also_page(post(administration::delete)))
        .route("/settings/data/export", get(data::export))
        .route(body::STREAMED, also_page(post(data::import)))
        .route("/settings/imports/{id}/cancel", also_page(post(data::cancel)))
        .route("/settings/shares/{id}/end", also_page(post(shares::end)))
        .route("/chats", also_page(post(shelf::act)))
        .route("/chats/undo", also_page(post(shelf::undo)))
        .route("/share", get(share::take))
        .route("/c", also_page(post(chat::create)))
        .route("/c/{id}", also_page(post(chat::send)))
        .route("/c/{id}/rename", also_page(post(chat::rename)))
        .route("/c/{id}/delete", also_page(post(chat::delete)))
        .route("/c/{id}/privacy", also_page(post(chat::allow)))
        .route("/c/{id}/share", also_page(share))
        .route("/c/{id}/stop", also_page(post(chat::stop)))
        .route("/c/{id}/continue", also_page(post(chat::resume)))
        .route("/c/{id}/retry", also_page(post(chat::retry)))
        .route("/c/{id}/regenerate", also_page(post(chat::regenerate)))
        .route("/c/{id}/choose", also_page(post(chat::choose)))
        .route("/c/{id}/erase", also_page(post(chat::erase)))
}

/// The login page, which leads back to the form's page.
fn login(page: &'static str) -> Response {
    guard::to_login(&Uri::from_static(page)).into_response()
}

/// The page as the answer to its form, with what must stand in no address.
async fn redraw(
    pages: Router,
    address: Uri,
    (who, caller): (Identity, Caller),
    with: impl Clone + Send + Sync + 'static,
) -> Response {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = address;
    let extensions = request.extensions_mut();
    extensions.insert(who);
    extensions.insert(caller);
    extensions.insert(with);
    pages.oneshot(request).await.into_response()
}

/// Back to the page, which says what was done.
fn done(path: &str, what: &str) -> Response {
    Redirect::to(&with_query(path, &[("done", what)])).into_response()
}

/// After how many days something is to end, as a form says it: empty is never.
fn days(field: &str) -> Result<Option<u32>, Failure> {
    let field = field.trim();
    let wrong = |_| Failure::invalid("expires_in_days", "This is not a number of days.");
    if field.is_empty() { Ok(None) } else { field.parse().map(Some).map_err(wrong) }
}

/// Back to the form, which shows the sentence of the code.
fn back(path: &str, failure: Failure, keep: &[(&str, &str)]) -> Response {
    Redirect::to(&address(path, failure, keep)).into_response()
}

/// The address of the form with what went wrong, in codes.
fn address(path: &str, failure: Failure, keep: &[(&str, &str)]) -> String {
    let wait = failure.retry_after().map(|seconds| seconds.to_string()).unwrap_or_default();
    let body = failure.into_body();
    let field = body.details.as_ref().and_then(|details| details.get("field")?.as_str());
    let mut params =
        vec![("error", body.code.as_str()), ("field", field.unwrap_or_default()), ("wait", &wait)];
    params.extend_from_slice(keep);
    with_query(path, &params)
}
