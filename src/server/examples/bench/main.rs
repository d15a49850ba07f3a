//! `make bench`: figures of the release build, each beside its goal. A measurement, not a test: nothing fails on a slow day.

mod latency;
mod page;
mod report;
mod sends;
mod server;
mod sockets;
mod startup;
mod stored;
mod upstream;

use report::Report;
use server::Server;
use tempfile::TempDir;

pub type Error = Box<dyn std::error::Error + Send + Sync>;
pub type Result<T> = std::result::Result<T, Error>;

#[tokio::main]
async fn main() -> Result<()> {
    let binary = server::binary()?;
    let upstream = upstream::start().await?;
    let mut report = Report::default();

    println!("Start and memory");
    startup::measure(&mut report, &binary, upstream).await?;

    let data = TempDir::new()?;
    let server = Server::start(&binary, &data, upstream).await?;
    println!("First page");
    page::measure(&mut report, &server).await?;
    println!("Latency");
    latency::measure(&mut report, &server, upstream).await?;
    drop(server);

    println!("Durable sends");
    sends::stored(&mut report).await?;
    sends::over_http(&mut report, &binary, upstream).await?;

    println!("Live connections");
    let data = TempDir::new()?;
    let server = Server::start(&binary, &data, upstream).await?;
    sockets::measure(&mut report, &server).await?;

    report.print();
    Ok(())
}
