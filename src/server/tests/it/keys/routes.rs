use adda_protocol::{ErrorCode, ProviderKeyId, dto::KeyTest};
use adda_server::provider::ErrorKind;
use reqwest::{Method, header};
use serde_json::json;

use super::{KEYS, add, list, needle::Needle, new, path};
use crate::support::{Reply, TestApp};

const KEY: &str = "sk-test-Qm4Zp8Xw2Lk6Vt";

#[tokio::test]
async fn keys_are_added_renamed_tested_and_removed_and_never_come_out() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let needle = Needle::of(KEY);
    let clean = |reply: &Reply| needle.assert_absent(&reply.body, "an answer");

    let added = ana.post(KEYS, &new("test", &format!(" {KEY}\n"))).await;
    clean(&added);
    let key = added.json::<adda_protocol::dto::ProviderKey>();
    assert_eq!((key.label.as_str(), key.last4.as_str()), ("test", "k6Vt"));
    let again = ana.post(KEYS, &new("test", KEY)).await;
    clean(&again);
    assert_eq!(again.code(), ErrorCode::KeyExists);

    let renamed = ana.call(Method::PATCH, &path(&key), &json!({ "label": "Work" })).await;
    clean(&renamed);
    assert_eq!(list(&ana).await.items[0].label, "Work");
    clean(&ana.get(KEYS).await);

    let test_path = format!("{}/test", path(&key));
    let nothing = json!({});
    let test = ana.post(&test_path, &nothing);
    let feed = async {
        let asked = app.script.next_request().await;
        assert_eq!(asked.key(), Some(KEY));
        asked.stop().await;
    };
    let (tested, ()) = futures::future::join(test, feed).await;
    clean(&tested);
    assert!(tested.json::<KeyTest>().ok);

    let removed = ana.delete(&path(&key)).await;
    assert_eq!((removed.status.as_u16(), removed.body.len()), (204, 0));
    assert!(list(&ana).await.items.is_empty());
    assert_eq!(ana.delete(&path(&key)).await.code(), ErrorCode::NotFound);
    add(&ana, "test", KEY).await;
}

#[tokio::test]
async fn a01_keys_of_another_person_are_404_as_if_they_were_not_there() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let key = add(&ana, "test", KEY).await;
    let unknown = format!("{KEYS}/{}", app.services.ids.make(ProviderKeyId::new));
    let label = json!({ "label": "mine now" });
    for (method, rest, body) in [
        (Method::PATCH, "", label),
        (Method::DELETE, "", json!({})),
        (Method::POST, "/test", json!({})),
    ] {
        let foreign = eve.call(method.clone(), &format!("{}{rest}", path(&key)), &body).await;
        assert_eq!(foreign.code(), ErrorCode::NotFound, "{method} {rest}");
        let nothing = eve.call(method.clone(), &format!("{unknown}{rest}"), &body).await;
        let told = |reply: &Reply| {
            let mut body = reply.json::<serde_json::Value>();
            body["error"]["request_id"] = json!(null);
            body
        };
        assert_eq!(told(&foreign), told(&nothing), "{method} {rest}");
        let stranger = app.stranger();
        let refused = stranger.call(method.clone(), &format!("{}{rest}", path(&key)), &body).await;
        assert_eq!(refused.code(), ErrorCode::Unauthorized, "{method} {rest}");
    }
    assert!(list(&eve).await.items.is_empty());
    assert_eq!(app.stranger().get(KEYS).await.code(), ErrorCode::Unauthorized);
    assert_eq!(list(&ana).await.items, [key], "nothing was changed");
    assert!(app.script.idle());
}

