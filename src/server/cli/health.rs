//! `adda health`: the running server's own word, shortened.

use std::process::ExitCode;

use super::{CliError, Console};
use crate::{
    config::Config,
    http::{self, Status},
};

pub(super) async fn run(config: &Config, console: &mut Console) -> Result<ExitCode, CliError> {
    let health = http::probe(config.server.addr).await?;
    let word = match health.status {
        Status::Ok => "ok",
        Status::Degraded => "degraded",
        Status::Down => "down",
    };
    console.say(&format!("{word}, version {}", health.version))?;
    let database = [("database".to_owned(), health.database)];
    let providers =
        health.providers.into_iter().map(|(name, part)| (format!("provider {name}"), part));
    for (name, part) in database.into_iter().chain(providers).filter(|(_, part)| !part.ok) {
        console.say(&format!("wrong  {name}: {}", part.detail))?;
    }
    // Without an AI service people can still read, so a container is not replaced for it.
    Ok(if health.status == Status::Down { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
