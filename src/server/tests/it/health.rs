//! What a server says of itself, asked as a container's health check asks.

use std::sync::Arc;

use adda_protocol::dto::{ModelInfo, PartHealth};
use adda_server::{
    http::{Status, probe},
    provider::{ChatRequest, ErrorKind, EventStream, Provider, ProviderError},
};
use async_trait::async_trait;
use serde_json::{Value, json};

use super::support::TestApp;

/// A service that never says how it is.
#[derive(Debug)]
struct Silent;

#[async_trait]
impl Provider for Silent {
    fn name(&self) -> &'static str {
        "silent"
    }

    async fn models(&self) -> Result<Vec<ModelInfo>, ProviderError> {
        Ok(Vec::new())
    }

    async fn stream(&self, _: ChatRequest) -> Result<EventStream, ProviderError> {
        Err(ProviderError::new(ErrorKind::Network, "not here"))
    }

    async fn health(&self) -> PartHealth {
        std::future::pending().await
    }
}

#[tokio::test]
async fn health_of_a_running_server_is_what_the_probe_reads() {
    let app = TestApp::new().await;
    let health = probe(app.addr).await.unwrap();
    assert_eq!((health.status, health.version.as_str()), (Status::Ok, env!("CARGO_PKG_VERSION")));
    assert!(health.database.ok && health.providers["test"].ok);
}

#[tokio::test]
async fn health_is_down_when_the_database_is_gone() {
    let app = TestApp::new().await;
    app.services.store.close().await;
    let health = probe(app.addr).await.unwrap();
    assert_eq!(health.status, Status::Down);
    assert!(!health.database.ok);
}

/// Waits for real: the database answers from a thread of its own, which time that stands still would overtake.
#[tokio::test]
async fn health_names_every_provider_when_one_never_answers() {
    let app = TestApp::beside(Arc::new(Silent)).await;
    let reply = app.stranger().get("/health").await;
    assert_eq!(reply.status, 200);
    let health: Value = reply.json();
    assert_eq!(health["status"], "degraded");
    let (well, late) = (("ok", true), ("no answer in time", false));
    for (name, (detail, ok)) in [("test", well), ("silent", late)] {
        assert_eq!(health["providers"][name], json!({ "ok": ok, "detail": detail }), "{name}");
    }
}
