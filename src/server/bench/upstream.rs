//! A local AI service in `OpenAI`'s dialect: the same stream for everyone, the first token at once.

use std::{net::SocketAddr, time::Duration};

use axum::{
    Json, Router,
    body::{Body, Bytes},
    http::header,
    response::{IntoResponse, Response},
    routing::{get, post},
    serve::ListenerExt,
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, time::Instant};

use crate::Result;

/// Tokens of every answer.
pub const TOKENS: u32 = 100;
/// What it writes, a word a token, over and over. Words as in any answer: of some, like "token" and "password", the search for
/// what is private reads what follows.
const ANSWER: &str = "Marmalade is made of oranges that are boiled with sugar and water until they set, and it keeps for a \
year in a cool place; whoever likes it bitter leaves more of the peel in, cut thin, and cooks it for longer ";
/// How its first word is recognised.
pub const FIRST: &str = "Marmalade";
/// Time between two tokens: 100 tokens a second, as a fast service writes.
const PACE: Duration = Duration::from_millis(10);
/// Where one answer is measured after the other, so that enough are in a minute.
const QUICK_PACE: Duration = Duration::from_millis(1);
/// The model whose first token comes at once: whatever the server does first is seen in full.
pub const PROMPT: &str = "gpt-4o-mini";
/// The model that thinks for a moment before its first token, as all real ones do, though longer.
pub const THINKING: &str = "thinking";
/// The same two, ten times as fast.
pub const QUICK: &str = "quick";
pub const QUICK_THINKING: &str = "quick-thinking";
const THOUGHT: Duration = Duration::from_millis(50);
/// The model that answers in one token, for measuring sends alone.
pub const SHORT: &str = "short";

/// Time between two tokens of a model.
pub fn pace(model: &str) -> Duration {
    if model.starts_with(QUICK) { QUICK_PACE } else { PACE }
}

/// Where it is. It serves until the process ends.
#[derive(Clone, Copy, Debug)]
pub struct Upstream(SocketAddr);

impl Upstream {
    /// Its base URL, as the settings want it.
    pub fn base_url(self) -> String {
        format!("http://{}/v1", self.0)
    }

    pub fn completions(self) -> String {
        format!("{}/chat/completions", self.base_url())
    }
}

pub async fn start() -> Result<Upstream> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let app = Router::new()
        .route("/v1/chat/completions", post(complete))
        .route("/v1/models", get(models));
    // Tokens travel as they come, not together with the next.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(Upstream(address))
}

async fn models() -> Json<Value> {
    let models = [PROMPT, THINKING, QUICK, QUICK_THINKING, SHORT].map(|id| json!({"id": id}));
    Json(json!({"object": "list", "data": models}))
}

async fn complete(Json(request): Json<Value>) -> Response {
    let model = request["model"].as_str().unwrap_or_default();
    let tokens = if model == SHORT { 1 } else { TOKENS };
    let thought = if model.ends_with(THINKING) { THOUGHT } else { Duration::ZERO };
    let pace = pace(model);
    let chunks = async_stream::stream! {
        let began = Instant::now() + thought;
        for (n, word) in (0..tokens).zip(ANSWER.split_inclusive(' ').cycle()) {
            tokio::time::sleep_until(began + pace * n).await;
            yield Ok::<_, std::convert::Infallible>(chunk(&json!({"content": word}), Value::Null));
        }
        yield Ok(chunk(&json!({}), json!("stop")));
        let usage = json!({"prompt_tokens": 10, "completion_tokens": tokens, "total_tokens": 10 + tokens});
        yield Ok(line(&json!({"object": "chat.completion.chunk", "choices": [], "usage": usage})));
        yield Ok(Bytes::from_static(b"data: [DONE]\n\n"));
    };
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(chunks)).into_response()
}

fn chunk(delta: &Value, finish: Value) -> Bytes {
    line(&json!({
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }))
}

fn line(data: &Value) -> Bytes {
    Bytes::from(format!("data: {data}\n\n"))
}
