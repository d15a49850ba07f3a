//! The routes, and the order of what every request passes.

use std::sync::Arc;

use axum::{
    Router,
    http::{HeaderName, HeaderValue, Method, header},
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, Predicate,
        predicate::{DefaultPredicate, NotForContentType},
    },
    cors::{AllowHeaders, CorsLayer},
};

use super::{
    api_keys, appearance,
    assets::{self, Assets},
    auth, bearer, body, caller, conversations, error, events, export, forms, guard, headers,
    health, imports, keys, messages, metrics, models, observe, openai,
    openapi::Description,
    origin, personal, pictures, search, session, shares,
    state::AppState,
    usage, ws,
};
use crate::services::Services;

const API: &str = "/api/v1";

/// Everything the server answers. `pages` gets what no route here takes, with the [`Identity`] of whoever is signed in
/// among the request's extensions.
///
/// [`Identity`]: crate::auth::Identity
pub fn router(services: Services, pages: Router, assets: Arc<dyn Assets>) -> Router {
    crate::telemetry::metrics::install();
    let state = AppState::new(services, assets);
    let around = ServiceBuilder::new()
        .layer(from_fn_with_state(state.clone(), observe::observe))
        .layer(from_fn(headers::secure))
        .layer(CompressionLayer::new().compress_when(unless_compressed()))
        .layer(from_fn(error::render))
        .layer(CatchPanicLayer::custom(error::panicked))
        .option_layer(cors(&state.services.config.server.allowed_origins))
        .layer(from_fn_with_state(state.clone(), caller::identify))
        .layer(from_fn_with_state(state.clone(), origin::refuse_foreign));
    let mut described = Description::default();
    let (api, openai) = (api(&state, &mut described), openai(&state, &mut described));
    site(&state, pages)
        .nest(API, api)
        .nest(openai::PREFIX, openai)
        .route("/api/openapi.json", get(async move || described.answer()))
        .merge(pictures::routes(&state))
        .merge(probes())
        .merge(live(&state))
        .layer(around)
        .with_state(state)
}

/// Archives are small already.
fn unless_compressed() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new(export::MEDIA))
}

/// The REST API.
fn api(state: &AppState, described: &mut Description) -> Router<AppState> {
    let (open, table) = auth::open_routes().parts();
    described.add(API, table);
    let (personal, table) = auth::routes()
        .merge(api_keys::routes())
        .merge(conversations::routes())
        .merge(messages::routes())
        .merge(events::routes())
        .merge(models::routes())
        .merge(usage::routes())
        .merge(keys::routes())
        .merge(personal::routes())
        .merge(search::routes())
        .merge(shares::routes())
        .merge(export::routes())
        .merge(imports::routes())
        .parts();
    described.add(API, table);
    let personal = personal
        .method_not_allowed_fallback(error::no_method)
        .layer(from_fn_with_state(state.clone(), bearer::resolve))
        .layer(from_fn_with_state(state.clone(), session::resolve));
    open.method_not_allowed_fallback(error::no_method).merge(personal).fallback(error::no_route)
}

/// The API of `OpenAI`.
fn openai(state: &AppState, described: &mut Description) -> Router<AppState> {
    let (routes, table) = openai::routes().parts();
    described.add(openai::PREFIX, table);
    routes
        .route_layer(from_fn_with_state(state.clone(), openai::require_key))
        .method_not_allowed_fallback(error::no_method)
        .fallback(error::no_route)
}

fn probes() -> Router<AppState> {
    Router::new()
        .route("/health", get(health::get))
        .route("/metrics", get(metrics::get))
        .method_not_allowed_fallback(error::no_method)
}

fn live(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/ws", get(ws::get))
        .method_not_allowed_fallback(error::no_method)
        .layer(from_fn_with_state(state.clone(), session::resolve))
}

/// Pages, their files and their forms.
fn site(state: &AppState, pages: Router) -> Router<AppState> {
    let around = ServiceBuilder::new()
        .layer(from_fn_with_state(state.clone(), assets::serve))
        .layer(from_fn(body::admit))
        .layer(from_fn_with_state(state.clone(), session::resolve))
        .layer(from_fn(guard::guard))
        .layer(from_fn_with_state(state.clone(), appearance::resolve));
    forms::routes(&pages).fallback_service(pages).layer(around)
}

/// Browsers on other origins may only do what the operator allowed them.
fn cors(allowed: &[String]) -> Option<CorsLayer> {
    if allowed.is_empty() {
        return None;
    }
    let origins: Vec<HeaderValue> = allowed
        .iter()
        .filter_map(|origin| HeaderValue::from_str(origin.trim_end_matches('/')).ok())
        .collect();
    Some(
        CorsLayer::new()
            .allow_origin(origins)
            .allow_credentials(true)
            .allow_methods([Method::GET, Method::POST, Method::PATCH, Method::DELETE])
            // Clients of the API send many of their own.
            .allow_headers(AllowHeaders::mirror_request())
            .expose_headers([HeaderName::from_static("x-request-id"), header::RETRY_AFTER]),
    )
}
