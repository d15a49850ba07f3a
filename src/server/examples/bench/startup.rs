//! Cold start and idle memory.

use std::{net::SocketAddr, path::Path, time::Duration};

use tempfile::TempDir;

use crate::{
    Result,
    report::{Report, Times},
    server::Server,
};

const STARTS: usize = 7;

pub async fn measure(report: &mut Report, binary: &Path, upstream: SocketAddr) -> Result<()> {
    let (mut fresh, mut again) = (Times::default(), Times::default());
    let mut memory = 0;
    for _ in 0..STARTS {
        let data = TempDir::new()?;
        fresh.add(Server::start(binary, &data, upstream).await?.start);
        let server = Server::start(binary, &data, upstream).await?;
        again.add(server.start);
        tokio::time::sleep(Duration::from_millis(500)).await;
        memory = memory.max(server.memory()?);
    }
    let row = |times: &Times| format!("{} ms", times.percentile(50).as_millis());
    let against = format!("median of {STARTS}: process started to /auth/login answered");
    report.row("cold start, empty data folder", row(&fresh), "<= 200 ms", &against);
    report.row("cold start, existing database", row(&again), "<= 200 ms", &against);
    let memory = format!("{} MB", memory / 1_000_000);
    report.row(
        "idle memory",
        memory,
        "<= 40 MB",
        "resident, after the first page; the most of all starts",
    );
    Ok(())
}
