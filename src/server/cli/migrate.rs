use super::{CliError, Console};
use crate::{config::Config, services::StartError, store};

pub(super) async fn run(config: &Config, console: &mut Console) -> Result<(), CliError> {
    let store = store::connect(&config.database, &config.server.data_dir)
        .await
        .map_err(StartError::from)?;
    let applied = store.migrate().await.map_err(StartError::from)?;
    store.close().await;
    console.say(&match applied.as_slice() {
        [] => "The database is up to date.".to_owned(),
        versions => {
            let versions: Vec<String> = versions.iter().map(ToString::to_string).collect();
            format!("Applied {}.", versions.join(", "))
        }
    })
}
