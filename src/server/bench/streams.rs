//! Many streams at the same time, and when their first token comes.

use std::time::{Duration, Instant};

use futures::StreamExt;
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::{
    Result,
    report::{Report, Times},
    server::client,
    upstream::{FIRST, TOKENS, Upstream, pace},
};

/// Answers measured for each number of streams, at least: the p99 of fewer is their slowest.
pub const SAMPLES: usize = 200;
/// The last line of a stream in `OpenAI`'s dialect.
pub const DONE: &str = "data: [DONE]";

/// Streams at the same time, sent again when they end.
#[derive(Debug)]
pub struct Streams {
    /// Who answers.
    pub model: &'static str,
    /// What each asks, one after the other and from the beginning again.
    pub lanes: Vec<Vec<RequestBuilder>>,
    /// What the end of a stream is recognised by.
    pub last: &'static str,
}

#[derive(Debug, Default)]
pub struct Measured {
    first: Times,
    total: Times,
    failed: usize,
}

impl Measured {
    fn add(&mut self, run: Result<(Duration, Duration)>) {
        match run {
            Ok((first, total)) => {
                self.first.add(first);
                self.total.add(total);
            }
            Err(_) => self.failed += 1,
        }
    }

    fn extend(&mut self, other: Self) {
        self.first.extend(other.first);
        self.total.extend(other.total);
        self.failed += other.failed;
    }
}

/// A question in `OpenAI`'s dialect.
pub fn question(model: &str) -> Value {
    json!({"model": model, "stream": true, "messages": [{"role": "user", "content": "Hello"}]})
}

/// The same streams asked from the service itself, then through the server.
pub async fn compare(
    report: &mut Report,
    what: &str,
    upstream: Upstream,
    ours: Streams,
) -> Result<()> {
    let count = ours.lanes.len();
    let pace = pace(ours.model);
    let request = client()?.post(upstream.completions()).json(&question(ours.model));
    let direct = Streams { model: ours.model, lanes: lanes(&request, count)?, last: DONE };
    let base = direct.run().await?;
    let ours = ours.run().await?;
    let against =
        format!("the same {TOKENS} tokens, one each {pace:?}, called directly; {count} at a time");
    let goal = if count == 200 { "<= 1 / - / <= 5 ms" } else { "-" };
    let name = |added: &str| format!("added {added}, {count} {what} (p50/p95/p99)");
    report.row(&name("time to first token"), ours.first.added_to(&base.first), goal, &against);
    report.row(&name("total time"), ours.total.added_to(&base.total), "-", &against);
    if ours.failed + base.failed > 0 {
        let failed = format!("{} (directly: {})", ours.failed, base.failed);
        report.row(&format!("failed answers, {count} {what}"), failed, "0", &against);
    }
    Ok(())
}

/// The same request for each.
pub fn lanes(request: &RequestBuilder, count: usize) -> Result<Vec<Vec<RequestBuilder>>> {
    Ok(copies(request, count)?.into_iter().map(|request| vec![request]).collect())
}

pub fn copies(request: &RequestBuilder, count: usize) -> Result<Vec<RequestBuilder>> {
    (0..count).map(|_| again(request)).collect()
}

pub fn again(request: &RequestBuilder) -> Result<RequestBuilder> {
    request.try_clone().ok_or_else(|| "the request cannot be sent twice".into())
}

impl Streams {
    /// Sends the requests of each lane some times, all lanes side by side, their starts spread over the length of one answer.
    async fn run(self) -> Result<Measured> {
        let rounds = SAMPLES.div_ceil(self.lanes.len()).max(3);
        let apart = pace(self.model) * TOKENS / u32::try_from(self.lanes.len())?;
        let mut tasks = Vec::new();
        for (n, lane) in (0_u32..).zip(self.lanes) {
            tasks.push(tokio::spawn(async move {
                tokio::time::sleep(apart * n).await;
                let mut measured = Measured::default();
                for request in lane.iter().cycle().take(rounds) {
                    measured.add(once(again(request)?, self.last).await);
                }
                Ok::<_, crate::Error>(measured)
            }));
        }
        let mut all = Measured::default();
        for task in tasks {
            all.extend(task.await??);
        }
        Ok(all)
    }
}

/// Time to the first token and to the end of one stream.
pub async fn once(request: RequestBuilder, last: &str) -> Result<(Duration, Duration)> {
    let began = Instant::now();
    let answer = request.send().await?.error_for_status()?;
    let mut body = answer.bytes_stream();
    let (mut text, mut first) = (String::new(), None);
    while let Some(part) = body.next().await {
        text.push_str(&String::from_utf8_lossy(&part?));
        if first.is_none() && text.contains(FIRST) {
            first = Some(began.elapsed());
        }
        if text.contains(last) {
            return Ok((first.ok_or("no token came")?, began.elapsed()));
        }
        // Enough to recognise an event that is cut in two.
        let keep = text.len().saturating_sub(200);
        if first.is_some() && text.is_char_boundary(keep) {
            text.drain(..keep);
        }
    }
    Err("the stream ended early".into())
}
