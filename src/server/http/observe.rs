//! Every request gets an id, a span, a line in the log and its place in the metrics; every answer says the id and how
//! long it took.

use std::{fmt, time::Duration};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::Response,
};
use tokio::time::Instant;
use tracing::Instrument;
use uuid::Uuid;

use super::state::AppState;
use crate::telemetry::{metrics, traces};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const RESPONSE_TIME: HeaderName = HeaderName::from_static("x-response-time");
const LONGEST_ID: usize = 64;
/// Route label of what the pages answer: their paths are not ours to list.
const PAGES: &str = "pages";

/// Names a request in answers and logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(String);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl RequestId {
    /// The id the caller gave, where it is harmless to repeat and log.
    fn given(headers: &HeaderMap) -> Option<Self> {
        let id = headers.get(REQUEST_ID)?.to_str().ok()?;
        let sane = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (!id.is_empty() && id.len() <= LONGEST_ID && id.bytes().all(sane))
            .then(|| Self(id.to_owned()))
    }
}

/// Middleware, outermost.
pub(super) async fn observe(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let id = RequestId::given(request.headers()).unwrap_or_else(|| {
        let new = |millis, random: [u8; 10]| {
            let millis = u64::try_from(millis).unwrap_or(0);
            uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
        };
        RequestId(Uuid::to_string(&state.services.ids.make(new)))
    });
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let header = HeaderValue::from_str(&id.0);
    let template = route.as_ref().map_or(PAGES, MatchedPath::as_str);
    let (method, id_text) = (name(&method), id.0.as_str());
    let span = tracing::info_span!(
        "request",
        request.id = id_text,
        http.method = method,
        http.route = template
    );
    request.extensions_mut().insert(id);
    let trace = traces::request(method, template, request.headers());
    let traced = next.run(request).instrument(trace.clone());
    let mut response = traced.instrument(span.clone()).await;
    let took = started.elapsed();
    traces::answered(&trace, response.status().as_u16());
    metrics::request_finished(template, method, response.status().as_u16(), took);
    span.in_scope(|| log(template, &path, response.status(), took));
    if let Ok(id) = header {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    if let Ok(time) = HeaderValue::from_str(&format!("{:.3}ms", took.as_secs_f64() * 1000.0)) {
        response.headers_mut().insert(RESPONSE_TIME, time);
    }
    response
}

/// Pages bring many files with them and probes come every few seconds: those lines are for who looks for them.
fn log(template: &str, path: &str, status: StatusCode, took: Duration) {
    let took = took.as_secs_f64() * 1000.0;
    let status = status.as_u16();
    if matches!(template, PAGES | "/health" | "/metrics") && status < 500 {
        tracing::debug!(
            http.path = path,
            http.status = status,
            duration_ms = took,
            "answered {status} for {path}"
        );
    } else {
        tracing::info!(
            http.path = path,
            http.status = status,
            duration_ms = took,
            "answered {status} for {path}"
        );
    }
}

/// A method as a label; made-up methods are one label.
fn name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(text: &str) -> Option<RequestId> {
        let mut headers = HeaderMap::new();
        headers.insert(REQUEST_ID, HeaderValue::from_str(text).unwrap());
        RequestId::given(&headers)
    }

    #[test]
    fn request_id_of_the_caller_is_kept_only_when_sane() {
        assert!(given("abc-123").is_some());
        assert!(given(&"a".repeat(64)).is_some());
        assert_eq!(given(&"a".repeat(65)), None);
        assert_eq!(given("a b"), None);
        assert_eq!(given("a\tb"), None);
        assert_eq!(given("<script>"), None);
        assert_eq!(given(""), None);
    }
}
