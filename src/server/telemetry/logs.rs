//! Structured logs on standard error: for people on a terminal, JSON otherwise.
//!
//! A message is readable alone and carries its values as fields with dotted names (`user.id`, `request.id`). A failure is
//! logged once, where it is handled. Message texts, keys, tokens and passwords are never logged.

use std::io::IsTerminal;

use thiserror::Error;
use tracing_subscriber::{
    EnvFilter, fmt,
    util::{SubscriberInitExt, TryInitError},
};

use crate::config::{LogFormat, TelemetryConfig};

#[derive(Debug, Error)]
pub enum Error {
    /// Names the setting, its value and what to do, for whoever starts the server.
    #[error(
        "telemetry.log is {value:?}, which is no log filter ({source}); write for example \"info\" or \
         \"warn,adda_server=debug\""
    )]
    Filter { value: String, source: tracing_subscriber::filter::ParseError },
    #[error("logs are set up already: {0}")]
    Twice(#[from] TryInitError),
}

/// Sends the process's logs to standard error from now on.
pub fn install(config: &TelemetryConfig) -> Result<(), Error> {
    let filter = filter(&config.log)?;
    let json = match config.log_format {
        LogFormat::Auto => !std::io::stderr().is_terminal(),
        LogFormat::Human => false,
        LogFormat::Json => true,
    };
    let builder = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if json {
        builder.json().flatten_event(true).with_span_list(false).finish().try_init()?;
    } else {
        builder.compact().with_target(false).finish().try_init()?;
    }
    Ok(())
}

fn filter(directives: &str) -> Result<EnvFilter, Error> {
    EnvFilter::try_new(directives)
        .map_err(|source| Error::Filter { value: directives.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filter_accepts_levels_and_modules() {
        assert!(filter("info,adda_server=debug").is_ok());
    }

    #[test]
    fn filter_names_setting_value_and_remedy_when_it_is_bad() {
        let sentence = filter("adda_server=loud").unwrap_err().to_string();
        assert!(sentence.contains("telemetry.log"), "{sentence}");
        assert!(sentence.contains("loud"), "{sentence}");
        assert!(sentence.contains("for example"), "{sentence}");
    }
}
