//! `GET /api/v1/conversations/{id}/events?after=n`: the log after n as JSON, or live as server-sent events.

use std::convert::Infallible;

use adda_protocol::{
    ConversationId, Event, EventBody, MessageId, Seq, StreamCursor, frames::Streaming,
};
use async_stream::stream;
use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use futures::{Stream, StreamExt};
use serde::{Deserialize, Serialize};

use super::{
    error::Failure,
    extract::{Id, Params, Reader, wants_events},
    follow::{Follower, Step, What},
    openapi::{Routes, object},
    sse,
};
use crate::services::Services;

#[derive(Debug, Deserialize)]
pub(super) struct After {
    #[serde(default)]
    after: Seq,
}

/// A stretch of the log. With `more`, ask again after the last seq here.
#[derive(Debug, Serialize)]
struct Log {
    items: Vec<Event>,
    head: Seq,
    more: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    streaming: Option<Streaming>,
}

/// More of an answer's text.
#[derive(Debug, Serialize)]
pub(super) struct Delta {
    pub message: MessageId,
    /// Seq of the event that began this run of writing.
    pub run: Seq,
    /// Bytes of UTF-8 before `text`.
    pub offset: u64,
    pub text: String,
}

object! { After { after: Seq as optional } }

object! {
    /// A stretch of a conversation's log. With `more`, ask again after the last seq here.
    Log { items: Vec<Event>, head: Seq, more: bool, streaming: Option<Streaming> }
}

object! {
    /// More of an answer's text.
    Delta {
        message: MessageId,
        run: Seq = "Seq of the event that began this run of writing.",
        offset: u64 = "Bytes of UTF-8 before `text`.",
        text: String,
    }
}

pub(super) fn routes() -> Routes {
    Routes::new("Conversations")
        .get("/conversations/{id}/events", get, "Reads the log after a place, or follows it live.")
        .saying(|operation| {
            operation.gives::<Log>(200);
            operation.streams::<Event>(200);
        })
}

async fn get(
    State(services): State<Services>,
    Reader(who): Reader,
    Id(id): Id<ConversationId>,
    Params(After { after }): Params<After>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if wants_events(&headers) {
        let follower = Follower::open(&services, &who, id).await?;
        let start = StreamCursor { seq: after, offset: None };
        let cursor = sse::last_event_id(&headers).unwrap_or(start);
        return Ok(sse::answer(live(follower.from(cursor))));
    }
    let feed = services.chat.feed(&who, id, after).await?;
    let log =
        Log { items: feed.events, head: feed.head, more: feed.more, streaming: feed.streaming };
    Ok(Json(log).into_response())
}

fn live(
    steps: impl Stream<Item = Result<Step, Failure>> + Send,
) -> impl Stream<Item = Result<axum::response::sse::Event, Infallible>> + Send {
    stream! {
        let mut steps = std::pin::pin!(steps);
        while let Some(step) = steps.next().await {
            yield Ok(match step {
                Ok(Step { at, what: What::Event(event) }) => sse::event(name(&event.body), at, &event),
                Ok(Step { at, what: What::Text { message, run, offset, text } }) => {
                    sse::event("message_delta", at, &Delta { message, run, offset, text })
                }
                Err(failure) => sse::error(failure),
            });
        }
    }
}

/// The event's name in the stream: its `type` in the log.
const fn name(body: &EventBody) -> &'static str {
    match body {
        EventBody::ConversationCreated { .. } => "conversation_created",
        EventBody::ConversationChanged { .. } => "conversation_changed",
        EventBody::MessageCreated { .. } => "message_created",
        EventBody::MessageStarted { .. } => "message_started",
        EventBody::MessageCompleted(_) => "message_completed",
        EventBody::MessageDeleted { .. } => "message_deleted",
    }
}
