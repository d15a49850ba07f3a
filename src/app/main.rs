//! The `adda` binary: reads its command and runs it.

use std::{process::ExitCode, sync::Arc};

use adda_app::{
    assets, offline,
    routes::App,
    served,
    shell::{offline_headers, offline_shell, served_shell, shell},
};
use adda_server::{
    cli::{self, Cli},
    http::{self, Asset, Assets},
    services::Services,
};
use axum::{Router, routing::get};
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list};

#[tokio::main]
async fn main() -> ExitCode {
    // Several crates in the tree bring a TLS provider; whoever is first decides.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    cli::run(Cli::of_process(), async |services: Services| {
        http::serve(services.clone(), pages(services), Arc::new(Site)).await
    })
    .await
}

/// The pages and their server functions.
fn pages(services: Services) -> Router {
    let options =
        LeptosOptions::builder().output_name("adda").site_pkg_dir("pkg").site_root("site").build();
    let routes = generate_route_list(App);
    let context = move || provide_context(services.clone());
    let served_page =
        get(leptos_axum::render_app_async_with_context(context.clone(), served_shell));
    let served_pages =
        served::paths().fold(Router::new(), |router, path| router.route(path, served_page.clone()));
    Router::new()
        .leptos_routes_with_context(&options, routes, context, shell)
        .merge(served_pages)
        .route(offline::PATH, get(async || (offline_headers(), offline_shell())))
        .fallback(leptos_axum::render_app_async(shell))
        .with_state(options)
}

/// The files inside the binary, as the server hands them out.
struct Site;

impl Assets for Site {
    fn get(&self, path: &str) -> Option<Asset> {
        let assets::File { bytes, mime, etag, br, gzip, hashed } =
            offline::find(path).or_else(|| assets::find(path))?;
        Some(Asset { bytes, mime: mime.into(), etag: etag.into(), br, gzip, hashed })
    }
}
