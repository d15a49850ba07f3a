//! An answer as server-sent events: `message.created` for the message and for its answer, `message.delta` as the text comes,
//! `message.completed` at the end, `error` where something went wrong.

use std::convert::Infallible;

use adda_protocol::{ErrorBody, ErrorEnvelope, EventBody, Message, StreamCursor, dto::Sent};
use async_stream::stream;
use axum::response::sse::Event;
use futures::{Stream, StreamExt};

use crate::http::{
    error::Failure,
    events::Delta,
    follow::{Follower, Step, What},
    sse,
};

/// An answer about to be followed.
pub(super) struct Answering {
    pub follower: Follower,
    pub sent: Sent,
    /// Where the client had the stream when it broke.
    pub resumed: Option<StreamCursor>,
}

/// Where the answer's own story begins, or where the client had it.
pub(super) fn start(sent: &Sent, resumed: Option<StreamCursor>) -> StreamCursor {
    let begin = StreamCursor { seq: sent.answer.seq, offset: None };
    resumed.filter(|cursor| cursor.seq >= begin.seq).unwrap_or(begin)
}

/// Gives `answer` its final form where `body` completes it.
pub(super) fn complete(answer: &mut Message, body: &EventBody) -> bool {
    match body {
        EventBody::MessageStarted { message, model, .. } if *message == answer.id => {
            answer.model = Some(model.clone());
            false
        }
        EventBody::MessageCompleted(done) if done.message == answer.id => {
            answer.text.clone_from(&done.text);
            answer.state = done.state;
            answer.usage = done.usage;
            answer.cost.clone_from(&done.cost);
            answer.reasoning.clone_from(&done.reasoning);
            answer.receipt = done.receipt;
            answer.error.clone_from(&done.error);
            true
        }
        _ => false,
    }
}

/// What happens after `start`. What this very request began happened while it watched.
pub(super) fn steps(
    follower: Follower,
    start: StreamCursor,
    is_earlier: bool,
) -> impl Stream<Item = Result<Step, Failure>> + Send {
    if is_earlier {
        follower.from(start).left_stream()
    } else {
        follower.on_from(start).right_stream()
    }
}

pub(super) fn events(
    answering: Answering,
) -> impl Stream<Item = Result<Event, Infallible>> + Send + 'static {
    stream! {
        let Answering { follower, sent, resumed } = answering;
        let start = start(&sent, resumed);
        let known = resumed.map_or(0, |cursor| cursor.seq);
        let Sent { message, mut answer, duplicate } = sent;
        for made in [&message, &answer] {
            if made.seq > known {
                yield Ok(sse::event("message.created", StreamCursor { seq: made.seq, offset: None }, made));
            }
        }
        if !answer.state.is_open() {
            for event in ending(start, &answer) {
                yield Ok(event);
            }
            return;
        }
        let mut steps = std::pin::pin!(steps(follower, start, duplicate || resumed.is_some()));
        while let Some(step) = steps.next().await {
            match step {
                Ok(step) => match step.what {
                    What::Text { message, run, offset, text } if message == answer.id => {
                        yield Ok(sse::event("message.delta", step.at, &Delta { message, run, offset, text }));
                    }
                    What::Event(event) if complete(&mut answer, &event.body) => {
                        for event in ending(step.at, &answer) {
                            yield Ok(event);
                        }
                        return;
                    }
                    _ => {}
                },
                Err(failure) => yield Ok(sse::error(failure)),
            }
        }
    }
}

/// The last events: what went wrong, if anything, and the answer in its final form.
fn ending(at: StreamCursor, answer: &Message) -> Vec<Event> {
    let error = answer.error.as_ref().map(|error| {
        let body = ErrorBody::with_message(error.code, error.message.clone());
        sse::event("error", at, &ErrorEnvelope { error: body })
    });
    error.into_iter().chain([sse::event("message.completed", at, answer)]).collect()
}
