//! Traces by OpenTelemetry, where its usual variables ask for them. Only the spans made here leave the server; their fields
//! are names, numbers and ids, never a text.

mod environment;
mod exporter;
mod spans;

use std::time::Duration;

use opentelemetry::{KeyValue, trace::TracerProvider};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use tracing_subscriber::{Layer, filter::filter_fn};

use super::{BoxedLayer, outgoing::Outgoing};

pub use environment::TraceError;
pub use spans::{CallTrace, answered, attempt, call, request, store, turn, turn_ended};

/// Target of the spans that are traced. No layer but this module's takes them.
pub(super) const TARGET: &str = "adda::traces";

/// Where spans go.
#[derive(Debug)]
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// As the process's environment says; `None` where it says nothing. Within a runtime.
    pub(super) fn of_process() -> Result<Option<Self>, TraceError> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        if !environment::asks(variable)? {
            return Ok(None);
        }
        let exporter = exporter::build(Outgoing::new()?)?;
        let resource = Resource::builder()
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")));
        let resource = if environment::names_service(variable) {
            resource
        } else {
            resource.with_service_name("adda")
        };
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource.build());
        Ok(Some(Self(provider.build())))
    }

    /// To a provider that is set up already.
    pub const fn to(provider: SdkTracerProvider) -> Self {
        Self(provider)
    }

    pub(super) fn layer(&self) -> BoxedLayer {
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("adda"))
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_tracked_inactivity(false)
            .with_filter(filter_fn(|metadata| metadata.target() == TARGET))
            .boxed()
    }

    /// Sends what is left, for at most this long.
    pub(super) async fn finish(self, patience: Duration) {
        // It waits for its own thread, which needs the runtime to send.
        let ended =
            tokio::task::spawn_blocking(move || self.0.shutdown_with_timeout(patience)).await;
        if let Ok(Err(error)) = ended {
            tracing::warn!(%error, "the last traces could not be sent: {error}");
        }
    }
}
