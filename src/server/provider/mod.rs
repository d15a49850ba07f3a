//! AI services behind one trait. An adapter turns a [`ChatRequest`] into a stream of [`ProviderEvent`]s and its service's
//! failures into [`ProviderError`]s; nothing else in the server knows a dialect.

pub mod registry;

use std::{fmt::Debug, time::Duration};

use adda_protocol::{
    ErrorCode, Usage,
    dto::{ModelInfo, PartHealth},
};
use async_trait::async_trait;
use futures::stream::BoxStream;
use thiserror::Error;

/// Who says a line of the conversation, as the services name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatRole {
    System,
    User,
    Assistant,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatMessage {
    pub role: ChatRole,
    pub text: String,
}

/// What an answer is asked for with.
#[derive(Clone, Debug, PartialEq)]
pub struct ChatRequest {
    /// The model's name as its service knows it.
    pub model: String,
    pub messages: Vec<ChatMessage>,
    /// Most tokens of the answer.
    pub max_output_tokens: u32,
    pub temperature: Option<f32>,
}

/// Why a stream ended well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StopReason {
    End,
    /// The answer limit was reached.
    Length,
    ContentFilter,
    Other(String),
}

/// One step of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum ProviderEvent {
    /// More text, never empty.
    Text(String),
    /// Figures so far; a later one replaces an earlier one.
    Usage(Usage),
    /// The last event. A stream that ends without it broke off.
    Stop(StopReason),
}

/// What the caller can do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The key is missing, wrong or not allowed this.
    Auth,
    RateLimit,
    Overloaded,
    BadRequest,
    /// The conversation does not fit the model.
    TooLong,
    Network,
    Timeout,
    /// The service answered with something its API does not promise.
    Malformed,
}

impl ErrorKind {
    /// Whether the same request may go through later.
    pub const fn is_transient(self) -> bool {
        matches!(self, Self::RateLimit | Self::Overloaded | Self::Network | Self::Timeout)
    }

    /// The code people and clients see.
    pub const fn code(self) -> ErrorCode {
        match self {
            Self::Auth => ErrorCode::ProviderAuth,
            Self::RateLimit => ErrorCode::ProviderRateLimited,
            Self::Overloaded => ErrorCode::ProviderOverloaded,
            Self::BadRequest => ErrorCode::ProviderBadRequest,
            Self::TooLong => ErrorCode::ProviderTooLong,
            Self::Network => ErrorCode::ProviderNetwork,
            Self::Timeout => ErrorCode::ProviderTimeout,
            Self::Malformed => ErrorCode::ProviderMalformed,
        }
    }
}

/// A failure of a service. `detail` is for the log; it holds no key and is never shown.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{kind:?}: {detail}")]
pub struct ProviderError {
    pub kind: ErrorKind,
    /// How long the service asked us to wait.
    pub retry_after: Option<Duration>,
    pub detail: String,
}

impl ProviderError {
    pub fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, retry_after: None, detail: detail.into() }
    }
}

/// An answer as it comes. Dropping it cancels the request.
pub type EventStream = BoxStream<'static, Result<ProviderEvent, ProviderError>>;

/// One AI service.
#[async_trait]
pub trait Provider: Send + Sync + Debug {
    /// The service's name in settings, metrics and health.
    fn name(&self) -> &str;

    /// Models it offers now; `id` as this server's people know it.
    async fn models(&self) -> Result<Vec<ModelInfo>, ProviderError>;

    /// Asks for an answer. Returns when the service accepted the request; text follows in the stream.
    async fn stream(&self, request: ChatRequest) -> Result<EventStream, ProviderError>;

    /// Whether it can be used, without spending tokens.
    async fn health(&self) -> PartHealth;
}
