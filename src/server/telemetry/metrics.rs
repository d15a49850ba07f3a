//! Metrics in Prometheus form. No label names a person, a conversation or a text.
//!
//! Whoever has something to count calls a function here; the names are here only.

use std::{
    sync::{Once, OnceLock},
    time::Duration,
};

use adda_protocol::{ErrorCode, MessageState, Usage};
use metrics::{
    Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram,
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use super::troubles;

pub const HTTP_REQUESTS: &str = "adda_http_requests_total";
pub const HTTP_SECONDS: &str = "adda_http_request_duration_seconds";
pub const CONNECTIONS: &str = "adda_open_connections";
pub const OPEN_TURNS: &str = "adda_open_turns";
pub const TURNS: &str = "adda_turns_total";
pub const FIRST_TOKEN_SECONDS: &str = "adda_turn_first_token_seconds";
pub const TOKENS: &str = "adda_tokens_total";
pub const PROVIDER_ERRORS: &str = "adda_provider_errors_total";
pub const LIMITED: &str = "adda_limited_total";
pub const ANSWER_CACHE: &str = "adda_answer_cache_total";

/// Upper bounds of a request's duration.
const HTTP_BUCKETS: &[f64] =
    &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0];
/// Upper bounds of the time a provider takes to its first token.
const FIRST_TOKEN_BUCKETS: &[f64] =
    &[0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0];

static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
static DESCRIBED: Once = Once::new();

/// Starts recording. Calling it again changes nothing. Without it everything here does nothing.
pub fn install() {
    if RECORDER.get_or_init(recorder).is_some() {
        DESCRIBED.call_once(describe);
    }
}

/// What was recorded, as Prometheus reads it; `None` where nothing records.
pub fn render() -> Option<String> {
    RECORDER.get()?.as_ref().map(PrometheusHandle::render)
}

/// Folds collected samples into their buckets. To be called every few seconds, so that a server nobody scrapes does not
/// keep them.
pub fn tidy() {
    if let Some(Some(handle)) = RECORDER.get() {
        handle.run_upkeep();
    }
}

fn recorder() -> Option<PrometheusHandle> {
    let built = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full(HTTP_SECONDS.to_owned()), HTTP_BUCKETS)
        .and_then(|builder| {
            let matcher = Matcher::Full(FIRST_TOKEN_SECONDS.to_owned());
            builder.set_buckets_for_metric(matcher, FIRST_TOKEN_BUCKETS)
        })
        .map(PrometheusBuilder::build_recorder);
    let recorder = match built {
        Ok(recorder) => recorder,
        Err(error) => {
            tracing::error!(%error, "metrics are off: {error}");
            return None;
        }
    };
    let handle = recorder.handle();
    match metrics::set_global_recorder(recorder) {
        Ok(()) => Some(handle),
        Err(error) => {
            tracing::error!(%error, "metrics are off: {error}");
            None
        }
    }
}

fn describe() {
    describe_counter!(HTTP_REQUESTS, "Requests answered, by route, method and status.");
    describe_histogram!(HTTP_SECONDS, Unit::Seconds, "Time until a request's answer began.");
    describe_gauge!(CONNECTIONS, "Live connections open now, by kind.");
    describe_gauge!(
        OPEN_TURNS,
        "Answers begun and being written now, and what is noted after them."
    );
    describe_counter!(TURNS, "Answers that ended, by outcome.");
    describe_histogram!(
        FIRST_TOKEN_SECONDS,
        Unit::Seconds,
        "Time from a turn's start to its first text."
    );
    describe_counter!(TOKENS, Unit::Count, "Tokens of answers, by model and direction.");
    describe_counter!(PROVIDER_ERRORS, "Failures of AI services, by provider and kind.");
    describe_counter!(LIMITED, "What a limit held back, by kind.");
    describe_counter!(ANSWER_CACHE, "Questions looked up in the answer cache, by outcome.");
}

/// A request was answered. `route` is the route's template, never the path.
pub fn request_finished(route: &str, method: &'static str, status: u16, took: Duration) {
    counter!(HTTP_REQUESTS, "route" => route.to_owned(), "method" => method, "status" => status.to_string())
        .increment(1);
    histogram!(HTTP_SECONDS, "route" => route.to_owned(), "method" => method).record(took);
}

