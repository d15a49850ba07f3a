//! `adda check`: one line a thing, `ok` or `wrong` first.

use std::process::ExitCode;

use super::{CliError, Console, backup};
use crate::{backplane::Redis, config::Config, provider::registry::Registry, store};

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
    let engine = store.engine();
    store.close().await;
    match checked {
        Ok(findings) if findings.is_empty() => report.ok(&format!("database: {engine}")),
        Ok(findings) => findings
            .iter()
            .try_for_each(|finding| report.wrong(&format!("database: {}", finding.what))),
        Err(error) => report.wrong(&format!("database: {error}")),
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
