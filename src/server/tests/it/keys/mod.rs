//! People's own keys of AI services, over HTTP: adding, testing, removing them, and whose key an answer is asked with.

mod answers;
mod leaks;
mod needle;
mod routes;

use adda_protocol::dto::{ProviderKey, ProviderKeys};
use serde_json::{Value, json};

use super::support::{Person, Reply};

const KEYS: &str = "/api/v1/keys";

fn new(provider: &str, key: &str) -> Value {
    json!({ "provider": provider, "key": key })
}

async fn add(person: &Person, provider: &str, key: &str) -> ProviderKey {
    let reply = person.post(KEYS, &new(provider, key)).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.json()
}

async fn list(person: &Person) -> ProviderKeys {
    person.get(KEYS).await.json()
}

fn path(key: &ProviderKey) -> String {
    format!("{KEYS}/{}", key.id)
}

/// Sends a message; the answer as it is stored in the end.
async fn answered(person: &Person, model: Option<&str>) -> Value {
    let chat = person.chat().await;
    let body = json!({ "text": "Hello?", "model": model });
    let reply: Reply = person.post(&format!("/api/v1/conversations/{chat}/messages"), &body).await;
    reply.json::<Value>()["answer"].clone()
}
