//! attacks.md 23: a person's key and the operator's are used, refused, echoed by a hostile service, renamed and removed;
//! then everything the server leaves behind is searched for them.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use adda_server::{config::ProviderConfig, secret::Secret, services::Services};
use reqwest::{Method, header};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::{KEYS, answered, needle::Needle, new, path};
use crate::{
    postgres,
    support::{
        Person, Reply, TestApp,
        openai_server::{self, OpenAiServer},
    },
};

const OWN: &str = "sk-own-Zq7Xv9Kp2Wm4Rt6Yb8Nd1Fh3";
const OPERATORS: &str = "sk-Jc5Ls8Gu2Ea9Tn4Pw7Mk1Vb6Xh";
const DATABASE: &str = "ADDA_TEST_LEAKS_DATABASE";
const CHILD: &str = "keys::leaks::child_whose_output_is_searched";

/// The logs of all threads, at the finest level, need a process of their own.
fn everything_is_searched(database: &str) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", CHILD, "--ignored", "--nocapture"])
        .env(DATABASE, database)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&said);
    let end: String = text.chars().skip(text.chars().count().saturating_sub(3_000)).collect();
    assert!(output.status.success(), "{end}");
    for expected in ["a provider key was added", "failed an answer", "TRACE"] {
        assert!(text.contains(expected), "the logs were not captured: {expected}");
    }
    for key in [OWN, OPERATORS] {
        Needle::of(key).assert_absent(&said, "the logs");
    }
}

#[test]
fn a23_keys_are_nowhere_in_what_a_server_on_sqlite_leaves() {
    everything_is_searched("sqlite");
}

#[test]
fn a23_keys_are_nowhere_in_what_a_server_on_postgres_leaves() {
    everything_is_searched("postgres");
}

/// Not a test of its own: see [`everything_is_searched`].
#[tokio::test]
#[ignore = "run by the tests beside it"]
async fn child_whose_output_is_searched() {
    let Ok(database) = std::env::var(DATABASE) else { return };
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).init();
    let postgres = match database.as_str() {
        "postgres" => Some(postgres::Database::fresh().await),
        _ => None,
    };
    let url = postgres.as_ref().map(|database| database.url.clone());
    let mut upstream = OpenAiServer::start(replies()).await;
    let app = app(&upstream, url.as_deref()).await;
    let mut search = Search::default();
    use_keys(&app, &mut upstream, &mut search).await;
    printed(&app.services, &mut search);
    match &url {
        Some(url) => search.postgres(url).await,
        None => search.folder(app.folder()),
    }
    app.services.store.close().await;
    search.folder(app.folder());
    if let Some(database) = postgres {
        database.remove().await;
    }
}

/// A service that repeats the key wherever it can.
fn replies() -> [openai_server::Reply; 6] {
    use openai_server::Reply;
    let told = |key: &str| json!({ "error": { "message": format!("Incorrect API key provided: {key}."), "code": key } });
    let refusal = |key: &str| Reply::status(401, "", &told(key).to_string());
    [
        Reply::stream().text("Hi").stop(),
        refusal(OWN),
        Reply::stream().text("Hello").stop(),
        refusal(OWN),
        Reply::stream().text("Hel").event(&told(OWN).to_string()).end(),
        refusal(OPERATORS),
    ]
}

async fn app(upstream: &OpenAiServer, database: Option<&str>) -> TestApp {
    let local = ProviderConfig {
        base_url: Some(upstream.base_url()),
        key: Some(Secret::new(OPERATORS)),
        models: vec!["m".to_owned()],
        ..ProviderConfig::default()
    };
    TestApp::with_services(|config| {
        config.providers.insert("local".to_owned(), local);
        config.database.url = database.map(Secret::new);
        config.limits.provider_attempts = 1;
    })
    .await
}

