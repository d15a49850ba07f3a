//! attacks.md 22: those who are slow or say nothing are let go. The clock is the runtime's own and runs ahead while
//! everybody waits.

use std::{convert::Infallible, future::pending, time::Duration};

use adda_protocol::{
    ClientFrame, ServerFrame,
    appearance::Language,
    dto::{Password, Register},
    frames::{VERSION, close},
};
use adda_server::{
    auth::{Identity, Origin},
    realtime::connection::{self, Closed, Incoming, Socket},
};
use bytes::Bytes;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{Instant, pause, sleep, sleep_until, timeout},
};

use super::support::TestApp;

/// What a client does after its hello.
#[derive(Clone, Copy, Debug)]
enum Manner {
    /// Says nothing.
    Silent,
    /// Shows a sign of life now and then.
    Alive(Duration),
    /// Takes no frame that is sent to it.
    Stuffed,
}

/// The server's end of a client of such manners.
#[derive(Debug)]
struct Client {
    manner: Manner,
    hello: Option<Bytes>,
    /// When it last showed a sign of life.
    alive: Option<Instant>,
    frames: Vec<ServerFrame>,
    closed: Option<u16>,
}

impl Client {
    fn new(manner: Manner) -> Self {
        let hello = ClientFrame::Hello { version: VERSION, heads: Vec::new() };
        let hello = Some(serde_json::to_vec(&hello).unwrap().into());
        Self { manner, hello, alive: None, frames: Vec::new(), closed: None }
    }
}

/// What is left of the connection shows what happened to it.
impl Socket for &mut Client {
    async fn receive(&mut self) -> Incoming {
        match (self.hello.take(), self.manner) {
            (Some(hello), _) => Incoming::Text(hello),
            (None, Manner::Alive(every)) => {
                // Receiving may be given up for something else and taken up again: the time goes on.
                let due = *self.alive.get_or_insert_with(Instant::now) + every;
                sleep_until(due).await;
                self.alive = Some(due);
                Incoming::Alive
            }
            (None, _) => pending().await,
        }
    }

    async fn send(&mut self, json: Bytes) -> Result<(), Closed> {
        if matches!(self.manner, Manner::Stuffed) {
            pending::<Infallible>().await;
        }
        self.frames.push(serde_json::from_slice(&json).unwrap());
        Ok(())
    }

    async fn close(&mut self, code: u16, _reason: &'static str) {
        self.closed = Some(code);
    }
}

async fn ana(app: &TestApp) -> Identity {
    let form = Register {
        email: "ana@example.org".to_owned(),
        password: Password("a long enough phrase".to_owned()),
        name: "Ana".to_owned(),
    };
    app.services.accounts.register(form, Origin::default()).await.unwrap().identity
}

/// Lets a client connect for at most `most`: whether and after what time it was closed.
async fn meet(client: &mut Client, most: Duration) -> Option<Duration> {
    let app = TestApp::new().await;
    let who = ana(&app).await;
    pause();
    let begun = Instant::now();
    let met =
        timeout(most, connection::run(app.services.clone(), (who, Language::En), client)).await;
    met.is_ok().then(|| begun.elapsed())
}

#[tokio::test]
async fn a22_client_that_says_nothing_is_pinged_and_let_go() {
    let mut client = Client::new(Manner::Silent);
    let after = meet(&mut client, Duration::from_mins(10)).await.unwrap();
    assert!((62..=90).contains(&after.as_secs()), "{after:?}");
    assert_eq!(client.closed, Some(close::SLOW));
    let pings = client.frames.iter().filter(|frame| matches!(frame, ServerFrame::Ping { .. }));
    assert_eq!(pings.count(), 2);
}

#[tokio::test]
async fn client_that_shows_signs_of_life_is_kept() {
    let mut client = Client::new(Manner::Alive(Duration::from_secs(30)));
    assert_eq!(meet(&mut client, Duration::from_secs(95)).await, None);
    assert_eq!(client.closed, None);
}

#[tokio::test]
async fn a22_client_that_takes_no_frame_is_let_go() {
    let mut client = Client::new(Manner::Stuffed);
    let after = meet(&mut client, Duration::from_mins(10)).await.unwrap();
    assert_eq!((after.as_secs(), client.closed), (15, Some(close::SLOW)));
}

#[tokio::test]
async fn a22_request_head_that_comes_in_drops_is_cut() {
    let app = TestApp::new().await;
    pause();
    let mut slow = TcpStream::connect(app.addr).await.unwrap();
    let begun = Instant::now();
    slow.write_all(b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.unwrap();
    let mut answer = [0; 1];
    let ended = loop {
        tokio::select! {
            read = slow.read(&mut answer) => break read,
            () = sleep(Duration::from_secs(1)) => {
                // A drop a second: never silent, never done.
                let _ = slow.write_all(b"x").await;
            }
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "it goes on for ever");
    };
    assert_eq!(ended.unwrap_or(0), 0, "closed without an answer");
    assert!((9..=12).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
}
