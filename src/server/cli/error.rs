use std::io;

use thiserror::Error;

use crate::{auth, config::ConfigError, http::ProbeError, services::StartError, store, telemetry};

/// Why a command failed: one sentence.
#[derive(Debug, Error)]
pub enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Telemetry(#[from] telemetry::Error),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("{}", sentence(.0))]
    Account(#[from] auth::Error),
    #[error("{0}")]
    Serve(String),
    #[error(transparent)]
    Probe(#[from] ProbeError),
    /// Something the person typed, or did not.
    #[error("{0}")]
    Input(String),
    #[error("output failed: {0}")]
    Output(#[from] io::Error),
}

fn sentence(error: &auth::Error) -> String {
    match error {
        auth::Error::Invalid { message, .. } => message.clone(),
        auth::Error::EmailTaken => error.code().sentence().to_owned(),
        other => other.to_string(),
    }
}
