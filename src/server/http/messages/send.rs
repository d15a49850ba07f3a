//! `POST /api/v1/conversations/{id}/messages` and `.../regenerate`: JSON once the answer is complete, or its events as they happen.

use adda_protocol::{
    ConversationId, ErrorCode, Message, MessageId,
    dto::{Regenerate, SendMessage, Sent},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use futures::{Stream, StreamExt};

use super::stream::{self, Answering};
use crate::{
    http::{
        Failure,
        extract::{Asker, Id, Input, wants_events},
        follow::{Follower, Step, What},
        sse,
    },
    services::Services,
};

pub(super) async fn post(
    State(services): State<Services>,
    Asker(who): Asker,
    Id(id): Id<ConversationId>,
    headers: HeaderMap,
    Input(message): Input<SendMessage>,
) -> Result<Response, Failure> {
    // Watching before sending: not a letter of the answer can be missed. Whether they may is for the send to say.
    let follower = Follower::unasked(&services, &who, id)?;
    let sent = services.chat.send(&who, id, message).await?;
    reply(follower, sent, &headers).await
}

/// `POST .../messages/{message}/regenerate`: answered like a send.
pub(super) async fn regenerate(
    State(services): State<Services>,
    Asker(who): Asker,
    Id((id, message)): Id<(ConversationId, MessageId)>,
    headers: HeaderMap,
    Input(asked): Input<Regenerate>,
) -> Result<Response, Failure> {
    let follower = Follower::unasked(&services, &who, id)?;
    let sent = services.chat.regenerate(&who, id, message, asked).await?;
    reply(follower, sent, &headers).await
}

async fn reply(follower: Follower, sent: Sent, headers: &HeaderMap) -> Result<Response, Failure> {
    let resumed = sse::last_event_id(headers);
    if wants_events(headers) {
        return Ok(sse::answer(stream::events(Answering { follower, sent, resumed })));
    }
    let status = if sent.duplicate { StatusCode::OK } else { StatusCode::CREATED };
    let mut done = sent;
    if done.answer.state.is_open() {
        let after = stream::start(&done, None);
        let steps = stream::steps(follower, after, done.duplicate);
        finish(steps, &mut done.answer).await?;
    }
    Ok((status, Json(done)).into_response())
}

/// Waits for the answer to reach a final state.
async fn finish(
    steps: impl Stream<Item = Result<Step, Failure>>,
    answer: &mut Message,
) -> Result<(), Failure> {
    let mut steps = std::pin::pin!(steps);
    while let Some(step) = steps.next().await {
        if let What::Event(event) = step?.what
            && stream::complete(answer, &event.body)
        {
            return Ok(());
        }
    }
    let message = "The answer goes on, but this request ends here. Ask for the conversation again.";
    Err(Failure::with_message(ErrorCode::Unavailable, message))
}
