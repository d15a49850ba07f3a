//! Keys for programs over HTTP: what they open, and what stays closed.

use adda_protocol::{
    ErrorCode,
    dto::{ApiKey, Conversation, Page},
    frames::close,
};
use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::support::{Live, Person, Program, Reply, Sse, TestApp};

async fn keys(person: &Person) -> Vec<ApiKey> {
    person.get("/api/v1/api-keys").await.json::<Page<ApiKey>>().items
}

async fn code(program: &Program, method: Method, path: &str) -> ErrorCode {
    program.call(method, path, &json!({})).await.code()
}

#[tokio::test]
async fn api_key_is_shown_once_then_listed_by_its_last_letters() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let form = json!({"name": "Script", "scopes": ["chat", "read"], "expires_in_days": 7});
    let reply = ada.post("/api/v1/api-keys", &form).await;
    assert_eq!((reply.status.as_u16(), reply.header("cache-control")), (201, "no-store"));
    let made: Value = reply.json();
    let secret = made["secret"].as_str().unwrap();
    assert!(secret.starts_with("adda_") && secret.len() > 48);

    let listed = ada.get("/api/v1/api-keys").await;
    assert!(!listed.text().contains(&secret[..secret.len() - 4]));
    let listed: Value = listed.json();
    let key = &listed["items"][0];
    assert_eq!(key["last4"], secret[secret.len() - 4..]);
    assert_eq!(key["scopes"], json!(["read", "chat"]));
    assert_eq!(key["id"], made["id"]);
    assert!(key["expires_at"].as_i64().unwrap() > key["created_at"].as_i64().unwrap());

    let path = format!("/api/v1/api-keys/{}", made["id"].as_str().unwrap());
    assert_eq!(ada.delete(&path).await.status, 204);
    assert_eq!(ada.delete(&path).await.code(), ErrorCode::NotFound);
    assert!(keys(&ada).await.is_empty());
}

#[tokio::test]
async fn api_key_reads_and_sends_as_its_scopes_say() {
    let mut app = TestApp::new().await;
    let ada = app.user("ada").await;
    let (reader, asker) = (ada.program(&["read"]).await, ada.program(&["chat"]).await);
    let chat = asker.post("/api/v1/conversations", &json!({})).await.json::<Conversation>().id;
    let messages = format!("/api/v1/conversations/{chat}/messages");
    let sending = tokio::spawn({
        let (asker, messages) = (asker.clone(), messages.clone());
        async move { asker.post(&messages, &json!({"text": "Hello"})).await }
    });
    let answer = app.script.next_request().await;
    answer.text("Hi").await;
    answer.stop().await;
    assert_eq!(sending.await.unwrap().status, 201);

    let chat = format!("/api/v1/conversations/{chat}");
    let search = "/api/v1/search?q=x";
    let events = format!("{chat}/events");
    for path in ["/api/v1/conversations", &chat, &events, "/api/v1/models", search] {
        let reply = reader.get(path).await;
        assert_eq!(reply.status, 200, "{path}");
        assert!(reply.set_cookies().is_empty());
        assert_eq!(code(&asker, Method::GET, path).await, ErrorCode::ScopeMissing, "{path}");
    }
    for path in ["/api/v1/conversations", &messages] {
        let reply = reader.post(path, &json!({"text": "Hello"})).await;
        assert_eq!(reply.code(), ErrorCode::ScopeMissing, "{path}");
        assert_eq!(reply.json::<Value>()["error"]["details"]["scope"], "chat");
    }
}

#[tokio::test]
async fn api_key_opens_nothing_of_the_account_and_no_page() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let program = ada.program(&["read", "chat"]).await;
    let chat = ada.chat().await;
    let (key, chat) =
        (format!("/api/v1/api-keys/{}", program.id), format!("/api/v1/conversations/{chat}"));
    for (method, path) in [
        (Method::GET, "/api/v1/me"),
        (Method::DELETE, "/api/v1/me"),
        (Method::POST, "/api/v1/me/password"),
        (Method::GET, "/api/v1/sessions"),
        (Method::POST, "/api/v1/auth/logout"),
        (Method::GET, "/api/v1/api-keys"),
        (Method::POST, "/api/v1/api-keys"),
        (Method::DELETE, &key),
        (Method::DELETE, &chat),
        (Method::PATCH, &chat),
    ] {
        assert_eq!(
            code(&program, method.clone(), path).await,
            ErrorCode::Forbidden,
            "{method} {path}"
        );
    }
    assert_eq!(keys(&ada).await.len(), 1);
    let page = program.get("/settings").await;
    assert_eq!(
        (page.status.as_u16(), page.header("location")),
        (303, "/auth/login?next=%2Fsettings")
    );
    let (origin, cookie) = (ada.origin(), ada.cookie());
    let key = format!("Bearer {}", program.key);
    let lines = [("origin", &*origin), ("cookie", &*cookie), ("authorization", &*key)];
    let mut socket = Live::with(app.addr, lines).await.unwrap();
    assert_eq!(socket.closed().await, close::UNAUTHORIZED);
}

