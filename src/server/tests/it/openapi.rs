//! The description of the API against the server it describes.

use std::{fs, path::Path};

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Reply, TestApp};

const METHODS: [&str; 4] = ["get", "post", "patch", "delete"];

/// Every operation: its method, its path with something in the place of what varies, and what is said of it.
fn operations(document: &Value) -> Vec<(Method, String, &Value)> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let path = path.replace("{id}", ID).replace("{message}", ID).replace("{model}", "m");
        assert!(!path.contains('{'), "{path}");
        for (method, operation) in item.as_object().unwrap() {
            assert!(METHODS.contains(&method.as_str()), "{method}");
            all.push((method.to_uppercase().parse().unwrap(), path.clone(), operation));
        }
    }
    all
}

const ID: &str = "0192f0c1-0000-7000-8000-000000000000";

async fn described(app: &TestApp) -> Value {
    let reply = app.stranger().get("/api/openapi.json").await;
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "application/json"));
    reply.json()
}

#[tokio::test]
async fn description_has_no_route_that_is_not_there() {
    let app = TestApp::with(|config| config.limits.anonymous_per_minute = 0).await;
    let document = described(&app).await;
    assert_eq!(document["openapi"], "3.1.0");
    let operations = operations(&document);
    assert!(operations.len() > 20);
    for (method, path, operation) in operations {
        let reply = Reply::of(app.stranger().request(method.clone(), &path)).await;
        let open = operation["security"] == json!([]);
        let expected: &[u16] = if open { &[401, 415] } else { &[401] };
        assert!(expected.contains(&reply.status.as_u16()), "{method} {path}: {}", reply.text());
    }
}

/// What is mounted is described by the table of routes, so nothing may be mounted beside it.
#[test]
fn description_lacks_no_route_because_all_are_in_the_table() {
    // Probes and the live connection are no API; forms and pictures belong to the pages.
    const BESIDE: &[&str] = &["openapi/routes.rs", "router.rs", "forms/mod.rs", "pictures.rs"];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("http");
    let mut seen = 0;
    for path in sources(&folder) {
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let mounts = [".route(", ".route_service(", "MethodRouter", "routing::"];
        if mounts.iter().any(|word| text.contains(word)) {
            assert!(BESIDE.contains(&name.as_str()), "{name} mounts a route beside the table");
            seen += 1;
        }
    }
    assert_eq!(seen, BESIDE.len());
    let router = fs::read_to_string(folder.join("router.rs")).unwrap();
    assert_eq!(router.matches(".route(").count(), 4, "health, metrics, ws, and the description");
}

fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

#[tokio::test]
async fn description_is_whole() {
    let app = TestApp::new().await;
    let document = described(&app).await;
    let mut ids = Vec::new();
    for (method, path, operation) in operations(&document) {
        let place = format!("{method} {path}");
        assert!(operation["summary"].as_str().is_some_and(|text| text.ends_with('.')), "{place}");
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.contains_key("default") && responses.len() > 1, "{place}");
        if method == Method::POST || method == Method::PATCH {
            let bodiless = ["stop", "continue", "retry", "logout", "refresh", "test"];
            let is_bodiless = bodiless.iter().any(|word| path.ends_with(word));
            assert_eq!(operation.get("requestBody").is_none(), is_bodiless, "{place}");
        }
        ids.push(operation["operationId"].as_str().unwrap().to_owned());
    }
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "every operation has a name of its own");
    for reference in references(&document) {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some_and(Value::is_object), "{reference}");
    }
}

fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => {
            let own = fields.get("$ref").and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(fields.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn description_says_what_keys_open() {
    let app = TestApp::new().await;
    let document = described(&app).await;
    let security = |path: &str, method: &str| document["paths"][path][method]["security"].clone();
    assert_eq!(security("/api/v1/me", "delete"), json!([{"session": []}]));
    let reading = json!([{"session": []}, {"key": ["read"]}]);
    assert_eq!(security("/api/v1/conversations", "get"), reading);
    assert_eq!(security("/v1/chat/completions", "post"), json!([{"key": ["chat"]}]));
    assert_eq!(security("/api/v1/auth/login", "post"), json!([]));
}
