//! An HTTP server on a loopback port that answers with exactly the bytes a test scripts, in the dialect of `OpenAI` or not.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    task::JoinHandle,
};

/// One thing the server does while it answers.
#[derive(Clone, Debug)]
enum Step {
    Raw(Vec<u8>),
    Pause(Duration),
    /// Says these bytes again and again until the client is gone.
    Repeat(Vec<u8>, Duration),
    /// Says nothing more until the client is gone.
    Hang,
    /// Closes the connection.
    Cut,
}

/// An answer to one request.
#[derive(Clone, Debug)]
pub struct Reply(Vec<Step>);

impl Reply {
    /// A stream that was accepted; its body is given in chunks.
    pub fn stream() -> Self {
        Self::chunked("text/event-stream; charset=utf-8")
    }

    /// A success of any type, with a chunked body.
    pub fn chunked(media: &str) -> Self {
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: {media}\r\ntransfer-encoding: chunked\r\n\r\n"
        );
        Self(vec![Step::Raw(head.into_bytes())])
    }

    /// A whole answer with its length. `headers` are lines, each with its line break.
    pub fn status(status: u16, headers: &str, body: &str) -> Self {
        let length = body.len();
        let head =
            format!("HTTP/1.1 {status} Status\r\n{headers}content-length: {length}\r\n\r\n{body}");
        Self(vec![Step::Raw(head.into_bytes())])
    }

    /// Nothing yet, not even a head.
    pub const fn nothing() -> Self {
        Self(Vec::new())
    }

    pub fn chunk(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.0.push(Step::Raw(framed(bytes.as_ref())));
        self
    }

    /// A chunk with one event of this JSON.
    pub fn event(self, json: &str) -> Self {
        self.chunk(format!("data: {json}\n\n"))
    }

    /// A stream with this body, whole.
    pub fn recorded(body: &str) -> Self {
        Self::stream().chunk(body).end()
    }

    /// A success with this JSON.
    pub fn json(body: &str) -> Self {
        Self::status(200, "content-type: application/json\r\n", body)
    }

    /// An event with text of the answer.
    pub fn text(self, text: &str) -> Self {
        self.event(&text_event(text))
    }

    /// The reason of the end, the end mark, and the end of the body.
    pub fn stop(self) -> Self {
        self.event(STOP).event("[DONE]").end()
    }

    pub fn end(mut self) -> Self {
        self.0.push(Step::Raw(b"0\r\n\r\n".to_vec()));
        self
    }

    pub fn pause(mut self, pause: Duration) -> Self {
        self.0.push(Step::Pause(pause));
        self
    }

    pub fn repeat(mut self, bytes: impl AsRef<[u8]>, every: Duration) -> Self {
        self.0.push(Step::Repeat(framed(bytes.as_ref()), every));
        self
    }

    pub fn hang(mut self) -> Self {
        self.0.push(Step::Hang);
        self
    }

    pub fn cut(mut self) -> Self {
        self.0.push(Step::Cut);
        self
    }
}

pub const STOP: &str = r#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#;

/// The JSON of an event with text of the answer.
pub fn text_event(text: &str) -> String {
    serde_json::json!({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": null}]})
        .to_string()
}

fn framed(bytes: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}

/// A request as it came.
#[derive(Debug)]
pub struct Received {
    /// Request line and headers in lower case.
    pub head: String,
    pub body: Value,
    /// Number of the connection it came on, from 0.
    pub connection: usize,
}

#[derive(Debug)]
pub struct OpenAiServer {
    pub addr: SocketAddr,
    received: mpsc::UnboundedReceiver<Received>,
    closed: mpsc::UnboundedReceiver<usize>,
    task: JoinHandle<()>,
}

impl OpenAiServer {
    /// Answers the requests with these, one each, in order.
    pub async fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let replies = Arc::new(Mutex::new(replies.into_iter().collect::<VecDeque<_>>()));
        let (sender, received) = mpsc::unbounded_channel();
        let (gone, closed) = mpsc::unbounded_channel();
        let task = tokio::spawn(async move {
            for connection in 0.. {
                let (socket, _) = listener.accept().await.unwrap();
                let serve = serve(socket, connection, replies.clone(), sender.clone());
                let gone = gone.clone();
                tokio::spawn(async move {
                    serve.await;
                    let _ = gone.send(connection);
                });
            }
        });
        Self { addr, received, closed, task }
    }

    pub fn base_url(&self) -> String {
        format!("{}/v1", self.root())
    }

    /// Its address without a path, for other dialects.
    pub fn root(&self) -> String {
        format!("http://{}", self.addr)
    }

    pub async fn received(&mut self) -> Received {
        self.received.recv().await.unwrap()
    }

    /// Whether no request came that was not taken yet.
    pub fn idle(&self) -> bool {
        self.received.is_empty()
    }

    /// Waits until a connection was closed.
    pub async fn closed(&mut self) -> usize {
        self.closed.recv().await.unwrap()
    }
}

impl Drop for OpenAiServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    mut socket: TcpStream,
    connection: usize,
    replies: Arc<Mutex<VecDeque<Reply>>>,
    received: mpsc::UnboundedSender<Received>,
) {
    socket.set_nodelay(true).unwrap();
    while let Some((head, body)) = read_request(&mut socket).await {
        let body = serde_json::from_slice(&body).unwrap_or_default();
        let _ = received.send(Received { head, body, connection });
        let reply = replies.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let reply = reply.unwrap_or_else(|| Reply::status(500, "", "not scripted"));
        for step in reply.0 {
            if play(&mut socket, step).await.is_none() {
                return;
            }
        }
    }
}

/// Does one step; `None` when the connection is over.
async fn play(socket: &mut TcpStream, step: Step) -> Option<()> {
    match step {
        Step::Raw(bytes) => socket.write_all(&bytes).await.ok(),
        Step::Pause(pause) => {
            tokio::time::sleep(pause).await;
            Some(())
        }
        Step::Repeat(bytes, every) => loop {
            socket.write_all(&bytes).await.ok()?;
            tokio::time::sleep(every).await;
        },
        Step::Hang => {
            let mut rest = [0; 64];
            while socket.read(&mut rest).await.is_ok_and(|read| read > 0) {}
            None
        }
        Step::Cut => None,
    }
}

async fn read_request(socket: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        read_more(socket, &mut bytes).await?;
    };
    let head = String::from_utf8_lossy(&bytes[..head_end]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.map_or(0, |length| length.trim().parse().unwrap());
    while bytes.len() < head_end + length {
        read_more(socket, &mut bytes).await?;
    }
    Some((head, bytes.split_off(head_end)))
}

async fn read_more(socket: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<()> {
    let read = socket.read_buf(bytes).await.ok()?;
    (read > 0).then_some(())
}
