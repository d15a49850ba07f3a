//! The spans there are. Where nobody takes traces they cost a comparison each.

use adda_protocol::{ConversationId, MessageId, MessageState, Usage};
use http::HeaderMap;
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry_http::HeaderExtractor;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tokio::time::Instant;
use tracing::{Span, field::Empty, info_span};
use tracing_opentelemetry::OpenTelemetrySpanExt;

use super::TARGET;

const TURN: &str = "turn";

/// A request, as part of the trace its headers name. `route` is the route's template, never the path.
pub fn request(method: &'static str, route: &str, headers: &HeaderMap) -> Span {
    let span = info_span!(
        target: TARGET,
        "request",
        otel.name = format_args!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
    );
    if !span.is_disabled() {
        let parent = TraceContextPropagator::new().extract(&HeaderExtractor(headers));
        // It fails for spans nobody takes.
        let _ = span.set_parent(parent);
    }
    span
}

/// What the request was answered with.
pub fn answered(request: &Span, status: u16) {
    request.record("http.response.status_code", status);
    if status >= 500 {
        request.record("otel.status_code", "ERROR");
    }
}

/// An answer being written. One that waited for another begins a trace of its own, linked to the one it waited for;
/// `waited_ms` is asked in that case.
pub fn turn(
    conversation: ConversationId,
    message: MessageId,
    waited_ms: impl FnOnce() -> i64,
) -> Span {
    let before = Span::current();
    let waited = before
        .metadata()
        .is_some_and(|metadata| metadata.target() == TARGET && metadata.name() == TURN);
    let span = if waited {
        info_span!(
            target: TARGET, parent: None, TURN,
            adda.conversation.id = %conversation, adda.message.id = %message,
            adda.queued_ms = waited_ms(), adda.outcome = Empty,
        )
    } else {
        info_span!(
            target: TARGET, TURN,
            adda.conversation.id = %conversation, adda.message.id = %message,
            adda.queued_ms = 0, adda.outcome = Empty,
        )
    };
    if waited {
        span.follows_from(before);
    }
    span
}

/// How the turn we are in ended.
pub fn turn_ended(state: MessageState) {
    Span::current().record("adda.outcome", state.as_str());
}

/// A write of the store.
pub fn store(what: &'static str) -> Span {
    info_span!(target: TARGET, "store", otel.name = format_args!("store {what}"))
}

/// One try to have a service answer, until its first event.
pub fn attempt(number: u32) -> Span {
    info_span!(target: TARGET, "attempt", otel.kind = "client", adda.attempt = number)
}

/// An answer of a service, from the question to the last word.
pub fn call(provider: &str, model: &str) -> CallTrace {
    let span = info_span!(
        target: TARGET,
        "call",
        otel.name = format_args!("chat {model}"),
        otel.kind = "client",
        gen_ai.operation.name = "chat",
        gen_ai.provider.name = provider,
        gen_ai.request.model = model,
        gen_ai.usage.input_tokens = Empty,
        gen_ai.usage.output_tokens = Empty,
        adda.first_token_ms = Empty,
    );
    CallTrace { span, begun: Instant::now(), spoke: false }
}

/// What becomes known of a call while it lasts. Dropping it ends the span.
#[derive(Debug)]
pub struct CallTrace {
    span: Span,
    begun: Instant,
    spoke: bool,
}

impl CallTrace {
    pub fn span(&self) -> Span {
        self.span.clone()
    }

    /// A word came; the first one's time is kept.
    pub fn word(&mut self) {
        if !self.spoke {
            self.spoke = true;
            self.span.record("adda.first_token_ms", self.begun.elapsed().as_secs_f64() * 1000.0);
        }
    }

    pub fn used(&self, usage: Usage) {
        self.span.record("gen_ai.usage.input_tokens", usage.input);
        self.span.record("gen_ai.usage.output_tokens", usage.output);
    }
}
