//! OpenTelemetry's variables, as far as they decide whether there are traces at all. The rest is read by its SDK.

use opentelemetry_otlp::ExporterBuildError;
use thiserror::Error;

use crate::telemetry::outgoing::OutgoingError;

const ENDPOINTS: &[&str] = &["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];
const PROTOCOLS: &[&str] = &["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"];
const PROTOCOL: &str = "http/protobuf";

/// Why traces cannot be sent as the environment asks.
#[derive(Debug, Error)]
pub enum TraceError {
    #[error("OTEL_TRACES_EXPORTER is {0:?}, which Adda does not have; set it to otlp or none")]
    Exporter(String),
    #[error(
        "{name} is {value:?}, which Adda does not speak; set it to {PROTOCOL}, mostly at port 4318"
    )]
    Protocol { name: &'static str, value: String },
    #[error("the OTEL_EXPORTER_OTLP variables make no exporter: {0}")]
    Build(#[from] ExporterBuildError),
    #[error(transparent)]
    Outgoing(#[from] OutgoingError),
}

/// Whether traces are asked for, in a way there is.
pub(super) fn asks(variable: impl Fn(&str) -> Option<String>) -> Result<bool, TraceError> {
    if variable("OTEL_SDK_DISABLED").is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        return Ok(false);
    }
    let asked = match variable("OTEL_TRACES_EXPORTER").as_deref() {
        Some("none") => false,
        Some("otlp") => true,
        Some(other) => return Err(TraceError::Exporter(other.to_owned())),
        None => ENDPOINTS.iter().any(|name| variable(name).is_some()),
    };
    let protocol = PROTOCOLS.iter().find_map(|name| variable(name).map(|value| (*name, value)));
    match protocol {
        Some((name, value)) if asked && value != PROTOCOL => {
            Err(TraceError::Protocol { name, value })
        }
        _ => Ok(asked),
    }
}

pub(super) fn names_service(variable: impl Fn(&str) -> Option<String>) -> bool {
    let attributes = variable("OTEL_RESOURCE_ATTRIBUTES").unwrap_or_default();
    variable("OTEL_SERVICE_NAME").is_some() || attributes.contains("service.name=")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(variables: &[(&str, &str)]) -> Result<bool, TraceError> {
        asks(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn traces_are_off_until_a_variable_asks_for_them() {
        let endpoint = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318");
        assert!(!asked(&[]).unwrap());
        assert!(
            !asked(&[("OTEL_SERVICE_NAME", "adda"), ("OTEL_TRACES_SAMPLER", "always_on")]).unwrap()
        );
        assert!(asked(&[endpoint]).unwrap());
        assert!(asked(&[("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://h/v1/traces")]).unwrap());
        assert!(asked(&[("OTEL_TRACES_EXPORTER", "otlp")]).unwrap());
        assert!(!asked(&[endpoint, ("OTEL_TRACES_EXPORTER", "none")]).unwrap());
        assert!(!asked(&[endpoint, ("OTEL_SDK_DISABLED", "true")]).unwrap());
    }

    #[test]
    fn traces_in_a_way_there_is_not_are_refused_with_a_remedy() {
        let endpoint = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317");
        let grpc =
            asked(&[endpoint, ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")]).unwrap_err().to_string();
        assert!(grpc.contains("grpc") && grpc.contains("http/protobuf"), "{grpc}");
        let zipkin = asked(&[("OTEL_TRACES_EXPORTER", "zipkin")]).unwrap_err().to_string();
        assert!(zipkin.contains("set it to otlp or none"), "{zipkin}");
        assert!(!asked(&[("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")]).unwrap(), "nobody asked");
    }
}
