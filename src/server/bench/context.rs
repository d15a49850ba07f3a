//! What it takes to make a request: reading what it needs of a long conversation, and building it.

use std::time::{Duration, Instant};

use adda_protocol::Seq;
use adda_server::{
    context::{self, Known, Limits, Person, Turn, WINDOW_BYTES_PER_TOKEN},
    store::{Leaf, Recall, Stretch},
};

use crate::{
    Result,
    folder::Folder,
    report::{Report, Times},
    stored::Room,
};

/// Messages of a conversation that has just begun, and of one that goes on for years.
const MESSAGES: [usize; 2] = [4, 10_000];
const ROUNDS: usize = 200;
const WINDOW: u64 = 24_000;

/// The time one request of a conversation takes.
pub async fn measure(report: &mut Report) -> Result<()> {
    for messages in MESSAGES {
        let folder = Folder::new()?;
        let mut rooms = Room::open(folder.path(), 1).await?;
        let Some(room) = rooms.first_mut() else { return Ok(()) };
        room.fill(messages).await?;
        let (mut whole, mut building) = (Times::default(), Times::default());
        for _ in 0..ROUNDS {
            let (all, build) = once(room).await?;
            whole.add(all);
            building.add(build);
        }
        let [all, build] =
            [whole, building].map(|times| times.percentile(50).as_secs_f64() * 1_000.0);
        let name = format!("a request of a conversation of {messages} messages, p50");
        let figure = format!("{all:.2} ms, {build:.2} ms of it building");
        report.row(&name, figure, "<= 1 ms", "window of 24,000 tokens, SQLite, in process");
    }
    Ok(())
}

/// As for a message that is just being sent: all of the request, and building it alone.
async fn once(room: &Room) -> Result<(Duration, Duration)> {
    let (store, user, conversation) = room.store();
    let leaf = Leaf::Next(user, room.client_id());
    let begun = Instant::now();
    let bytes = usize::try_from(WINDOW * WINDOW_BYTES_PER_TOKEN)?;
    let stretch = Stretch { leaf, after: 0, before: Seq::MAX, lines: 200, bytes };
    let recall = Recall { words: context::words("How is the garden?"), memories: 40, since: 0 };
    let material = store.material(conversation, user, stretch, Some(recall)).await?;
    let material = material.ok_or("nothing was read")?;
    let read = begun.elapsed();
    let request = context::build(&Turn {
        model: "m",
        system_prompt: "Answer plainly.",
        person: Some(Person { name: "Ada", language: Some("hi"), region: Some("IN") }),
        known: Known::default(),
        summary: material.summary.as_ref().map(|summary| summary.text.as_str()),
        history: &material.lines,
        partial: None,
        limits: Limits { window_tokens: WINDOW, max_output_tokens: 4_000 },
    });
    let all = begun.elapsed();
    if request.request.messages.len() < material.lines.len() {
        return Err("the request holds less than was read".into());
    }
    Ok((all, all.saturating_sub(read)))
}
