//! `make bench`: figures of the release build, each beside its goal. A measurement, not a test: nothing fails on a slow day.

mod context;
mod folder;
mod latency;
mod lighthouse;
mod page;
mod programs;
mod report;
mod sends;
mod server;
mod sockets;
mod startup;
mod stored;
mod streams;
mod upstream;

use std::path::{Path, PathBuf};

use folder::Folder;
use report::Report;
use server::Server;
use upstream::Upstream;

pub type Error = Box<dyn std::error::Error + Send + Sync>;
pub type Result<T> = std::result::Result<T, Error>;

/// What can be measured, in this order, and what it is called in the table.
const PARTS: [(&str, &str); 8] = [
    ("start", "Start and memory"),
    ("page", "First page"),
    ("lighthouse", "Lighthouse"),
    ("latency", "Latency in conversations"),
    ("programs", "Programs"),
    ("sends", "Durable sends"),
    ("context", "Requests to AI services"),
    ("connections", "Live connections"),
];

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let binary = PathBuf::from(arguments.next().ok_or("usage: bench PATH-OF-ADDA [PART...]")?);
    let wanted: Vec<String> = arguments.collect();
    if let Some(odd) = wanted.iter().find(|name| PARTS.iter().all(|(known, _)| known != name)) {
        let known = PARTS.map(|(name, _)| name).join(", ");
        return Err(format!("there is no part {odd:?}, only {known}").into());
    }
    let upstream = upstream::start().await?;
    let mut report = Report::default();
    for (part, title) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|name| name == part) {
            println!("{title}");
            measure(part, &mut report, &binary, upstream).await?;
        }
    }
    report.print();
    Ok(())
}

async fn measure(part: &str, report: &mut Report, binary: &Path, upstream: Upstream) -> Result<()> {
    match part {
        "context" => return context::measure(report).await,
        "start" => return startup::measure(report, binary, upstream).await,
        "sends" => {
            sends::stored(report).await?;
            return sends::over_http(report, binary, upstream).await;
        }
        _ => {}
    }
    let data = Folder::new()?;
    let server = Server::start(binary, &data, upstream).await?;
    match part {
        "page" => page::measure(report, &server).await,
        "lighthouse" => lighthouse::measure(report, &server).await,
        "latency" => latency::measure(report, &server, upstream).await,
        "programs" => programs::measure(report, &server, upstream).await,
        _ => sockets::measure(report, &server).await,
    }
}
