//! Server-sent events: every event with its place in the stream, sent at once, kept alive.

use std::{convert::Infallible, time::Duration};

use adda_protocol::{ErrorEnvelope, StreamCursor};
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures::Stream;
use serde::Serialize;

use super::error::Failure;

const HEARTBEAT: Duration = Duration::from_secs(15);
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The answer that sends `events` as they come.
pub(super) fn answer(
    events: impl Stream<Item = Result<Event, Infallible>> + Send + 'static,
) -> Response {
    let sse = Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT));
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // Proxies that collect answers before passing them on read this.
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (headers, sse).into_response()
}

/// One event. `at` is what the client resumes with.
pub(super) fn event(name: &str, at: StreamCursor, data: &impl Serialize) -> Event {
    plain(name, data).id(at.to_string())
}

/// The event that says why a stream ends.
pub(super) fn error(failure: Failure) -> Event {
    plain("error", &ErrorEnvelope { error: failure.into_body() })
}

fn plain(name: &str, data: &impl Serialize) -> Event {
    // Our own types always serialise; JSON has no line breaks that would end the event.
    Event::default().event(name).data(serde_json::to_string(data).unwrap_or_default())
}

/// Where the client wants to go on from. A cursor that is none of ours is ignored, as the standard has it.
pub(super) fn last_event_id(headers: &HeaderMap) -> Option<StreamCursor> {
    headers.get(LAST_EVENT_ID)?.to_str().ok()?.parse().ok()
}
