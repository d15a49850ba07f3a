//! Structured logs on standard error: for people on a terminal, JSON otherwise.
//!
//! A message is readable alone and carries its values as fields with dotted names (`user.id`, `request.id`). A failure is
//! logged once, where it is handled. Message texts, keys, tokens and passwords are never logged; what looks like a secret all
//! the same is hidden on the way out.

use std::io::{self, IsTerminal, Write};

use thiserror::Error;
use tracing_subscriber::{
    EnvFilter, Layer, Registry,
    filter::{FilterExt, filter_fn},
    fmt,
};

use super::{BoxedLayer, redact::redact, traces};
use crate::config::{LogFormat, TelemetryConfig};

/// Names the setting, its value and what to do, for whoever starts the server.
#[derive(Debug, Error)]
#[error(
    "telemetry.log is {value:?}, which is no log filter ({source}); write for example \"info\" or \
     \"warn,adda_server=debug\""
)]
pub struct FilterError {
    value: String,
    source: tracing_subscriber::filter::ParseError,
}

/// Sends what the settings ask for to standard error.
pub(super) fn layer(config: &TelemetryConfig) -> Result<BoxedLayer, FilterError> {
    let filter = filter(&config.log)?;
    let json = match config.log_format {
        LogFormat::Auto => !io::stderr().is_terminal(),
        LogFormat::Human => false,
        LogFormat::Json => true,
    };
    let layer = fmt::layer().with_writer(|| Redacted);
    let layer = if json {
        layer.json().flatten_event(true).with_span_list(false).boxed()
    } else {
        layer.compact().with_target(false).boxed()
    };
    let ours = filter_fn(|metadata| metadata.target() != traces::TARGET);
    Ok(layer.with_filter(FilterExt::<Registry>::and(filter, ours)).boxed())
}

fn filter(directives: &str) -> Result<EnvFilter, FilterError> {
    EnvFilter::try_new(directives)
        .map_err(|source| FilterError { value: directives.to_owned(), source })
}

/// Standard error without secrets. Every line comes in one write.
struct Redacted;

impl Write for Redacted {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        io::stderr().write_all(redact(&String::from_utf8_lossy(line)).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
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
