//! What Adda adds to an AI service's own time for programs that speak `OpenAI`'s API, how many of their requests it
//! answers, and what it keeps of them in memory.

use std::time::{Duration, Instant};

use reqwest::RequestBuilder;

use crate::{
    Result,
    report::{Report, mb, per_second},
    server::{Person, Server, client},
    streams::{DONE, Streams, again, compare, copies, lanes, once, question},
    upstream::{PROMPT, QUICK, SHORT, Upstream},
};

const SIDE_BY_SIDE: [usize; 4] = [1, 50, 200, 500];
/// How long requests are counted.
const SPAN: Duration = Duration::from_secs(4);
/// Requests after which memory should not grow any more, and those in which it is watched.
const WARM_UP: usize = 10_000;
const WATCHED: usize = 10_000;

pub async fn measure(report: &mut Report, server: &Server, upstream: Upstream) -> Result<()> {
    let person = Person::register(server, "programs").await?;
    let key = person.api_key().await?;
    let http = client()?;
    let asking = |model| {
        http.post(server.url("/v1/chat/completions")).bearer_auth(&key).json(&question(model))
    };
    let short = asking(SHORT);
    memory(report, server, &short).await?;
    for count in SIDE_BY_SIDE {
        let model = if count == 1 { QUICK } else { PROMPT };
        let ours = Streams { model, lanes: lanes(&asking(model), count)?, last: DONE };
        compare(report, "programs", upstream, ours).await?;
    }
    let direct = client()?.post(upstream.completions()).json(&question(SHORT));
    for count in SIDE_BY_SIDE {
        rate(report, count, &direct, &short).await?;
    }
    Ok(())
}

/// Requests a second, answered in one token at once.
async fn rate(
    report: &mut Report,
    count: usize,
    direct: &RequestBuilder,
    ours: &RequestBuilder,
) -> Result<()> {
    let (base, base_failed) = answered(direct, count).await?;
    let (done, failed) = answered(ours, count).await?;
    let against = format!("{} called directly; one token at once", per_second(base, SPAN));
    report.row(&format!("requests of {count} programs"), per_second(done, SPAN), "-", &against);
    if failed + base_failed > 0 {
        let failed = format!("{failed} (directly: {base_failed})");
        report.row(&format!("failed requests, {count} programs"), failed, "0", &against);
    }
    Ok(())
}

/// How many requests of so many clients were answered within the span, and how many failed.
async fn answered(request: &RequestBuilder, clients: usize) -> Result<(usize, usize)> {
    let end = Instant::now() + SPAN;
    let mut tasks = Vec::new();
    for request in copies(request, clients)? {
        tasks.push(tokio::spawn(async move {
            let (mut done, mut failed) = (0, 0);
            while Instant::now() < end {
                match once(again(&request)?, DONE).await {
                    Ok(_) => done += 1,
                    Err(_) => failed += 1,
                }
            }
            Ok::<_, crate::Error>((done, failed))
        }));
    }
    let (mut done, mut failed) = (0, 0);
    for task in tasks {
        let of_one = task.await??;
        done += of_one.0;
        failed += of_one.1;
    }
    Ok((done, failed))
}

/// Resident memory before the first requests, after some, and after many more.
async fn memory(report: &mut Report, server: &Server, request: &RequestBuilder) -> Result<()> {
    let before = server.memory()?;
    ask(request, WARM_UP).await?;
    let warm = server.memory()?;
    ask(request, WATCHED).await?;
    let after = server.memory()?;
    report.row(
        &format!("memory after {WARM_UP} requests, and {WATCHED} more"),
        format!("{} / {}", mb(warm), mb(after)),
        "no growth",
        &format!("resident; {} before", mb(before)),
    );
    Ok(())
}

/// So many requests, 50 at a time; gives the server a moment afterwards.
async fn ask(request: &RequestBuilder, count: usize) -> Result<()> {
    const CLIENTS: usize = 50;
    let mut tasks = Vec::new();
    for request in copies(request, CLIENTS)? {
        tasks.push(tokio::spawn(async move {
            for _ in 0..count / CLIENTS {
                once(again(&request)?, DONE).await?;
            }
            Ok::<_, crate::Error>(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    Ok(())
}
