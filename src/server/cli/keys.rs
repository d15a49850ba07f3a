//! `adda keys ...`: the server's secret.

use clap::Subcommand;

use super::{CliError, Console, backup};
use crate::{
    config::{Config, in_use::InUse, secret_key},
    keys::rotation::{self, Rotated},
    services::{Ground, StartError},
};

#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    /// Make a new secret for the server, and seal people's keys of AI services anew with it
    ///
    /// Stop the server first. Everyone has to sign in again; nothing else is lost, and API keys of programs go on working.
    /// Where it is broken off, the next start of the server finishes it. Several servers on one PostgreSQL: stop them all,
    /// rotate on one, and copy its secret.key to the others before they start.
    #[command(after_help = "Example:\n  adda keys rotate")]
    Rotate,
}

impl KeysCommand {
    pub async fn run(self, config: &Config, console: &mut Console) -> Result<(), CliError> {
        match self {
            Self::Rotate => rotate(config, console).await,
        }
    }
}

async fn rotate(config: &Config, console: &mut Console) -> Result<(), CliError> {
    let folder = &config.server.data_dir;
    if backup::is_missing(config) {
        let folder = folder.display();
        let nothing = format!("There is no database in {folder} yet; its secret needs no change.");
        return Err(CliError::Input(nothing));
    }
    let _alone = InUse::alone(folder).map_err(StartError::from)?;
    let Ground { ids, secret, store, .. } = Ground::open(config).await?;
    let rotated = rotation::rotate(folder, secret, &ids, &*store).await;
    store.close().await;
    let Rotated { keys, unreadable } = rotated.map_err(StartError::from)?;
    console.say(&format!("The server has a new secret. People's keys sealed anew: {keys}."))?;
    if unreadable > 0 {
        console.say(&format!(
            "{unreadable} more were sealed with a secret that is gone; their owners have to add them again."
        ))?;
    }
    let file = folder.join(secret_key::FILE);
    console.say(&format!(
        "Everyone has to sign in again. Keep a copy of {}; backups made before today need the one kept with them.",
        file.display()
    ))
}
