//! Cold start and idle memory.

use std::{path::Path, time::Duration};

use crate::{
    Result,
    folder::Folder,
    report::{Report, Times, mb},
    server::Server,
    upstream::Upstream,
};

const STARTS: usize = 7;

pub async fn measure(report: &mut Report, binary: &Path, upstream: Upstream) -> Result<()> {
    let (mut fresh, mut again) = (Times::default(), Times::default());
    let mut memory = 0;
    for _ in 0..STARTS {
        let data = Folder::new()?;
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
    report.row(
        "idle memory",
        mb(memory),
        "<= 40 MB",
        "resident, after the first page; the most of all starts",
    );
    Ok(())
}
