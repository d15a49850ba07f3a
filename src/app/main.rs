//! The `adda` binary: reads its command and runs it.

mod site;

use std::{process::ExitCode, sync::Arc};

use adda_app::{
    api::sharing,
    assets, offline,
    pages::address::Page,
    served::{self, shared},
    shell::{offline_headers, offline_shell, served_shell, shell},
};
use adda_server::{
    cli::{self, Cli},
    http::{self, Asset, Assets},
    services::Services,
};
use axum::{
    Router,
    extract::{Path, Request},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use leptos::prelude::*;
use leptos_axum::{AxumRouteListing, LeptosRoutes};
use leptos_router::{Method, SsrMode};

#[tokio::main]
async fn main() -> ExitCode {
    // Several crates in the tree bring a TLS provider; whoever is first decides.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    site::install();
    cli::run(Cli::of_process(), async |services: Services| {
        http::serve(services.clone(), pages(services), Arc::new(Site)).await
    })
    .await
}

/// The pages and their server functions.
fn pages(services: Services) -> Router {
    let options =
        LeptosOptions::builder().output_name("adda").site_pkg_dir("pkg").site_root("site").build();
    let routes = Page::PATHS.map(|path| {
        AxumRouteListing::new(path.to_owned(), SsrMode::Async, [Method::Get], Vec::new())
    });
    let of_links = services.clone();
    let shared_page = get(async move |Path(link): Path<String>, request: Request| {
        shared_page(&of_links, &link, request).await
    });
    let context = move || provide_context(services.clone());
    let served_page =
        get(leptos_axum::render_app_async_with_context(context.clone(), served_shell));
    let served_pages =
        served::paths().fold(Router::new(), |router, path| router.route(path, served_page.clone()));
    Router::new()
        .leptos_routes_with_context(&options, routes.into(), context, shell)
        .merge(served_pages)
        .route(shared::PATH, shared_page)
        .route(offline::PATH, get(async || (offline_headers(), offline_shell())))
        .fallback(leptos_axum::render_app_async(shell))
        .with_state(options)
}

/// A shared chat, or that there is none.
async fn shared_page(services: &Services, link: &str, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let found = sharing::read(services, link, &parts).await;
    let shared::Answer { status, headers, html } = shared::answer(found, parts);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, headers, html).into_response()
}

/// The files inside the binary, as the server hands them out.
struct Site;

impl Assets for Site {
    fn get(&self, path: &str) -> Option<Asset> {
        let assets::File { bytes, mime, etag, br, gzip, hashed } =
            offline::find(path).or_else(|| served::find(path)).or_else(|| assets::find(path))?;
        Some(Asset { bytes, mime: mime.into(), etag: etag.into(), br, gzip, hashed })
    }
}
