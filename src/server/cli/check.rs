//! `adda check`: one line a thing, `ok` or `wrong` first.

use std::process::ExitCode;

use super::{CliError, Console, backup};
use crate::{
    backplane::Redis,
    config::{Config, secret_key},
    keys::rotation,
    provider::registry::Registry,
    store::{self, Store},
};

/// OWASP's least memory for Argon2id.
const LEAST_MEMORY_KIB: u32 = 7_168;

struct Report<'a> {
    console: &'a mut Console,
    wrong: usize,
}

impl Report<'_> {
    fn ok(&mut self, line: &str) -> Result<(), CliError> {
        self.console.say(&format!("ok     {line}"))
    }

    fn wrong(&mut self, line: &str) -> Result<(), CliError> {
        self.wrong += 1;
        self.console.say(&format!("wrong  {line}"))
    }
}

pub(super) async fn run(config: &Config, console: &mut Console) -> Result<ExitCode, CliError> {
    let mut report = Report { console, wrong: 0 };
    settings(config, &mut report)?;
    database(config, &mut report).await?;
    redis(config, &mut report).await?;
    providers(config, &mut report).await?;
    Ok(if report.wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// They could be read, or the command would not run; what is left is what they allow but nobody should want.
fn settings(config: &Config, report: &mut Report<'_>) -> Result<(), CliError> {
    let memory = config.auth.argon2_memory_kib;
    if memory < LEAST_MEMORY_KIB {
        return report.wrong(&format!(
            "settings: auth.argon2_memory_kib = {memory} makes passwords easy to guess from a stolen database; use \
             at least {LEAST_MEMORY_KIB}"
        ));
    }
    let (addr, folder) = (config.server.addr, config.server.data_dir.display());
    report.ok(&format!("settings: http://{addr}, data in {folder}"))
}

async fn database(config: &Config, report: &mut Report<'_>) -> Result<(), CliError> {
    if backup::is_missing(config) {
        return report.ok("database: none yet, the first start makes it");
    }
    let store = match store::connect(&config.database, &config.server.data_dir).await {
        Ok(store) => store,
        Err(error) => return report.wrong(&format!("database: {error}")),
    };
    let checked = store.check().await;
    let told = match checked {
        Ok(findings) if findings.is_empty() => {
            report.ok(&format!("database: {}", store.engine()))?;
            keys(config, &*store, report).await
        }
        Ok(findings) => findings
            .iter()
            .try_for_each(|finding| report.wrong(&format!("database: {}", finding.what))),
        Err(error) => report.wrong(&format!("database: {error}")),
    };
    store.close().await;
    told
}

/// A database restored without its secret, or with another one, looks well until somebody's key is wanted.
async fn keys(config: &Config, store: &dyn Store, report: &mut Report<'_>) -> Result<(), CliError> {
    let count = match store.all_provider_keys().await {
        Ok(keys) if keys.is_empty() => return Ok(()),
        Ok(keys) => keys.len(),
        Err(error) => return report.wrong(&format!("keys: {error}")),
    };
    let unreadable = match secret_key::load(&config.server.data_dir) {
        Ok(Some(secrets)) => rotation::unreadable(&secrets, store).await,
        Ok(None) => Ok(count),
        Err(error) => return report.wrong(&format!("keys: {error}")),
    };
    match unreadable {
        Ok(0) => report.ok(&format!("keys: {count} of people, sealed")),
        Ok(unreadable) => report.wrong(&format!(
            "keys: {unreadable} of {count} were sealed with another {} than the one here; restore that file from \
             where the database came from, or let their owners add them again",
            secret_key::FILE
        )),
        Err(error) => report.wrong(&format!("keys: {error}")),
    }
}

async fn redis(config: &Config, report: &mut Report<'_>) -> Result<(), CliError> {
    match Redis::open(&config.redis) {
        Ok(None) => Ok(()),
        Ok(Some(redis)) if redis.answers().await => report.ok("redis: it answers"),
        Ok(Some(_)) => report.wrong("redis: it does not answer; see redis.url"),
        Err(error) => report.wrong(&format!("redis: {error}")),
    }
}

async fn providers(config: &Config, report: &mut Report<'_>) -> Result<(), CliError> {
    let registry = match Registry::from_config(config) {
        Ok(registry) => registry,
        Err(error) => return report.wrong(&format!("providers: {error}")),
    };
    for (name, health) in registry.health().await {
        let line = format!("provider {name}: {}", health.detail);
        if health.ok { report.ok(&line)? } else { report.wrong(&line)? }
    }
    Ok(())
}