/// Counts as an open turn while it lives: an answer that is begun or being written, or what is noted after it.
#[derive(Debug)]
#[must_use = "dropping it ends the count"]
pub struct OpenTurn(());

impl OpenTurn {
    pub fn begin() -> Self {
        gauge!(OPEN_TURNS).increment(1.0);
        Self(())
    }
}

impl Drop for OpenTurn {
    fn drop(&mut self) {
        gauge!(OPEN_TURNS).decrement(1.0);
    }
}

/// A kind of connection that stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    WebSocket,
    EventStream,
}

impl Connection {
    const fn as_str(self) -> &'static str {
        match self {
            Self::WebSocket => "websocket",
            Self::EventStream => "event_stream",
        }
    }

    /// Counts one more open connection until the guard is dropped.
    pub fn opened(self) -> OpenConnection {
        gauge!(CONNECTIONS, "kind" => self.as_str()).increment(1.0);
        OpenConnection(self)
    }
}

/// Counts as one open connection while it lives.
#[derive(Debug)]
#[must_use = "dropping it ends the count"]
pub struct OpenConnection(Connection);

impl Drop for OpenConnection {
    fn drop(&mut self) {
        gauge!(CONNECTIONS, "kind" => self.0.as_str()).decrement(1.0);
    }
}

/// An answer reached its final state.
pub fn turn_finished(outcome: MessageState) {
    counter!(TURNS, "outcome" => outcome.as_str()).increment(1);
}

/// The first text of an answer came, this long after its turn began.
pub fn first_token(took: Duration) {
    histogram!(FIRST_TOKEN_SECONDS).record(took);
}

/// Tokens of one answer. `model` is an id this server offers, never what a request says.
pub fn tokens_used(model: &str, usage: Usage) {
    for (direction, count) in [("input", usage.input), ("output", usage.output)] {
        counter!(TOKENS, "model" => model.to_owned(), "direction" => direction).increment(count);
    }
}

/// A call of an AI service failed.
pub fn provider_failed(provider: &str, kind: impl Into<ErrorCode>) {
    let kind = kind.into();
    troubles::note(provider, kind);
    counter!(PROVIDER_ERRORS, "provider" => provider.to_owned(), "kind" => kind.as_str())
        .increment(1);
}

/// What came of looking for an answer in the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CacheOutcome {
    Hit,
    Miss,
    /// The person wanted another answer.
    Bypassed,
}

/// A question was looked up in the answer cache.
pub fn answer_cache(outcome: CacheOutcome) {
    let outcome = match outcome {
        CacheOutcome::Hit => "hit",
        CacheOutcome::Miss => "miss",
        CacheOutcome::Bypassed => "bypassed",
    };
    counter!(ANSWER_CACHE, "outcome" => outcome).increment(1);
}

/// A limit held something back.
pub fn limited(kind: &'static str) {
    counter!(LIMITED, "kind" => kind).increment(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_show_what_was_recorded_with_bounded_labels() {
        install();
        install();
        request_finished("/api/v1/me", "GET", 200, Duration::from_millis(3));
        turn_finished(MessageState::Complete);
        tokens_used("guide", Usage { input: 7, output: 5, ..Usage::default() });
        provider_failed("openai", ErrorCode::ProviderRateLimited);
        limited("send");
        answer_cache(CacheOutcome::Hit);
        let open = Connection::WebSocket.opened();
        let turn = OpenTurn::begin();
        tidy();
        let text = render().unwrap();
        for line in [
            "adda_http_requests_total{route=\"/api/v1/me\",method=\"GET\",status=\"200\"}",
            "adda_http_request_duration_seconds_bucket{route=\"/api/v1/me\",method=\"GET\",le=\"0.005\"}",
            "adda_turns_total{outcome=\"complete\"}",
            "adda_open_turns ",
            "adda_tokens_total{model=\"guide\",direction=\"input\"}",
            "adda_provider_errors_total{provider=\"openai\",kind=\"provider_rate_limited\"}",
            "adda_limited_total{kind=\"send\"}",
            "adda_answer_cache_total{outcome=\"hit\"}",
            "adda_open_connections{kind=\"websocket\"}",
        ] {
            assert!(text.contains(line), "{line} is not in:\n{text}");
        }
        drop((open, turn));
    }
}
