//! `GET /ws`: the handshake of the live connection; what follows is `realtime::connection`'s.

use adda_protocol::{ErrorCode, frames::close, limits::FRAME_BYTES};
use axum::{
    Extension,
    extract::{
        State,
        ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, rejection},
    },
    http::HeaderMap,
    response::Response,
};
use bytes::Bytes;

use super::{
    caller::Caller,
    error::Failure,
    language::Asked,
    origin::{self, Source},
};
use crate::{
    auth::Identity,
    realtime::connection::{self, Closed, Incoming, Socket},
    services::Services,
};

/// Most connections are quiet: small buffers, grown where a frame needs it.
const READ_BUFFER: usize = 2 * 1024;

pub(super) async fn get(
    State(services): State<Services>,
    caller: Caller,
    headers: HeaderMap,
    Asked(language): Asked,
    person: Option<Extension<Identity>>,
    upgrade: Result<WebSocketUpgrade, rejection::WebSocketUpgradeRejection>,
) -> Result<Response, Failure> {
    // A WebSocket carries cookies from any site, so here the browser must say that it is ours.
    let allowed = &services.config.server.allowed_origins;
    if origin::source(&headers, &caller, allowed) != Source::Ours {
        return Err(Failure::new(ErrorCode::ForeignOrigin));
    }
    let upgrade = upgrade.map_err(|_| {
        Failure::with_message(ErrorCode::Malformed, "This address speaks WebSocket only.")
    })?;
    let upgrade = upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_message_size(FRAME_BYTES)
        .max_frame_size(FRAME_BYTES);
    Ok(upgrade.on_upgrade(move |socket| async move {
        let mut socket = Live(socket);
        match person {
            Some(Extension(who)) => connection::run(services, (who, language), socket).await,
            // A page cannot read the status of a refused handshake, but it can read a close code.
            None => socket.close(close::UNAUTHORIZED, "sign in").await,
        }
    }))
}

/// axum's socket as `realtime` sees it.
struct Live(WebSocket);

impl Socket for Live {
    async fn receive(&mut self) -> Incoming {
        match self.0.recv().await {
            Some(Ok(Message::Text(text))) => Incoming::Text(text.into()),
            Some(Ok(Message::Binary(_))) => Incoming::Binary,
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Incoming::Alive,
            Some(Ok(Message::Close(_))) | None => Incoming::Closed,
            Some(Err(error)) => broken(&error),
        }
    }

    async fn send(&mut self, json: Bytes) -> Result<(), Closed> {
        let text = Utf8Bytes::try_from(json).map_err(|_| Closed)?;
        self.0.send(Message::Text(text)).await.map_err(|_| Closed)
    }

    async fn close(&mut self, code: u16, reason: &'static str) {
        let frame = CloseFrame { code, reason: Utf8Bytes::from_static(reason) };
        if self.0.send(Message::Close(Some(frame))).await.is_ok() {
            // Until the other side has closed as well; the caller bounds the time.
            while let Some(Ok(_)) = self.0.recv().await {}
        }
    }
}

/// What the protocol has a name for is answered with its close code.
fn broken(error: &axum::Error) -> Incoming {
    let text = error.to_string();
    if text.starts_with("Space limit exceeded") {
        Incoming::Broken(1009, "the frame is too long")
    } else if text.starts_with("UTF-8") {
        Incoming::Broken(1007, "the frame is no UTF-8")
    } else {
        Incoming::Closed
    }
}
