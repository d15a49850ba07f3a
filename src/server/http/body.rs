//! Request bodies: read whole, up to a limit, in limited time.

use std::time::Duration;

use adda_protocol::{ErrorCode, limits::BODY_BYTES};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use bytes::BytesMut;
use futures::StreamExt;
use tokio::time::timeout;

use super::{error::Failure, extract::essence};

/// How long a body may be, and after which time it must have come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Most {
    pub bytes: usize,
    pub time: Duration,
}

const USUAL: Most = Most { bytes: BODY_BYTES, time: Duration::from_secs(20) };
/// How much of a body that is too long is still taken in, so that its sender gets to read the refusal.
const DRAINED: usize = 4 * 1024 * 1024;

/// The whole body.
pub(super) async fn read(body: Body) -> Result<Bytes, Failure> {
    read_at_most(body, USUAL).await
}

/// The whole body, where bodies are longer than usual.
pub(super) async fn read_at_most(body: Body, most: Most) -> Result<Bytes, Failure> {
    match timeout(most.time, collect(body, most.bytes)).await {
        Ok(read) => read,
        Err(_) => Err(Failure::with_message(ErrorCode::Malformed, "The body came too slowly.")),
    }
}

/// Where a form takes a file too long for memory, and reads it as it comes.
pub(super) const STREAMED: &str = "/settings/data/import";

/// Where pages call functions of the server, with arguments in JSON.
const CALLS: &str = "/api/ui/";

/// Middleware for handlers that read bodies themselves: gives them one already read.
pub(super) async fn admit(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() || request.uri().path() == STREAMED {
        return next.run(request).await;
    }
    if request.uri().path().starts_with(CALLS)
        && essence(request.headers()) != Some("application/json")
    {
        return Failure::new(ErrorCode::UnsupportedMediaType).into_response();
    }
    let (parts, stream) = request.into_parts();
    match read(stream).await {
        Ok(bytes) => next.run(Request::from_parts(parts, bytes.into())).await,
        Err(failure) => failure.into_response(),
    }
}

async fn collect(body: Body, most: usize) -> Result<Bytes, Failure> {
    let announced = body.size_hint().lower();
    let mut too_long = announced > most as u64;
    let mut bytes = BytesMut::new();
    let mut seen = 0;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Failure::new(ErrorCode::Malformed))?;
        seen += chunk.len();
        too_long |= seen > most;
        if !too_long {
            bytes.extend_from_slice(&chunk);
        } else if seen > most + DRAINED {
            break;
        }
    }
    if too_long {
        let kib = most / 1024;
        let message = format!("That is too long: a request may have at most {kib} KiB.");
        return Err(Failure::with_message(ErrorCode::TooLarge, message));
    }
    Ok(bytes.freeze())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn body_is_read_up_to_the_limit() {
        let read_code = async |length| {
            let chunks = futures::stream::iter([Ok::<_, std::io::Error>(vec![b'a'; length])]);
            read(Body::from_stream(chunks)).await.map(|b| b.len()).map_err(|f| f.code())
        };
        assert_eq!(read_code(BODY_BYTES).await, Ok(BODY_BYTES));
        assert_eq!(read_code(BODY_BYTES + 1).await, Err(ErrorCode::TooLarge));
    }

    #[tokio::test(start_paused = true)]
    async fn body_that_never_ends_is_refused_after_a_while() {
        let body = Body::from_stream(futures::stream::pending::<Result<Bytes, std::io::Error>>());
        assert_eq!(read(body).await.map_err(|f| f.code()), Err(ErrorCode::Malformed));
    }
}