async fn use_keys(app: &TestApp, upstream: &mut OpenAiServer, search: &mut Search) {
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let added = search.reply(ana.post(KEYS, &new("local", OWN)).await);
    let key = added.json::<adda_protocol::dto::ProviderKey>();
    bad_bodies(&ana, search).await;
    let test = format!("{}/test", path(&key));
    for ok in [true, false] {
        let tested = search.reply(ana.post(&test, &json!({})).await);
        assert_eq!(tested.json::<serde_json::Value>()["ok"], ok);
    }
    for (person, code) in [
        (&ana, None),
        (&ana, Some("own_key_refused")),
        (&ana, Some("provider_overloaded")),
        (&eve, Some("provider_auth")),
    ] {
        let answer = answered(person, Some("local/m")).await;
        assert_eq!(answer["error"]["code"].as_str(), code, "{answer}");
        search.bytes(answer.to_string().as_bytes(), "an answer");
    }
    let heads = async |upstream: &mut OpenAiServer| upstream.received().await.head;
    assert!(heads(upstream).await.contains(&OWN.to_lowercase()), "the key was in use");
    let rename = json!({ "label": "Work" });
    search.reply(ana.call(Method::PATCH, &path(&key), &rename).await);
    for (person, place) in [
        (&ana, KEYS),
        (&ana, "/api/v1/models"),
        (&ana, "/api/v1/usage"),
        (&ana, "/api/v1/me"),
        (&ana, "/api/v1/conversations"),
        (&eve, KEYS),
        (&eve, "/metrics"),
        (&eve, "/health"),
    ] {
        search.reply(person.get(place).await);
    }
    search.reply(ana.delete(&path(&key)).await);
    search.reply(ana.post(KEYS, &new("local", OWN)).await);
}

/// Keys where they do not belong, or in a form that is refused.
async fn bad_bodies(ana: &Person, search: &mut Search) {
    for body in [
        new("local", OWN),
        new("local", &format!("{OWN}\n{OWN}")),
        new("local", &format!("{OWN}é")),
        new(OWN, OWN),
        json!({ "provider": "local", "key": [OWN] }),
        json!({ "provider": [OWN], "key": OWN }),
    ] {
        let refused = search.reply(ana.post(KEYS, &body).await);
        assert!(refused.status.is_client_error(), "{}", refused.text());
    }
    for broken in [format!("{{\"key\":\"{OWN}"), OWN.to_owned(), format!("key={OWN}")] {
        let request = ana.request(Method::POST, KEYS).body(broken);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        search.reply(Reply::of(request).await);
    }
}

/// What a careless `{:?}` would show.
fn printed(services: &Services, search: &mut Search) {
    for text in [
        format!("{services:?}"),
        format!("{:#?}", services.config),
        format!("{:?}", services.keys),
        format!("{:?}", services.providers),
        format!("{:?}", services.chat),
        format!("{:?}", new_in_memory()),
    ] {
        search.bytes(text.as_bytes(), "Debug output");
    }
}

fn new_in_memory() -> adda_protocol::dto::AddProviderKey {
    serde_json::from_value(new("local", OWN)).unwrap()
}

struct Search([Needle; 2]);

impl Default for Search {
    fn default() -> Self {
        Self([OWN, OPERATORS].map(Needle::of))
    }
}

impl Search {
    #[track_caller]
    fn bytes(&mut self, hay: &[u8], place: &str) {
        self.0.iter().for_each(|needle| needle.assert_absent(hay, place));
    }

    #[track_caller]
    fn reply(&mut self, reply: Reply) -> Reply {
        self.bytes(&reply.body, "the body of an answer");
        self.bytes(format!("{:?}", reply.headers).as_bytes(), "the headers of an answer");
        reply
    }

    /// Every file of the server: the database with its log, byte by byte.
    fn folder(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let file = entry.unwrap().path();
            self.bytes(&fs::read(&file).unwrap(), &file.display().to_string());
        }
    }

    /// Every row of every table, as text.
    async fn postgres(&mut self, url: &str) {
        let mut conn = PgConnection::connect(url).await.unwrap();
        let sql = "SELECT table_name::text FROM information_schema.tables
                   WHERE table_schema = 'public'";
        let tables: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut conn).await.unwrap();
        assert!(tables.iter().any(|table| table == "provider_keys"), "{tables:?}");
        for table in tables {
            let sql = AssertSqlSafe(format!("SELECT t::text FROM {table} t"));
            let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut conn).await.unwrap();
            assert!(table != "provider_keys" || rows.len() == 1, "{rows:?}");
            self.bytes(rows.join("\n").as_bytes(), &table);
        }
    }
}
