use std::path::Path;

use super::{CliError, Console};
use crate::{
    config::{Config, secret_key},
    services::StartError,
    store,
};

pub(super) async fn run(
    config: &Config,
    path: &Path,
    console: &mut Console,
) -> Result<(), CliError> {
    if is_missing(config) {
        let folder = config.server.data_dir.display();
        return Err(CliError::Input(format!(
            "There is no database in {folder} yet; nothing to copy."
        )));
    }
    let store = store::connect(&config.database, &config.server.data_dir)
        .await
        .map_err(StartError::from)?;
    let copied = store.backup(path).await;
    store.close().await;
    copied?;
    console.say(&format!("Copied the database to {}.", path.display()))?;
    let key = config.server.data_dir.join(secret_key::FILE);
    console.say(&format!(
        "Keep a copy of {} too; people's keys of AI services are sealed with it.",
        key.display()
    ))
}

/// Whether the default database has not been made yet. Opening it would make an empty one.
pub(super) fn is_missing(config: &Config) -> bool {
    config.database.url.is_none() && !config.server.data_dir.join("adda.db").exists()
}