#[tokio::test]
async fn keys_are_closed_to_programs() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let key = add(&ana, "test", KEY).await;
    let form = json!({ "name": "script", "scopes": ["read", "chat"] });
    let program = ana.post("/api/v1/api-keys", &form).await.json::<serde_json::Value>();
    let bearer = format!("Bearer {}", program["secret"].as_str().unwrap());
    let stranger = app.stranger();
    let call = async |method: Method, path: &str| {
        let request = stranger.request(method, path).header(header::AUTHORIZATION, &bearer);
        Reply::of(request.json(&json!({ "label": "x", "provider": "test", "key": KEY }))).await
    };
    for (method, path) in [
        (Method::GET, KEYS.to_owned()),
        (Method::POST, KEYS.to_owned()),
        (Method::PATCH, path(&key)),
        (Method::DELETE, path(&key)),
        (Method::POST, format!("{}/test", path(&key))),
    ] {
        let refused = call(method.clone(), &path).await;
        assert_eq!(refused.status, 403, "{method} {path}: {}", refused.text());
    }
    assert_eq!(list(&ana).await.items, [key]);
}

#[tokio::test]
async fn bad_keys_are_refused_with_a_sentence_that_does_not_repeat_them() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let needle = Needle::of(KEY);
    for (body, field) in [
        (new("test", &format!("{KEY}\nX-Header: 1")), "key"),
        (new("test", &format!("{KEY} {KEY}")), "key"),
        (new("test", &format!("{KEY}é")), "key"),
        (new("test", &format!("{KEY}\0")), "key"),
        (new("test", &KEY.repeat(30)), "key"),
        (new("test", "  \n"), "key"),
        (json!({ "provider": "test", "key": [KEY] }), "key"),
        (json!({ "provider": "test" }), "key"),
        (new(KEY, KEY), "provider"),
        (new("guide", KEY), "provider"),
        (json!({ "provider": "test", "key": KEY, "label": "a\u{202e}b" }), "label"),
        (json!({ "provider": "test", "key": KEY, "label": "x".repeat(81) }), "label"),
    ] {
        let refused = ana.post(KEYS, &body).await;
        assert_eq!(refused.code(), ErrorCode::Invalid, "{body}");
        needle.assert_absent(&refused.body, "a refusal");
        let told = refused.json::<serde_json::Value>();
        assert_eq!(told["error"]["details"]["field"], field, "{body}");
    }
    let form = ana.request(Method::POST, KEYS).body(new("test", KEY).to_string());
    assert_eq!(Reply::of(form).await.code(), ErrorCode::UnsupportedMediaType);
    assert!(list(&ana).await.items.is_empty());
}

/// attacks.md 2: what the server decides is not taken from the body.
#[tokio::test]
async fn a02_further_fields_change_nothing() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let whose = app.services.store.users().await.unwrap()[1].id;
    let mut body = new("test", "1234567");
    for (name, value) in [
        ("user_id", json!(whose)),
        ("user", json!(whose)),
        ("id", json!(whose)),
        ("origin", json!("https://evil.example")),
        ("last4", json!("4567")),
        ("sealed", json!("AA==")),
        ("last_used_at", json!(1)),
    ] {
        body[name] = value;
    }
    let key = ana.post(KEYS, &body).await.json::<adda_protocol::dto::ProviderKey>();
    assert_eq!(key.last4, "", "a short key shows nothing");
    assert_eq!(key.last_used_at, None);
    assert_ne!(key.id.to_string(), whose.to_string());
    assert!(list(&eve).await.items.is_empty());
    let row = app.services.store.all_provider_keys().await.unwrap().remove(0);
    assert_eq!(row.origin, "https://test.example");
}

#[tokio::test]
async fn tests_of_keys_are_limited_and_say_what_is_wrong() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let test = format!("{}/test", path(&add(&ana, "test", KEY).await));
    let nothing = json!({});
    for _ in 0..5 {
        let fail = async { app.script.next_request().await.fail(ErrorKind::Auth).await };
        let (reply, ()) = futures::future::join(ana.post(&test, &nothing), fail).await;
        let told = reply.json::<KeyTest>();
        assert_eq!((told.ok, told.code), (false, Some(ErrorCode::OwnKeyRefused)));
    }
    let refused = ana.post(&test, &nothing).await;
    assert_eq!(refused.code(), ErrorCode::RateLimited);
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
    assert!(app.script.idle());
}
