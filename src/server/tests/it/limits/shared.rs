//! Limits of several instances, and of one whose Redis dies.

use std::time::{Duration, Instant};

use adda_protocol::ErrorCode;
use adda_server::{
    config::{Config, OnFailure},
    http::{Health, Status, probe},
    secret::Secret,
};
use serde_json::json;

use crate::{
    redis::RedisServer,
    support::{Person, TestApp},
};

fn with_redis(url: String, on_failure: OnFailure) -> impl FnOnce(&mut Config) {
    move |config| {
        config.redis.url = Some(Secret::new(url));
        config.redis.on_failure = on_failure;
        config.limits.sends_per_minute = 2;
    }
}

/// The status of a send in a chat of its own; its answer is not waited for.
async fn send(person: &Person) -> u16 {
    let chat = person.chat().await;
    let path = format!("/api/v1/conversations/{chat}/messages");
    let request = person.request(reqwest::Method::POST, &path).json(&json!({ "text": "hi" }));
    request.header("accept", "text/event-stream").send().await.unwrap().status().as_u16()
}

async fn health(app: &TestApp) -> Health {
    probe(app.addr).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn b15_instances_that_share_a_redis_count_together() {
    let url = RedisServer::shared().url();
    let limited = |config: &mut Config| {
        with_redis(url.clone(), OnFailure::Open)(config);
        config.limits.anonymous_per_minute = 4;
    };
    let apps = [TestApp::with(limited).await, TestApp::with(limited).await];
    let mut taken = 0;
    for n in 0..8 {
        let reply = apps[n % 2].stranger().post("/api/v1/auth/refresh", &json!({})).await;
        taken += usize::from(reply.code() == ErrorCode::Unauthorized);
    }
    // One comes back every fifteen seconds; nobody is that slow.
    assert!((4..=5).contains(&taken), "{taken}");
    assert!(health(&apps[0]).await.redis.unwrap().ok);
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_that_dies_degrades_a_server_that_fails_open() {
    let mut redis = RedisServer::start();
    let app = TestApp::with(with_redis(redis.url(), OnFailure::Open)).await;
    let ana = app.user("ana").await;
    assert_eq!([send(&ana).await, send(&ana).await, send(&ana).await], [200, 200, 429]);
    assert_eq!(health(&app).await.status, Status::Ok);

    redis.kill();
    assert_eq!([send(&ana).await, send(&ana).await, send(&ana).await], [200, 200, 429]);
    let sick = health(&app).await;
    assert_eq!(sick.status, Status::Degraded);
    let part = sick.redis.unwrap();
    assert!(!part.ok && part.detail.contains("on its own"), "{}", part.detail);

    redis.start_again();
    until_well(&app).await;
    assert_eq!([send(&ana).await, send(&ana).await, send(&ana).await], [200, 200, 429]);
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_that_dies_stops_sends_of_a_server_that_fails_closed() {
    let mut redis = RedisServer::start();
    let app = TestApp::with(with_redis(redis.url(), OnFailure::Closed)).await;
    let mut ana = app.user("ana").await;
    assert_eq!(send(&ana).await, 200);

    redis.kill();
    assert_eq!(send(&ana).await, 503);
    assert_eq!(ana.login().await.code(), ErrorCode::Unavailable);
    assert_eq!(ana.get("/api/v1/me").await.status, 200, "reading goes on");
    let sick = health(&app).await;
    assert_eq!(sick.status, Status::Degraded);
    assert!(sick.redis.unwrap().detail.contains("refused"));

    redis.start_again();
    until_well(&app).await;
    assert_eq!(send(&ana).await, 200);
}

/// A server that never had its Redis starts all the same.
#[tokio::test(flavor = "multi_thread")]
async fn server_starts_without_its_redis() {
    let app = TestApp::with(with_redis("redis://127.0.0.1:1".to_owned(), OnFailure::Open)).await;
    let ana = app.user("ana").await;
    assert_eq!([send(&ana).await, send(&ana).await, send(&ana).await], [200, 200, 429]);
    assert_eq!(health(&app).await.status, Status::Degraded);
}

/// It is noticed without a restart, and soon.
async fn until_well(app: &TestApp) {
    let began = Instant::now();
    while health(app).await.status != Status::Ok {
        assert!(began.elapsed() < Duration::from_secs(20), "never noticed that it is back");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
