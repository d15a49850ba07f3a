//! One live connection: a task that reads frames, reads the hub, and ends with the session.
//!
//! Whatever is watched is watched before the log is asked, so nothing falls between the two; what comes twice that way
//! carries its seq or offset and is dropped by the reader. Frames are handled one after the other: sends keep their order.

mod bucket;
mod requests;
mod socket;

use std::time::Duration;

use adda_protocol::{
    ClientFrame, ErrorBody, ErrorCode, ServerFrame,
    appearance::Language,
    frames::{Head, Subject, VERSION, close},
};
use bytes::Bytes;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use self::bucket::Bucket;
pub use self::socket::{Closed, Incoming, Socket};
use super::hub::{Delivery, Subscriber, Topic};
use crate::{
    auth::Identity,
    services::Services,
    telemetry::metrics::{Connection as Kind, OpenConnection},
};

/// Build of the server, told to pages so that they know when to reload.
pub const BUILD: &str = env!("CARGO_PKG_VERSION");
/// Each side says something at least this often.
const HEARTBEAT: Duration = Duration::from_secs(25);
/// Silence longer than this means that nobody is there: two and a half heartbeats.
const SILENCE: Duration = Duration::from_millis(62_500);
/// The first frame must have come after this time.
const HELLO_PATIENCE: Duration = Duration::from_secs(10);
/// One frame must be on its way after this time.
const SEND_PATIENCE: Duration = Duration::from_secs(15);
const CLOSE_PATIENCE: Duration = Duration::from_secs(2);
/// Frames in a row that were not understood before the connection ends.
const BAD_FRAMES: u8 = 5;
/// Heartbeats between looks at the session: an operator may have ended it from outside this process.
const SESSION_EVERY: u32 = 4;

/// Why a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// We close, with a code.
    Close(u16, &'static str),
    /// The other side is gone.
    Gone,
}

impl From<Closed> for End {
    fn from(Closed: Closed) -> Self {
        Self::Gone
    }
}

type Flow<T = ()> = Result<T, End>;

struct Connection<S> {
    services: Services,
    who: Identity,
    /// The language their browser asks for.
    language: Language,
    socket: S,
    inbox: Subscriber,
    bucket: Bucket,
    /// Frames not understood since the last that was.
    bad: u8,
    heard: Instant,
    beats: u32,
    _open: OpenConnection,
}

/// Speaks with one client until either side has enough.
pub async fn run<S: Socket>(
    services: Services,
    (who, language): (Identity, Language),
    mut socket: S,
) {
    let own = Topic::User(who.id());
    if services.hub.watchers(own) >= services.config.limits.connections_per_user {
        let closing = socket.close(close::FLOOD, "too many connections");
        let _ = timeout(CLOSE_PATIENCE, closing).await;
        return;
    }
    let mut inbox = services.hub.subscriber();
    inbox.watch(own);
    let mut connection = Connection {
        bucket: Bucket::new(services.config.limits.frames_per_second),
        services,
        who,
        language,
        socket,
        inbox,
        bad: 0,
        heard: Instant::now(),
        beats: 0,
        _open: Kind::WebSocket.opened(),
    };
    let Err(end) = connection.talk().await;
    let Connection { who, mut socket, inbox, .. } = connection;
    // A client that takes its time to close must not count as connected meanwhile.
    drop(inbox);
    if let End::Close(code, reason) = end {
        tracing::debug!(user.id = %who.id(), close.code = code, "closing: {reason}");
        let _ = timeout(CLOSE_PATIENCE, socket.close(code, reason)).await;
    }
}

impl<S: Socket> Connection<S> {
    async fn talk(&mut self) -> Flow<std::convert::Infallible> {
        self.greet().await?;
        let mut heartbeat = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let stopping = self.services.stopping.clone();
        loop {
            tokio::select! {
                () = stopping.cancelled() => return Err(going_away()),
                delivery = self.inbox.next() => self.deliver(delivery).await?,
                incoming = self.socket.receive() => self.hear(incoming).await?,
                _ = heartbeat.tick() => self.beat().await?,
            }
        }
    }

    /// Waits for `Hello`, answers it, and brings the client up to now.
    async fn greet(&mut self) -> Flow {
        let stopping = self.services.stopping.clone();
        let first = tokio::select! {
            () = stopping.cancelled() => return Err(going_away()),
            first = timeout(HELLO_PATIENCE, self.first()) => first,
        };
        let heads = first.unwrap_or(Err(End::Close(close::SLOW, "no hello in time")))?;
        self.send(&ServerFrame::Hello {
            version: VERSION,
            user: self.who.id(),
            build: BUILD.to_owned(),
            heartbeat_ms: u32::try_from(HEARTBEAT.as_millis()).unwrap_or(u32::MAX),
        })
        .await?;
        for Head { conversation, seq } in heads {
            self.subscribe(conversation, seq).await?;
        }
        Ok(())
    }