/// attacks.md 1 and 4: other people's conversations and keys; keys that ended.
#[tokio::test]
async fn a01_api_key_sees_nothing_of_other_people() {
    let app = TestApp::new().await;
    let (ada, eve) = (app.user("ada").await, app.user("eve").await);
    let chat = format!("/api/v1/conversations/{}", ada.chat().await);
    let program = eve.program(&["read", "chat"]).await;
    for path in [chat.clone(), format!("{chat}/events")] {
        assert_eq!(code(&program, Method::GET, &path).await, ErrorCode::NotFound);
    }
    let sent = program.post(&format!("{chat}/messages"), &json!({"text": "Hello"})).await;
    assert_eq!(sent.code(), ErrorCode::NotFound);
    let theirs = format!("/api/v1/api-keys/{}", ada.program(&["read"]).await.id);
    assert_eq!(eve.delete(&theirs).await.code(), ErrorCode::NotFound);
    assert_eq!(keys(&ada).await.len(), 1);
}

#[tokio::test]
async fn a04_api_key_that_ended_opens_nothing_and_its_streams_end() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let program = ada.program(&["read"]).await;
    let events = format!("/api/v1/conversations/{}/events", ada.chat().await);
    let mut stream = Sse::open(program.request(Method::GET, &events)).await;
    stream.expect("conversation_created").await;

    ada.delete(&format!("/api/v1/api-keys/{}", program.id)).await;
    while stream.next().await.is_some() {}
    let reply = program.get("/api/v1/conversations").await;
    assert_eq!(reply.code(), ErrorCode::Unauthorized);
    assert!(reply.set_cookies().is_empty());

    let form = json!({"name": "Short", "scopes": ["read"], "expires_in_days": 1});
    let made: Value = ada.post("/api/v1/api-keys", &form).await.json();
    let short = Program { key: made["secret"].as_str().unwrap().to_owned(), ..program };
    assert_eq!(short.get("/api/v1/conversations").await.status, 200);
    app.clock.advance(24 * 60 * 60 * 1_000);
    assert_eq!(code(&short, Method::GET, "/api/v1/conversations").await, ErrorCode::Unauthorized);
}

/// attacks.md 8: what a browser sends along by itself must not lend its rights to a request with a key.
#[tokio::test]
async fn a08_cookies_beside_an_api_key_are_not_read() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let reader = ada.program(&["read"]).await;
    let foreign =
        |method, path: &str| ada.bare(method, path).header(header::ORIGIN, "https://evil.example");
    let with = |key: &str| {
        foreign(Method::POST, "/api/v1/conversations").bearer_auth(key).json(&json!({}))
    };
    assert_eq!(Reply::of(with(&reader.key)).await.code(), ErrorCode::ScopeMissing);
    assert_eq!(Reply::of(with("adda_wrong")).await.code(), ErrorCode::Unauthorized);
    // Tokens of others are nothing to us: it is a request with cookies, and a foreign one.
    assert_eq!(Reply::of(with("eyJhbGciOi")).await.code(), ErrorCode::ForeignOrigin);
    let form = foreign(Method::POST, "/api/v1/auth/logout").bearer_auth("adda_wrong");
    assert_eq!(Reply::of(form).await.code(), ErrorCode::Unauthorized);
    let page =
        Reply::of(foreign(Method::POST, "/anything").bearer_auth("adda_wrong").body("x")).await;
    assert!(!page.text().contains("ada"), "{}", page.text());
    assert_eq!(ada.get("/api/v1/me").await.status, 200, "the session lives on");
}

#[tokio::test]
async fn a02_fields_beside_the_form_change_nothing() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let owner = ada.get("/api/v1/me").await.json::<Value>()["user"]["id"].clone();
    let form = json!({"name": "Mine", "scopes": ["read"], "user_id": owner, "hash": "00", "last4": "zzzz"});
    assert_eq!(bob.post("/api/v1/api-keys", &form).await.status, 201);
    assert!(keys(&ada).await.is_empty());
    assert_ne!(keys(&bob).await[0].last4, "zzzz");
    let all = json!({"name": "Mine", "scopes": ["read", "admin"]});
    assert_eq!(bob.post("/api/v1/api-keys", &all).await.code(), ErrorCode::Invalid);
}

/// attacks.md 23: a dump of the database and the metrics have no key in them.
#[tokio::test]
async fn a23_api_key_is_in_no_file_and_no_metric() {
    let app = TestApp::new().await;
    let ada = app.user("ada").await;
    let program = ada.program(&["read"]).await;
    assert_eq!(program.get("/api/v1/conversations").await.status, 200);
    let random = &program.key.as_bytes()["adda_".len()..];
    for entry in std::fs::read_dir(app.folder()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        assert!(!bytes.windows(random.len()).any(|part| part == random), "{}", path.display());
    }
    let metrics = ada.get("/metrics").await.text();
    assert!(metrics.contains("/api/v1/conversations") && !metrics.contains(&program.key));
}
