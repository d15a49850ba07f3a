//! Keys that people bring along, and that no key leaves its place.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use adda_server::{config::Dialect, secret::Secret};
use tracing_subscriber::{filter::LevelFilter, fmt::MakeWriter};

use super::{KEY, answered, request, resolved};
use crate::support::{
    logging,
    openai_server::{OpenAiServer, Reply},
};

const OWN: &str = "own-key-of-a-person-7f3a";
const DIALECTS: [Dialect; 3] = [Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini];

#[tokio::test]
async fn person_is_answered_with_their_own_key_and_others_with_the_servers() {
    let recorded = [
        include_str!("../../../provider/fixtures/openai/text.sse"),
        include_str!("../../../provider/fixtures/anthropic/text.sse"),
        include_str!("../../../provider/fixtures/gemini/text.sse"),
    ];
    for (dialect, recorded) in DIALECTS.into_iter().zip(recorded) {
        let replies = [Reply::recorded(recorded), Reply::recorded(recorded)];
        let mut server = OpenAiServer::start(replies).await;
        let (registry, model) = resolved("service", dialect, &server.root(), "m");
        let own = registry.with_key(&model, &Secret::new(OWN)).unwrap();
        answered(&*own.provider, request()).await.unwrap();
        answered(&*model.provider, request()).await.unwrap();
        let (first, second) = (server.received().await.head, server.received().await.head);
        assert!(first.contains(OWN) && !first.contains(KEY), "{dialect:?}: {first}");
        assert!(second.contains(KEY) && !second.contains(OWN), "{dialect:?}: {second}");
        let line = first.lines().next().unwrap();
        assert!(!line.contains(OWN), "{dialect:?} writes its key into the address: {line}");
    }
}

/// Everything that is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Services that repeat the key in their failures, in every place where one can stand.
#[tokio::test]
async fn key_is_in_no_failure_no_debug_output_and_no_log() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(log.clone())
        .finish();
    let _logging = logging(subscriber);
    let told = format!(
        r#"{{"type":"error","error":{{"type":"{OWN}","code":"{OWN}","status":"{OWN}",
        "message":"bad key {OWN}. ({OWN})"}}}}"#
    );
    let mut seen = Vec::new();
    for dialect in DIALECTS {
        let one_line = told.replace('\n', " ");
        let replies = [
            Reply::status(401, "", &told),
            Reply::status(500, &format!("x-key: {OWN}\r\n"), &format!("<html>{OWN}")),
            Reply::json(&told),
            Reply::stream().event(&one_line).end(),
            Reply::stream().event(&format!("not JSON {OWN}")).end(),
            Reply::status(200, &format!("content-type: text/html; {OWN}\r\n"), OWN),
            Reply::nothing().cut(),
        ];
        let failures = replies.len();
        let server = OpenAiServer::start(replies).await;
        let (registry, model) = resolved("service", dialect, &server.root(), "m");
        let own = registry.with_key(&model, &Secret::new(OWN)).unwrap();
        for _ in 0..failures {
            let error = answered(&*own.provider, request()).await.unwrap_err();
            seen.extend([error.to_string(), format!("{error:?}")]);
        }
        let health = own.provider.health().await;
        seen.push(format!("{registry:?} {model:?} {own:?} {health:?}"));
    }
    seen.push(String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned());
    let seen = seen.join("\n");
    assert!(seen.contains("is not well"), "nothing was logged");
    for key in [OWN, KEY] {
        let at = seen.find(key).map(|at| &seen[at.saturating_sub(200)..at + key.len()]);
        assert_eq!(at, None);
    }
}
