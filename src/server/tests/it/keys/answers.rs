//! Whose key an answer is asked with, against a service on a real port.

use adda_server::{config::ProviderConfig, secret::Secret};
use serde_json::json;

use super::{add, answered, list, path};
use crate::support::{
    TestApp,
    openai_server::{OpenAiServer, Reply},
};

const OWN: &str = "sk-own-Qm4Zp8Xw2Lk6Vt";
const OPERATORS: &str = "sk-operator-Jr7Nc3Hs9Yd5";

/// A server whose AI service `local` is `upstream`, and the key it has of it.
async fn app(upstream: &OpenAiServer, key: Option<&str>) -> TestApp {
    let local = ProviderConfig {
        base_url: Some(upstream.base_url()),
        key: key.map(Secret::new),
        key_required: Some(true),
        models: vec!["m".to_owned()],
        ..ProviderConfig::default()
    };
    TestApp::with_services(|config| {
        config.providers.insert("local".to_owned(), local);
        config.limits.provider_attempts = 1;
    })
    .await
}

async fn sent_with(upstream: &mut OpenAiServer) -> String {
    let head = upstream.received().await.head;
    let line = head.lines().find_map(|line| line.strip_prefix("authorization: bearer "));
    line.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn own_key_wins_over_the_operators_and_the_receipt_says_so() {
    let word = || Reply::stream().text("Hi").stop();
    let mut upstream = OpenAiServer::start([word(), word(), word(), word()]).await;
    let app = app(&upstream, Some(OPERATORS)).await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let model = Some("local/m");

    assert_eq!(answered(&ana, model).await["receipt"]["key"], "server");
    assert_eq!(sent_with(&mut upstream).await, OPERATORS.to_lowercase());
    let key = add(&ana, "local", OWN).await;
    let answer = answered(&ana, model).await;
    assert_eq!(answer["receipt"]["key"], "user");
    assert_eq!(sent_with(&mut upstream).await, OWN.to_lowercase());
    assert_eq!(answered(&eve, model).await["receipt"]["key"], "server");
    assert_eq!(sent_with(&mut upstream).await, OPERATORS.to_lowercase());

    ana.delete(&path(&key)).await;
    assert_eq!(answered(&ana, model).await["receipt"]["key"], "server");
    assert_eq!(sent_with(&mut upstream).await, OPERATORS.to_lowercase());
    let usage = ana.get("/api/v1/usage").await.text();
    assert!(usage.contains("\"key\":\"user\"") && usage.contains("\"key\":\"server\""), "{usage}");
}

#[tokio::test]
async fn own_key_that_is_refused_is_told_and_the_operators_is_not_used_instead() {
    let refusal = || Reply::status(401, "", r#"{"error":{"message":"Incorrect API key"}}"#);
    let mut upstream = OpenAiServer::start([refusal(), refusal()]).await;
    let app = app(&upstream, Some(OPERATORS)).await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    add(&ana, "local", OWN).await;

    let answer = answered(&ana, Some("local/m")).await;
    assert_eq!(
        (&answer["state"], &answer["error"]["code"]),
        (&json!("failed"), &json!("own_key_refused"))
    );
    let sentence = answer["error"]["message"].as_str().unwrap();
    assert!(sentence.contains("your own key") && sentence.contains("Settings, Keys"), "{sentence}");
    assert_eq!(sent_with(&mut upstream).await, OWN.to_lowercase());
    assert!(upstream.idle(), "nobody else's key was tried");

    let answer = answered(&eve, Some("local/m")).await;
    assert_eq!(answer["error"]["code"], "provider_auth", "hers is not the fault");
}

#[tokio::test]
async fn own_key_opens_a_service_the_operator_has_no_key_of() {
    let mut upstream = OpenAiServer::start([Reply::stream().text("Hi").stop()]).await;
    let app = app(&upstream, None).await;
    let ana = app.user("ana").await;
    let state = async || {
        let models = ana.get("/api/v1/models").await.json::<serde_json::Value>();
        let items = models["items"].as_array().unwrap().clone();
        items.into_iter().find(|model| model["id"] == "local/m").unwrap()["state"].clone()
    };
    assert_eq!(state().await, "needs_key");
    let answer = answered(&ana, Some("local/m")).await;
    assert_eq!(answer["error"]["code"], "key_missing");
    assert!(upstream.idle());

    add(&ana, "local", OWN).await;
    assert_eq!(state().await, "ready");
    assert_eq!(answered(&ana, Some("local/m")).await["text"], "Hi");
    assert_eq!(sent_with(&mut upstream).await, OWN.to_lowercase());
    let used = async {
        while list(&ana).await.items[0].last_used_at.is_none() {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), used).await.unwrap();
}
