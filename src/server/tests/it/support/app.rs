use std::{net::SocketAddr, sync::Arc, time::Duration};

use adda_server::{
    clock::MockClock,
    config::Config,
    http::{Asset, Assets, Server, router},
    ids::Ids,
    provider::{
        Provider,
        registry::Registry,
        testing::{Script, ScriptedProvider},
    },
    secret::Secret,
    services::Services,
    store,
};
use axum::{Extension, Router, response::Html, routing::get};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::Person;

/// A moment in 2026.
const NOW: i64 = 1_795_000_000_000;

/// A server with storage of its own and a provider the test feeds.
pub struct TestApp {
    pub addr: SocketAddr,
    pub services: Services,
    pub script: Script,
    pub clock: Arc<MockClock>,
    stop: CancellationToken,
    running: JoinHandle<()>,
    dir: tempfile::TempDir,
}

impl TestApp {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// A server with changed settings.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        Self::built(change, |_, scripted| {
            let models = scripted.offered();
            Registry::with(vec![(scripted, models)])
        })
        .await
    }

    /// A server with another AI service beside the script's.
    pub async fn beside(other: Arc<dyn Provider>) -> Self {
        let registry = |_: &Config, scripted: Arc<ScriptedProvider>| {
            let models = scripted.offered();
            Registry::with(vec![(scripted, models), (other, Vec::new())])
        };
        Self::built(|_| {}, registry).await
    }

    /// A server with the AI services of its settings; nobody asks the script anything.
    pub async fn with_services(change: impl FnOnce(&mut Config)) -> Self {
        Self::built(change, |config, _| Registry::from_config(config).unwrap()).await
    }

    async fn built(
        change: impl FnOnce(&mut Config),
        registry: impl FnOnce(&Config, Arc<ScriptedProvider>) -> Registry,
    ) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut config = Config::for_tests(dir.path());
        change(&mut config);
        let clock = Arc::new(MockClock::new(NOW));
        let ids = Arc::new(Ids::new(clock.clone()));
        let store = store::connect(&config.database, dir.path()).await.unwrap();
        store.migrate().await.unwrap();
        let (provider, script) = ScriptedProvider::new("test");
        let registry = registry(&config, provider);
        let secret = Secret::new("0".repeat(64));
        let services = Services::new(config, &secret, clock.clone(), ids, store, registry);
        let server = Server::bind(services.config.server.addr).await.unwrap();
        let addr = server.addr();
        let app = router(services.clone(), pages(), Arc::new(Files));
        let stop = CancellationToken::new();
        let run = server.run(services.clone(), app, stop.clone().cancelled_owned());
        let running = tokio::spawn(run);
        Self { addr, services, script, clock, stop, running, dir }
    }

    /// Someone without an account.
    pub fn stranger(&self) -> Person {
        Person::new(self.addr)
    }

    /// Someone who has just registered.
    pub async fn user(&self, name: &str) -> Person {
        let mut person = self.stranger();
        person.register(name).await;
        person
    }

    /// Where everything it keeps is.
    pub fn folder(&self) -> &std::path::Path {
        self.dir.path()
    }

    /// Asks the server to stop, as a signal does.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Waits until it has stopped.
    pub async fn stopped(self) {
        let ended = tokio::time::timeout(Duration::from_secs(20), self.running).await;
        ended.expect("the server did not stop").unwrap();
    }
}

/// Pages that say whose they are.
fn pages() -> Router {
    let page = async |person: Option<Extension<adda_server::auth::Identity>>| {
        let name = person.map_or_else(|| "nobody".to_owned(), |who| who.user.name.clone());
        Html(format!("<!doctype html><title>Adda</title><p>page of {name}</p>{}", " ".repeat(2000)))
    };
    let panic = async || -> &'static str { panic!("the boiler is at 9000 degrees") };
    Router::new()
        .route("/panic", get(panic))
        .fallback(get(page).post(async |body: String| format!("posted {}", body.len())))
}

struct Files;

impl Assets for Files {
    fn get(&self, path: &str) -> Option<Asset> {
        (path == "pkg/adda.css").then(|| Asset {
            bytes: b"body{}".as_slice().into(),
            mime: "text/css".into(),
            etag: "one".into(),
            br: None,
            gzip: None,
            hashed: false,
        })
    }
}
