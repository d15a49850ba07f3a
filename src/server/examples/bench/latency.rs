//! What Adda adds to an AI service's own time, over server-sent events.

use std::time::{Duration, Instant};

use futures::{StreamExt, future::try_join_all};
use reqwest::RequestBuilder;
use serde_json::json;

use crate::{
    Result,
    report::{Report, Times},
    server::{Person, Server, client},
    upstream::{PACE, TOKENS},
};

/// Answers measured for each number of chats, at least.
const SAMPLES: usize = 30;

#[derive(Debug, Default)]
struct Measured {
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
}

pub async fn measure(
    report: &mut Report,
    server: &Server,
    upstream: std::net::SocketAddr,
) -> Result<()> {
    let person = Person::register(server, "latency").await?;
    for chats in [1, 50, 200] {
        let rounds = (SAMPLES / chats).max(3);
        let direct = client()?;
        let ask = json!({"model": "gpt-4o-mini", "stream": true, "messages": [{"role": "user", "content": "Hello"}]});
        let url = format!("http://{upstream}/v1/chat/completions");
        let request = direct.post(url).json(&ask);
        let requests = (0..chats).map(|_| again(&request)).collect::<Result<_>>()?;
        let base = run(rounds, requests, "data: [DONE]").await?;
        let rooms = try_join_all((0..chats).map(|_| person.conversation("gpt-4o-mini"))).await?;
        let requests = rooms.iter().map(|room| {
            let request = person.post(&format!("/api/v1/conversations/{room}/messages"));
            request.header("accept", "text/event-stream").json(&json!({"text": "Hello"}))
        });
        let ours = run(rounds, requests.collect(), "event: message.completed").await?;
        write(report, chats, &base, &ours);
    }
    Ok(())
}

fn write(report: &mut Report, chats: usize, base: &Measured, ours: &Measured) {
    let against =
        format!("the same {TOKENS} tokens, one each {PACE:?}, called directly; {chats} at a time");
    let goal = if chats == 200 { "<= 1 / - / <= 5 ms" } else { "-" };
    let name = |what: &str| format!("added {what}, {chats} chats (p50/p95/p99)");
    report.row(&name("time to first token"), ours.first.added_to(&base.first), goal, &against);
    report.row(&name("total time"), ours.total.added_to(&base.total), "-", &against);
    if ours.failed + base.failed > 0 {
        let failed = format!("{} (directly: {})", ours.failed, base.failed);
        report.row(&format!("failed answers, {chats} chats"), failed, "0", &against);
    }
}

fn again(request: &RequestBuilder) -> Result<RequestBuilder> {
    request.try_clone().ok_or_else(|| "the request cannot be sent twice".into())
}

/// Sends each request `rounds` times, all side by side, their starts spread over the length of one answer.
async fn run(rounds: usize, requests: Vec<RequestBuilder>, last: &'static str) -> Result<Measured> {
    let apart = PACE * TOKENS / u32::try_from(requests.len())?;
    let mut tasks = Vec::new();
    for (n, request) in (0_u32..).zip(requests) {
        tasks.push(tokio::spawn(async move {
            tokio::time::sleep(apart * n).await;
            let mut measured = Measured::default();
            for _ in 0..rounds {
                measured.add(once(again(&request)?, last).await);
            }
            Ok::<_, crate::Error>(measured)
        }));
    }
    let mut all = Measured::default();
    for task in tasks {
        let one = task.await??;
        all.first.extend(one.first);
        all.total.extend(one.total);
        all.failed += one.failed;
    }
    Ok(all)
}

/// Time to the first token and to the end of one stream.
async fn once(request: RequestBuilder, last: &str) -> Result<(Duration, Duration)> {
    let began = Instant::now();
    let answer = request.send().await?.error_for_status()?;
    let mut body = answer.bytes_stream();
    let (mut text, mut first) = (String::new(), None);
    while let Some(part) = body.next().await {
        text.push_str(&String::from_utf8_lossy(&part?));
        if first.is_none() && text.contains("token ") {
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
