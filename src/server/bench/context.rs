//! What it takes to make a request: reading what it needs of a long conversation, and building it.

use std::time::{Duration, Instant};

use adda_protocol::Seq;
use adda_server::{
    context::{self, Known, Limits, Person, Turn, WINDOW_BYTES_PER_TOKEN},
    store::{Leaf, Stretch},
};

use crate::{
    Result,
    folder::Folder,
    report::{Report, Times},
    stored::Room,
};

const MESSAGES: usize = 10_000;
const ROUNDS: usize = 200;
const WINDOW: u64 = 24_000;

/// The time one request of a long conversation takes.
pub async fn measure(report: &mut Report) -> Result<()> {
    let folder = Folder::new()?;
    let mut rooms = Room::open(folder.path(), 1).await?;
    let Some(room) = rooms.first_mut() else { return Ok(()) };
    room.fill(MESSAGES).await?;
    let (mut whole, mut building) = (Times::default(), Times::default());
    for _ in 0..ROUNDS {
        let (all, build) = once(room).await?;
        whole.add(all);
        building.add(build);
    }
    let [all, build] = [whole, building].map(|times| times.percentile(50).as_secs_f64() * 1_000.0);
    let name = format!("a request of a conversation of {MESSAGES} messages, p50");
    let figure = format!("{all:.2} ms, {build:.2} ms of it building");
    report.row(&name, figure, "<= 1 ms", "window of 24,000 tokens, SQLite, in process");
    Ok(())
}

async fn once(room: &Room) -> Result<(Duration, Duration)> {
    let (store, conversation) = room.store();
    let newest = store.messages(conversation, None, 1).await?;
    let leaf = Leaf::At(newest.first().ok_or("there is no message")?.id);
    let begun = Instant::now();
    let bytes = usize::try_from(WINDOW * WINDOW_BYTES_PER_TOKEN)?;
    let stretch = Stretch { leaf, after: 0, before: Seq::MAX, lines: 200, bytes };
    let (summary, history) =
        tokio::try_join!(store.summary(conversation), store.newest(conversation, stretch))?;
    let read = begun.elapsed();
    let request = context::build(&Turn {
        model: "m",
        system_prompt: "Answer plainly.",
        person: Some(Person { name: "Ada", language: Some("hi"), region: Some("IN") }),
        known: Known::default(),
        summary: summary.as_ref().map(|summary| summary.text.as_str()),
        history: &history,
        partial: None,
        limits: Limits { window_tokens: WINDOW, max_output_tokens: 4_000 },
    });
    let all = begun.elapsed();
    if request.request.messages.len() < 50 {
        return Err("the request holds hardly anything".into());
    }
    Ok((all, all.saturating_sub(read)))
}