    async fn first(&mut self) -> Flow<Vec<Head>> {
        loop {
            match self.socket.receive().await {
                Incoming::Alive => {}
                Incoming::Text(json) => match serde_json::from_slice(&json) {
                    Ok(ClientFrame::Hello { version: VERSION, heads }) => return Ok(heads),
                    _ => return Err(End::Close(close::VERSION, "expected hello of this version")),
                },
                Incoming::Binary => {
                    return Err(End::Close(close::VERSION, "expected hello of this version"));
                }
                Incoming::Broken(code, reason) => return Err(End::Close(code, reason)),
                Incoming::Closed => return Err(End::Gone),
            }
        }
    }

    async fn hear(&mut self, incoming: Incoming) -> Flow {
        self.heard = Instant::now();
        let json = match incoming {
            Incoming::Alive => return Ok(()),
            Incoming::Closed => return Err(End::Gone),
            Incoming::Broken(code, reason) => return Err(End::Close(code, reason)),
            Incoming::Text(json) => Some(json),
            Incoming::Binary => None,
        };
        if !self.bucket.take() {
            return Err(End::Close(close::FLOOD, "too many frames"));
        }
        match json.and_then(|json| serde_json::from_slice(&json).ok()) {
            Some(frame) => {
                self.bad = 0;
                self.answer(frame).await
            }
            None => self.not_understood().await,
        }
    }

    async fn not_understood(&mut self) -> Flow {
        self.bad += 1;
        let message = "The frame could not be understood.";
        self.fail(ErrorBody::with_message(ErrorCode::Malformed, message), None).await?;
        if self.bad >= BAD_FRAMES {
            return Err(End::Close(close::BAD_FRAME, "too many frames were not understood"));
        }
        Ok(())
    }

    async fn deliver(&mut self, delivery: Delivery) -> Flow {
        let published = match delivery {
            Delivery::Frame(published) => published,
            Delivery::Lagged => return self.lagged().await,
        };
        match &published.frame {
            ServerFrame::SignedOut => self.check_session().await,
            ServerFrame::Gone { conversation } => {
                self.inbox.unwatch(Topic::Conversation(*conversation));
                self.put(published.json()).await
            }
            _ => self.put(published.json()).await,
        }
    }

    /// Something was lost: the client asks for each conversation again. The end of the session may be among it.
    async fn lagged(&mut self) -> Flow {
        self.check_session().await?;
        let watched: Vec<Topic> = self.inbox.topics().collect();
        for topic in watched {
            if let Topic::Conversation(conversation) = topic {
                self.send(&ServerFrame::Resync { conversation }).await?;
            }
        }
        Ok(())
    }

    async fn check_session(&mut self) -> Flow {
        match self.services.accounts.renewed(&self.who).await {
            // What is sent from now on goes under the name they have now.
            Ok(Some(who)) => self.who = who,
            Ok(None) => {
                self.send(&ServerFrame::SignedOut).await?;
                return Err(End::Close(close::UNAUTHORIZED, "the session ended"));
            }
            // A database that does not answer is no reason to sign people out.
            Err(_) => {}
        }
        Ok(())
    }

    async fn beat(&mut self) -> Flow {
        if self.heard.elapsed() > SILENCE {
            return Err(End::Close(close::SLOW, "silent for too long"));
        }
        self.beats = self.beats.wrapping_add(1);
        if self.beats.is_multiple_of(SESSION_EVERY) {
            self.check_session().await?;
        }
        self.send(&ServerFrame::Ping { nonce: self.beats }).await
    }

    async fn fail(&mut self, error: ErrorBody, about: Option<Subject>) -> Flow {
        self.send(&ServerFrame::Error { error, about }).await
    }

    async fn send(&mut self, frame: &ServerFrame) -> Flow {
        // Our own types always serialise.
        let json = serde_json::to_vec(frame).unwrap_or_default();
        self.put(json.into()).await
    }

    async fn put(&mut self, json: Bytes) -> Flow {
        match timeout(SEND_PATIENCE, self.socket.send(json)).await {
            Ok(sent) => Ok(sent?),
            Err(_) => Err(End::Close(close::SLOW, "not reading")),
        }
    }
}

const fn going_away() -> End {
    End::Close(close::GOING_AWAY, "the server is stopping")
}
