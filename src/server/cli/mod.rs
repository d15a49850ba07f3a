//! The commands of the binary.
#![expect(clippy::doc_markdown, reason = "doc comments of commands are the help people read")]

mod backup;
mod check;
mod console;
mod error;
mod health;
mod keys;
mod migrate;
mod user;

#[cfg(test)]
mod tests;

use std::{fmt::Display, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

pub use error::CliError;

use self::console::Console;
use crate::{
    config::{Config, Sources, in_use::InUse},
    services::{Services, StartError},
    telemetry::Telemetry,
};

/// Adda: a place to talk with AIs.
///
/// Without a command it serves. No settings are needed to start; Leptos.toml explains those there are.
#[derive(Debug, Parser)]
#[command(name = "adda", version, propagate_version = true, after_help = EXAMPLES)]
pub struct Cli {
    /// Settings file [default: Leptos.toml in the current folder, if there; also ADDA_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

const EXAMPLES: &str = "\
Examples:
  adda                                        serve on http://127.0.0.1:3000
  OPENAI_API_KEY=sk-... adda                  the same with OpenAI's models
  ADDA_SERVER__ADDR=0.0.0.0:8080 adda serve   listen elsewhere
  adda user create ada@example.org --admin    make an account
  adda check                                  is everything in order?
  adda backup /backups/adda-2026-11-21.db     copy the database while it is in use";

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages, the API and the live connection (what happens without a command)
    ///
    /// Stops on Ctrl-C or SIGTERM: answers in flight may finish for server.shutdown_grace_s seconds, then they are
    /// saved as they are. A second signal ends at once.
    Serve,
    /// Bring the database up to date; `serve` does it too
    Migrate,
    /// Look at settings, database and AI services; the exit status is 1 when something is wrong
    ///
    /// Changes nothing. Each line begins with `ok` or `wrong`.
    Check,
    /// Ask the running server how it is; the exit status is 1 when it cannot serve
    ///
    /// It is asked at server.addr of the same settings. A container's health check needs no other program.
    Health,
    /// Accounts: make, list, promote, reset the password, delete
    #[command(subcommand)]
    User(user::UserCommand),
    /// The server's secret and what is sealed with it
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Copy the database into a new file, also while the server runs (SQLite)
    ///
    /// To restore: stop the server, put the copy in place of adda.db in the data folder, remove adda.db-wal and
    /// adda.db-shm, start it. Keep secret.key with the copy. For PostgreSQL use pg_dump.
    #[command(after_help = "Example:\n  adda backup /backups/adda-2026-11-21.db")]
    Backup {
        /// The file to write; it may not exist yet
        path: PathBuf,
    },
}

/// Runs the command. `serve` is what serving means to the caller: it gets the services, already at work, and returns
/// when it was told to stop.
pub async fn run<E: Display>(
    cli: Cli,
    serve: impl AsyncFnOnce(Services) -> Result<(), E>,
) -> ExitCode {
    match cli.execute(serve).await {
        Ok(code) => code,
        // Whoever read our output has stopped reading: nothing to complain about.
        Err(CliError::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("adda: {error}");
            ExitCode::FAILURE
        }
    }
}

impl Cli {
    /// What was typed. Ends the process where that is `--help` or a mistake.
    pub fn of_process() -> Self {
        Self::parse()
    }

    async fn execute<E: Display>(
        self,
        serve: impl AsyncFnOnce(Services) -> Result<(), E>,
    ) -> Result<ExitCode, CliError> {
        let sources = Sources::of_process(self.config)?;
        let config = Config::load(&sources)?;
        match self.command {
            None | Some(Command::Serve) => {
                let telemetry = Telemetry::install(&config.telemetry)?;
                let served = run_server(config, serve).await;
                telemetry.finish().await;
                served.map(|()| ExitCode::SUCCESS)
            }
            Some(command) => command.execute(&config, &mut Console::of_process()).await,
        }
    }
}

async fn run_server<E: Display>(
    config: Config,
    serve: impl AsyncFnOnce(Services) -> Result<(), E>,
) -> Result<(), CliError> {
    let _serving = InUse::serving(&config.server.data_dir).map_err(StartError::from)?;
    let services = Services::start(config).await?;
    services.begin().await?;
    let store = services.store.clone();
    let served = serve(services).await;
    store.close().await;
    served.map_err(|error| CliError::Serve(error.to_string()))
}

impl Command {
    async fn execute(self, config: &Config, console: &mut Console) -> Result<ExitCode, CliError> {
        match self {
            // Served by the caller.
            Self::Serve => {}
            Self::Migrate => migrate::run(config, console).await?,
            Self::Check => return check::run(config, console).await,
            Self::Health => return health::run(config, console).await,
            Self::User(command) => command.run(config, console).await?,
            Self::Keys(command) => command.run(config, console).await?,
            Self::Backup { path } => backup::run(config, &path, console).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
