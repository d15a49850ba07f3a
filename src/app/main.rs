//! The `adda` binary: reads its command and runs it.

use std::sync::Arc;

use adda_app::{assets, routes::App, shell::shell};
use adda_server::{
    clock::{Clock, SystemClock},
    config::{Config, Sources, secret_key},
    http::{self, Asset, Assets},
    ids::Ids,
    provider::registry::Registry,
    services::Services,
    store, telemetry,
};
use axum::Router;
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // Several crates in the tree bring a TLS provider; whoever is first decides.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let config = Config::load(&Sources::of_process(None)?)?;
    telemetry::logs::install(&config.telemetry)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let ids = Arc::new(Ids::new(clock.clone()));
    let secret = secret_key::load_or_create(&config.server.data_dir, &ids)?;
    let store = store::connect(&config.database, &config.server.data_dir).await?;
    store.migrate().await?;
    let providers = Registry::from_config(&config)?;
    let services = Services::new(config, &secret, clock, ids, store, providers);
    services.chat.recover().await?;
    http::serve(services.clone(), pages(services), Arc::new(Site)).await?;
    Ok(())
}

/// The pages and their server functions.
fn pages(services: Services) -> Router {
    let options =
        LeptosOptions::builder().output_name("adda").site_pkg_dir("pkg").site_root("site").build();
    let routes = generate_route_list(App);
    Router::new()
        .leptos_routes_with_context(
            &options,
            routes,
            move || provide_context(services.clone()),
            shell,
        )
        .fallback(leptos_axum::render_app_async(shell))
        .with_state(options)
}

/// The files inside the binary, as the server hands them out.
struct Site;

impl Assets for Site {
    fn get(&self, path: &str) -> Option<Asset> {
        let assets::File { bytes, mime, etag, br, gzip, hashed } = assets::find(path)?;
        Some(Asset { bytes, mime: mime.into(), etag: etag.into(), br, gzip, hashed })
    }
}
