//! A provider that a test or a benchmark feeds word by word. Nothing that serves people uses it.

use std::sync::Arc;

use adda_protocol::{
    Usage,
    dto::{ModelInfo, PartHealth, Price},
};
use async_trait::async_trait;
use futures::StreamExt;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{
    ChatRequest, EmbeddingRequest, Embeddings, ErrorKind, EventStream, Provider, ProviderError,
    ProviderEvent, StopReason,
};
use crate::secret::Secret;

/// Events a script may be ahead of its reader.
const AHEAD: usize = 64;

type Item = Result<ProviderEvent, ProviderError>;

/// The provider's side: hands every request to its [`Script`].
#[derive(Debug)]
pub struct ScriptedProvider {
    name: String,
    key: Option<Secret>,
    requests: mpsc::UnboundedSender<Answer>,
}

/// The test's side: takes the requests as they come.
#[derive(Debug)]
pub struct Script {
    requests: mpsc::UnboundedReceiver<Answer>,
}

/// One request and the answer to it. Dropping it breaks the answer off.
#[derive(Debug)]
pub struct Answer {
    request: ChatRequest,
    key: Option<Secret>,
    items: mpsc::Sender<Item>,
    dropped: CancellationToken,
}

impl ScriptedProvider {
    /// A provider with one model, both of this name, and what feeds it.
    pub fn new(name: &str) -> (Arc<Self>, Script) {
        let (sender, receiver) = mpsc::unbounded_channel();
        let provider = Self { name: name.to_owned(), key: None, requests: sender };
        (Arc::new(provider), Script { requests: receiver })
    }

    /// Its one model, for [`super::registry::Registry::with`].
    pub fn offered(&self) -> Vec<ModelInfo> {
        vec![ModelInfo {
            id: self.name.clone(),
            name: self.name.clone(),
            provider: self.name.clone(),
            price: Some(Price {
                currency: "USD".to_owned(),
                input: 1_000_000,
                cached_input: None,
                output: 2_000_000,
                as_of: "2026-11-21".to_owned(),
            }),
            ..ModelInfo::default()
        }]
    }
}

impl Script {
    /// Waits for the next request.
    pub async fn next_request(&mut self) -> Answer {
        match self.requests.recv().await {
            Some(answer) => answer,
            // The provider is gone, so no request will ever come.
            None => std::future::pending().await,
        }
    }

    /// Whether no request waits to be answered.
    pub fn idle(&self) -> bool {
        self.requests.is_empty()
    }
}

impl Answer {
    pub const fn request(&self) -> &ChatRequest {
        &self.request
    }

    /// The person's key it was asked with.
    pub fn key(&self) -> Option<&str> {
        self.key.as_ref().map(Secret::expose)
    }

    pub async fn text(&self, text: &str) {
        self.send(Ok(ProviderEvent::Text(text.to_owned()))).await;
    }

    pub async fn reasoning(&self, text: &str) {
        self.send(Ok(ProviderEvent::Reasoning(text.to_owned()))).await;
    }

    /// Any step.
    pub async fn event(&self, event: ProviderEvent) {
        self.send(Ok(event)).await;
    }

    pub async fn usage(&self, usage: Usage) {
        self.send(Ok(ProviderEvent::Usage(usage))).await;
    }

    /// Ends the answer well.
    pub async fn stop(self) {
        self.stop_with(StopReason::End).await;
    }

    pub async fn stop_with(self, reason: StopReason) {
        self.send(Ok(ProviderEvent::Stop(reason))).await;
    }

    /// Fails, where nothing was said yet before the first word.
    pub async fn fail(self, kind: ErrorKind) {
        self.fail_with(ProviderError::new(kind, "scripted")).await;
    }

    pub async fn fail_with(self, error: ProviderError) {
        self.send(Err(error)).await;
    }

    /// Breaks off without a word.
    pub fn hang_up(self) {
        drop(self);
    }

    /// Waits until the answer is no longer wanted: its stream was dropped.
    pub async fn cancelled(&self) {
        self.dropped.cancelled().await;
    }

    async fn send(&self, item: Item) {
        // A reader that is gone does not matter to the script: `cancelled` tells.
        let _ = self.items.send(item).await;
    }
}

#[async_trait]
impl Provider for ScriptedProvider {
    fn name(&self) -> &str {
        &self.name
    }

    async fn models(&self) -> Result<Vec<ModelInfo>, ProviderError> {
        Ok(self.offered())
    }

    async fn stream(&self, request: ChatRequest) -> Result<EventStream, ProviderError> {
        let (items, mut received) = mpsc::channel(AHEAD);
        let dropped = CancellationToken::new();
        let guard = dropped.clone().drop_guard();
        let answer = Answer { request, key: self.key.clone(), items, dropped };
        if self.requests.send(answer).is_err() {
            return Err(ProviderError::new(ErrorKind::Network, "nobody answers"));
        }
        let stream = async_stream::stream! {
            let _guard = guard;
            while let Some(item) = received.recv().await {
                yield item;
            }
        };
        Ok(stream.boxed())
    }

    /// Two numbers a text: its length, and how many numbers were asked for.
    async fn embed(&self, request: EmbeddingRequest) -> Result<Embeddings, ProviderError> {
        let asked = f32::from(u8::try_from(request.dimensions.unwrap_or(0)).unwrap_or(u8::MAX));
        let length = |text: &String| f32::from(u8::try_from(text.len()).unwrap_or(u8::MAX));
        let vectors = request.texts.iter().map(|text| vec![length(text), asked]).collect();
        Ok(Embeddings { vectors, input_tokens: 3 })
    }

    fn with_key(&self, key: &Secret) -> Option<Result<Arc<dyn Provider>, ProviderError>> {
        let (name, requests) = (self.name.clone(), self.requests.clone());
        Some(Ok(Arc::new(Self { name, key: Some(key.clone()), requests })))
    }

    fn origin(&self) -> String {
        format!("https://{}.example", self.name)
    }

    async fn health(&self) -> PartHealth {
        PartHealth { ok: true, detail: "ok".to_owned() }
    }
}
