//! AI services behind one trait. An adapter turns a [`ChatRequest`] into a stream of [`ProviderEvent`]s and its service's
//! failures into [`ProviderError`]s; nothing else in the server knows a dialect.

pub mod anthropic;
pub mod catalog;
mod error;
mod event;
pub mod gemini;
pub mod guide;
pub mod http_client;
pub mod offered;
pub mod ollama;
pub mod openai;
pub mod registry;
mod request;
pub mod retry;
mod service;
pub mod testing;
pub mod tokens;
mod turns;

use std::{fmt::Debug, sync::Arc};

use crate::secret::Secret;
use adda_protocol::dto::{ModelInfo, PartHealth};
use async_trait::async_trait;
use futures::stream::BoxStream;

pub use error::{ErrorKind, ProviderError};
pub use event::{ProviderEvent, StopReason};
pub use request::{
    CONTINUE, ChatMessage, ChatRequest, ChatRole, EmbeddingRequest, Embeddings, Image, Tool,
    ToolCall, ToolChoice,
};
pub use service::Place;

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

    /// The same service, asked with a person's key. `None` where it takes no keys.
    fn with_key(&self, _key: &Secret) -> Option<Result<Arc<dyn Provider>, ProviderError>> {
        None
    }

    /// Scheme, host and port of the service; a person's key is bound to them. Empty where it is no service elsewhere.
    fn origin(&self) -> String {
        String::new()
    }

    /// Whether this model may think for minutes and send nothing meanwhile.
    fn thinks_unseen(&self, _model: &str) -> bool {
        false
    }

    /// Turns texts into vectors.
    async fn embed(&self, _request: EmbeddingRequest) -> Result<Embeddings, ProviderError> {
        let detail = format!("{} has no embeddings", self.name());
        Err(ProviderError::new(ErrorKind::BadRequest, detail))
    }

    /// Whether it can be used, without spending tokens.
    async fn health(&self) -> PartHealth;
}
