//! Durable sends a second on `SQLite`: through the store alone, and through HTTP with each one answered.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use futures::future::try_join_all;
use serde_json::{Value, json};

use crate::{
    Result,
    folder::Folder,
    report::{Report, per_second},
    server::{Person, Server},
    stored::Room,
    upstream::{SHORT, Upstream},
};

const SPAN: Duration = Duration::from_secs(4);

/// Messages a second the store has on disk before it says so.
pub async fn stored(report: &mut Report) -> Result<()> {
    for side_by_side in [64, 256] {
        let folder = Folder::new()?;
        let rooms = Room::open(folder.path(), side_by_side).await?;
        let sent = Arc::new(AtomicUsize::new(0));
        let began = Instant::now();
        try_join_all(rooms.into_iter().map(|mut room| {
            let sent = sent.clone();
            async move {
                while began.elapsed() < SPAN {
                    room.send().await?;
                    sent.fetch_add(1, Ordering::Relaxed);
                }
                Ok::<_, crate::Error>(())
            }
        }))
        .await?;
        let rate = per_second(sent.load(Ordering::Relaxed), began.elapsed());
        let name = format!("durable sends, store, {side_by_side} at a time");
        report.row(
            &name,
            rate,
            ">= 2,000 /s",
            "synchronous=FULL, one conversation each, answers not written",
        );
    }
    Ok(())
}

/// Messages a second sent and answered over HTTP, and whether a crash loses one that was acknowledged.
pub async fn over_http(report: &mut Report, binary: &Path, upstream: Upstream) -> Result<()> {
    const SIDE_BY_SIDE: usize = 64;
    let data = Folder::new()?;
    let mut server = Server::start(binary, &data, upstream).await?;
    let person = Person::register(&server, "sends").await?;
    let rooms = try_join_all((0..SIDE_BY_SIDE).map(|_| person.conversation(SHORT))).await?;
    let began = Instant::now();
    let tasks: Vec<_> =
        rooms.into_iter().map(|room| tokio::spawn(converse(person.clone(), room))).collect();
    tokio::time::sleep(SPAN).await;
    server.kill()?;
    let span = began.elapsed();
    let mut acknowledged = Vec::new();
    for task in tasks {
        acknowledged.push(task.await?);
    }
    let total: usize = acknowledged.iter().map(|(_, ids)| ids.len()).sum();
    let name = format!("sends through HTTP, each answered, {SIDE_BY_SIDE} at a time");
    report.row(
        &name,
        per_second(total, span),
        "-",
        "a service that answers with one token at once",
    );

    let server = Server::start(binary, &data, upstream).await?;
    let lost = lost(&person.at(&server), &acknowledged).await?;
    report.row(
        "acknowledged sends lost at kill -9",
        format!("{lost} of {total}"),
        "0",
        "killed while sending",
    );
    Ok(())
}

/// Sends until the server is gone; returns the room and what was acknowledged.
async fn converse(person: Person, room: String) -> (String, Vec<String>) {
    let mut ids = Vec::new();
    let path = format!("/api/v1/conversations/{room}/messages");
    while let Ok(id) = send(&person, &path).await {
        ids.push(id);
    }
    (room, ids)
}

async fn send(person: &Person, path: &str) -> Result<String> {
    let answer =
        person.post(path).json(&json!({"text": "Hello"})).send().await?.error_for_status()?;
    let body: Value = answer.json().await?;
    Ok(body["message"]["id"].as_str().ok_or("no id")?.to_owned())
}

async fn lost(person: &Person, acknowledged: &[(String, Vec<String>)]) -> Result<usize> {
    let mut lost = 0;
    for (room, ids) in acknowledged {
        let (mut found, mut after) = (String::new(), 0);
        loop {
            let path = format!("/api/v1/conversations/{room}/events?after={after}");
            let page = person.get(&path).send().await?.error_for_status()?.text().await?;
            let last = last_seq(&page)?;
            found.push_str(&page);
            match last {
                Some(seq) => after = seq,
                None => break,
            }
        }
        lost += ids.iter().filter(|id| !found.contains(id.as_str())).count();
    }
    Ok(lost)
}

/// The greatest seq among the events of a page.
fn last_seq(page: &str) -> Result<Option<u64>> {
    let page: Value = serde_json::from_str(page)?;
    let events =
        page["events"].as_array().or_else(|| page["items"].as_array()).ok_or("no events")?;
    Ok(events.iter().filter_map(|event| event["seq"].as_u64()).max())
}
