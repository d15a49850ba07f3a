//! A figure, not a test: how many durable sends a second the file takes.
//! `cargo test --release -p adda-server throughput -- --ignored --nocapture`

use std::time::{Duration, Instant};

use adda_protocol::limits::QUEUED_ANSWERS;
use futures::future::join_all;

use super::{
    database::Database,
    samples::{conversation, new_send, user},
};
use crate::store::SendOutcome;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "prints a figure"]
async fn throughput_of_durable_sends() {
    let db = Database::sqlite().await;
    let store = &*db.store;
    let person = user(store, "ada@example.org").await.id;
    for concurrency in [1, 16, 64, 256] {
        let started = Instant::now();
        let sends = join_all((0..concurrency).map(async |_| {
            let mut sends = 0_u32;
            while started.elapsed() < Duration::from_secs(3) {
                // As many as may wait in one conversation; making the next one is not counted.
                let talk = conversation(store, person).await.id;
                for _ in 0..QUEUED_ANSWERS {
                    let mut new = new_send(talk, person, "a message of ordinary length, as most");
                    new.max_open = QUEUED_ANSWERS;
                    let outcome = store.append_send(new).await.unwrap();
                    assert!(matches!(outcome, SendOutcome::Sent { .. }));
                    sends += 1;
                }
            }
            sends
        }))
        .await;
        let total: u32 = sends.into_iter().sum();
        let rate = f64::from(total) / started.elapsed().as_secs_f64();
        println!("{concurrency:>4} at once: {rate:>6.0} durable sends a second");
    }
    db.remove().await;
}
