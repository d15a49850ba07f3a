//! Spans to a collector: OTLP by HTTP, with our own client.

use async_trait::async_trait;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{
    ExporterBuildError, Protocol, SpanExporter, WithExportConfig, WithHttpConfig,
};
use tokio::runtime::Handle;

use crate::telemetry::outgoing::Outgoing;

/// With address, headers, timeout and compression as the environment says. Within a runtime.
pub(super) fn build(outgoing: Outgoing) -> Result<SpanExporter, ExporterBuildError> {
    SpanExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_http_client(Client { outgoing, runtime: Handle::current() })
        .build()
}

/// The SDK sends from a thread of its own, our client within the runtime.
#[derive(Debug)]
struct Client {
    outgoing: Outgoing,
    runtime: Handle,
}

#[async_trait]
impl HttpClient for Client {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let outgoing = self.outgoing.clone();
        let sent = self.runtime.spawn(async move { outgoing.send(request).await });
        Ok(sent.await??)
    }
}
