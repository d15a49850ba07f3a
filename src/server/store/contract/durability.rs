//! `SQLite`: what was acknowledged is there after `kill -9`.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
};

use adda_protocol::{ConversationId, MessageId};
use futures::future::join_all;

use super::samples::{conversation, new_send, user};
use crate::{
    config::DatabaseConfig,
    store::{SendOutcome, connect},
};

const FOLDER: &str = "ADDA_TEST_KILLED_FOLDER";
const CHILD: &str = "store::contract::durability::child_that_is_killed";

/// Not a test of its own: the process that the next one kills. Writes for ever and prints what was acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by acknowledged_sends_survive_kill"]
async fn child_that_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let store = connect(&DatabaseConfig::default(), Path::new(&folder)).await.unwrap();
    store.migrate().await.unwrap();
    let person = user(&*store, "ada@example.org").await.id;
    join_all((0..16).map(async |_| {
        let talk = conversation(&*store, person).await.id;
        loop {
            let mut new = new_send(talk, person, "do not lose me");
            new.max_open = usize::MAX;
            let id = new.message;
            let outcome = store.append_send(new).await.unwrap();
            assert!(matches!(outcome, SendOutcome::Sent { .. }));
            let mut out = std::io::stdout().lock();
            writeln!(out, "\nacknowledged {talk} {id}").unwrap();
            out.flush().unwrap();
        }
    }))
    .await;
}

fn parse(line: &str) -> Option<(ConversationId, MessageId)> {
    let (talk, id) = line.strip_prefix("acknowledged ")?.split_once(' ')?;
    Some((talk.parse().ok()?, id.parse().ok()?))
}

#[tokio::test]
async fn acknowledged_sends_survive_kill() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", CHILD, "--ignored", "--nocapture"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut acknowledged: Vec<_> =
        lines.by_ref().filter_map(|line| parse(&line)).take(500).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    // What it had printed and we had not read yet; the last line may be torn.
    acknowledged.extend(lines.filter_map(|line| parse(&line)));
    assert!(acknowledged.len() >= 500);

    let store = connect(&DatabaseConfig::default(), folder.path()).await.unwrap();
    assert!(store.migrate().await.unwrap().is_empty());
    for (talk, id) in acknowledged {
        assert!(
            store.message(talk, id).await.unwrap().is_some(),
            "{id} was acknowledged and is lost"
        );
    }
    assert_eq!(store.check().await.unwrap(), []);
    store.close().await;
}
