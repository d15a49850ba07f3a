//! A figure, not a test: how long a search takes among 100,000 messages.
//! `cargo test -p adda-server search_speed -- --ignored --nocapture`

use std::time::Instant;

use adda_protocol::UserId;
use uuid::Uuid;

use super::{
    database::{Database, Place},
    samples::{conversation, user},
};
use crate::words::Query;

const MESSAGES: usize = 100_000;

/// Words by how often they are used: `w0` is in every third message, `w9999` in a few.
fn text(at: usize) -> String {
    let mut state = at as u64 + 1;
    let mut words = vec![if at.is_multiple_of(3) { "w0" } else { "v0" }.to_owned()];
    for _ in 0..30 {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let uniform = (state >> 33) % 10_000;
        words.push(format!("w{}", uniform * uniform / 10_000));
    }
    words.join(" ")
}

/// An id as the engine writes it.
fn literal(db: &Database, id: Uuid) -> String {
    match db.place {
        Place::Sqlite(_) => format!("x'{}'", id.simple()),
        Place::Postgres(_) => format!("'{id}'"),
    }
}

async fn fill(db: &Database, talk: Uuid) {
    let chat = literal(db, talk);
    for begin in (0..MESSAGES).step_by(1_000) {
        let rows = (begin..begin + 1_000).map(|at| {
            let id = literal(db, Uuid::from_u128(at as u128));
            let (seq, text) = (at + 10, text(at));
            format!("({id}, {chat}, {seq}, 'user', 'a', 'A', '{text}', 'complete', {at})")
        });
        let rows: Vec<_> = rows.collect();
        let columns = "id, conversation_id, seq, author_kind, author_id, author_name, text, state, created_at";
        db.execute(&format!("INSERT INTO messages ({columns}) VALUES {}", rows.join(","))).await;
    }
}

async fn measure(db: Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let talk = conversation(store, ana).await.id.uuid();
    fill(&db, talk).await;
    let started = Instant::now();
    store.note_unread().await.unwrap();
    let (mut before, mut longest) = (None, 0);
    loop {
        let step = Instant::now();
        before = store.read_words(before, 200).await.unwrap();
        longest = longest.max(step.elapsed().as_millis());
        if before.is_none() {
            break;
        }
    }
    println!("{}: read in {:?}, a step {longest} ms at most", store.engine(), started.elapsed());
    for asked in ["w0", "w9000", "w1 w2 w3", "w0 v0", "w", "w1", "\"w1 w2\"", "w77 w9"] {
        let started = Instant::now();
        let found = store.search(ana, Query::parse(asked).unwrap(), None, 21).await.unwrap();
        println!("{asked:>10}: {:>3} found in {:?}", found.len(), started.elapsed());
    }
    delete_some(&db, ana, talk).await;
    db.remove().await;
}

/// A chat of a thousand messages goes among the others.
async fn delete_some(db: &Database, ana: UserId, talk: Uuid) {
    let store = &*db.store;
    let other = conversation(store, ana).await.id;
    let (mine, chat) = (literal(db, other.uuid()), literal(db, talk));
    db.execute(&format!(
        "UPDATE messages SET conversation_id = {mine} WHERE conversation_id = {chat} AND seq < 1010"
    ))
    .await;
    let started = Instant::now();
    store.delete_conversation(other, None).await.unwrap();
    println!("1,000 deleted in {:?}", started.elapsed());
    let started = Instant::now();
    let mut longest = 0;
    loop {
        let step = Instant::now();
        let purged = store.purge_words(20).await.unwrap();
        longest = longest.max(step.elapsed().as_millis());
        if purged == 0 {
            break;
        }
    }
    println!("their words removed in {:?}, a step {longest} ms at most", started.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "prints figures"]
async fn search_speed_on_sqlite() {
    measure(Database::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "prints figures"]
async fn search_speed_on_postgres() {
    measure(Database::postgres().await).await;
}
