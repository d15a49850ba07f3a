//! What the server tells its operator: logs, metrics, reports of errors, traces.

pub mod logs;
pub mod metrics;
mod outgoing;
pub mod panics;
mod redact;
pub mod reports;
pub mod traces;
pub mod troubles;

use std::{sync::Arc, time::Duration};

use thiserror::Error;
use tracing_subscriber::{
    Layer, Registry,
    layer::SubscriberExt,
    util::{SubscriberInitExt, TryInitError},
};

use self::{
    outgoing::{Outgoing, OutgoingError},
    reports::{Outbox, Reports},
    traces::{TraceError, Traces},
};
use crate::config::TelemetryConfig;

/// How long the last reports may take when the server stops.
const FAREWELL: Duration = Duration::from_secs(3);

/// Why a server cannot tell what it should, for whoever started it.
#[derive(Debug, Error)]
pub enum Error {
    #[error(transparent)]
    Filter(#[from] logs::FilterError),
    #[error("nothing can be sent to the address of telemetry.sentry_dsn: {0}")]
    Outgoing(#[from] OutgoingError),
    #[error(transparent)]
    Traces(#[from] TraceError),
    #[error("logs are set up already: {0}")]
    Twice(#[from] TryInitError),
}

type BoxedLayer = Box<dyn Layer<Registry> + Send + Sync>;

/// What has been told and is still on its way.
#[derive(Debug, Default)]
pub struct Telemetry {
    reports: Option<Arc<Outbox>>,
    traces: Option<Traces>,
}

impl Telemetry {
    /// What takes in everything the settings name, and what to wait for at the end. Within a runtime.
    pub fn new(
        config: &TelemetryConfig,
        traces: Option<Traces>,
    ) -> Result<(Self, impl tracing::Subscriber + Send + Sync + 'static), Error> {
        let mut layers: Vec<BoxedLayer> = vec![logs::layer(config)?];
        let mut telemetry = Self::default();
        if let Some(traces) = traces {
            layers.push(traces.layer());
            telemetry.traces = Some(traces);
        }
        if let Some(dsn) = &config.sentry_dsn {
            let outbox = Outbox::open(dsn.clone(), Outgoing::new()?);
            telemetry.reports = Some(outbox.clone());
            layers.push(Reports::new(outbox, &config.sentry_environment).boxed());
        }
        Ok((telemetry, tracing_subscriber::registry().with(layers)))
    }

    /// The same for the whole process from now on, its panics included.
    pub fn install(config: &TelemetryConfig) -> Result<Self, Error> {
        let (telemetry, subscriber) = Self::new(config, Traces::of_process()?)?;
        subscriber.try_init()?;
        panics::install();
        Ok(telemetry)
    }

    /// Waits, not for long, until everything is sent.
    pub async fn finish(self) {
        if let Some(reports) = self.reports {
            let _ = tokio::time::timeout(FAREWELL, reports.empty()).await;
        }
        if let Some(traces) = self.traces {
            traces.finish(FAREWELL).await;
        }
    }
}
