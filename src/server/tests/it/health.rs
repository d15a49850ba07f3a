//! What a server says of itself, asked as a container's health check asks.

use adda_server::http::{Status, probe};

use super::support::TestApp;

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
