use std::{net::SocketAddr, time::Duration};

use adda_protocol::{
    ClientFrame, ConversationId, ErrorCode, Event, Seq, ServerFrame,
    frames::{Head, Subject, VERSION},
};
use futures::{SinkExt, StreamExt};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest, http::HeaderValue},
};

const PATIENCE: Duration = Duration::from_secs(10);

/// The client's end of a live connection.
pub struct Live(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Live {
    pub async fn open(addr: SocketAddr, cookie: &str, origin: Option<&str>) -> Result<Self, Error> {
        let cookie = Some(cookie).filter(|cookie| !cookie.is_empty());
        let lines = [("cookie", cookie), ("origin", origin)];
        Self::with(addr, lines.into_iter().filter_map(|(name, value)| Some((name, value?)))).await
    }

    /// A handshake with these headers.
    pub async fn with<'a>(
        addr: SocketAddr,
        lines: impl IntoIterator<Item = (&'static str, &'a str)>,
    ) -> Result<Self, Error> {
        let mut request = format!("ws://{addr}/ws").into_client_request()?;
        for (name, value) in lines {
            request.headers_mut().insert(name, HeaderValue::from_str(value)?);
        }
        connect_async(request).await.map(|(socket, _)| Self(socket))
    }

    pub async fn send(&mut self, frame: &ClientFrame) {
        self.raw(Message::text(serde_json::to_string(frame).unwrap())).await;
    }

    /// Anything at all. A server that has closed already does not matter.
    pub async fn raw(&mut self, message: Message) {
        let _ = self.0.send(message).await;
    }

    /// Says hello and reads the answer's first frame.
    pub async fn hello(&mut self, heads: &[(ConversationId, Seq)]) {
        let heads = heads.iter().map(|&(conversation, seq)| Head { conversation, seq }).collect();
        self.send(&ClientFrame::Hello { version: VERSION, heads }).await;
        let first = self.next().await;
        assert!(matches!(first, ServerFrame::Hello { version: VERSION, .. }), "{first:?}");
    }

    /// The next frame.
    pub async fn next(&mut self) -> ServerFrame {
        match self.read().await {
            Some(Message::Text(text)) => serde_json::from_str(&text).unwrap(),
            other => panic!("expected a frame, got {other:?}"),
        }
    }

    /// Skips to what `wanted` picks.
    pub async fn find<T>(&mut self, mut wanted: impl FnMut(ServerFrame) -> Option<T>) -> T {
        loop {
            if let Some(found) = wanted(self.next().await) {
                return found;
            }
        }
    }

    /// Skips to the next event of the log.
    pub async fn event(&mut self) -> Event {
        self.find(|frame| match frame {
            ServerFrame::Event { event } => Some(event),
            _ => None,
        })
        .await
    }

    /// Skips to the next error.
    pub async fn error(&mut self) -> (ErrorCode, Option<Subject>) {
        self.find(|frame| match frame {
            ServerFrame::Error { error, about } => Some((error.code, about)),
            _ => None,
        })
        .await
    }

    /// Reads until the server closes; the code it gives.
    pub async fn closed(&mut self) -> u16 {
        loop {
            match self.read().await {
                Some(Message::Close(Some(frame))) => return frame.code.into(),
                Some(Message::Close(None)) | None => panic!("closed without a code"),
                Some(_) => {}
            }
        }
    }

    async fn read(&mut self) -> Option<Message> {
        loop {
            let next = timeout(PATIENCE, self.0.next()).await.expect("nothing in ten seconds");
            match next {
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(message)) => return Some(message),
                Some(Err(_)) | None => return None,
            }
        }
    }
}
