//! `POST /v1/chat/completions`. A request carries its whole conversation and leaves none behind; the answer comes by the
//! same calls as every other here ([`crate::chat::call`]) and is accounted for alike.

mod answer;
mod message;
mod request;
mod shape;
mod stream;
mod tools;

use std::time::Duration;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use futures::{FutureExt, future::BoxFuture};

use self::{request::Request, shape::Shape};
use super::question::Question;
use crate::{
    chat::{self, Completion},
    http::{error::Failure, extract::Asker, sse},
    services::Services,
};

pub(super) use self::shape::{Chunk, Whole};

/// A stream begins after this time at the latest, so that nobody on the way takes it for dead. Until then a failure has a
/// status of its own.
const PATIENCE: Duration = Duration::from_secs(10);

/// An answer that is being asked for.
type Opening = BoxFuture<'static, chat::Result<Completion>>;

pub(super) async fn post(
    State(services): State<Services>,
    Asker(who): Asker,
    Question(request): Question<Request>,
) -> Result<Response, Failure> {
    let (streams, with_usage) = (request.streams(), request.wants_usage());
    let asked = request.asked()?;
    let shape = Shape::new(&services);
    let chat = services.chat.clone();
    let mut opening: Opening = async move { chat.complete(&who, asked).await }.boxed();
    if !streams {
        return Ok(Json(answer::whole(opening.await?, shape).await?).into_response());
    }
    let opened = tokio::time::timeout(PATIENCE, &mut opening).await;
    let opening = match opened {
        Ok(opened) => futures::future::ready(Ok(opened?)).boxed(),
        Err(_) => opening,
    };
    Ok(sse::answer(stream::events(opening, shape, with_usage)))
}
