//! Answers to programs: they bring the whole conversation along, so nothing is kept of it but what it used.

use std::{sync::Arc, time::Duration};

use adda_protocol::{MessageId, MessageState, Usage};
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::{Engine, Error, Result, call::Call};
use crate::{
    auth::Identity,
    cache,
    metering::{Meter, Payer},
    privacy::Behalf,
    provider::{ChatRequest, ChatRole, EmbeddingRequest, Embeddings, ProviderError, ProviderEvent},
    store::NewUsage,
    telemetry::metrics,
};

/// Tries to account for an answer.
const TRIES: u32 = 5;

/// What a program asks for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The server's default where absent.
    pub model: Option<String>,
    /// The setting `models.max_output_tokens` where absent.
    pub max_output_tokens: Option<u32>,
    /// Its model and its limit are set here.
    pub request: ChatRequest,
}

/// An answer on its way to a program. Dropping it cancels the request; what was produced is accounted for all the same.
#[derive(Debug)]
pub struct Completion {
    engine: Arc<Engine>,
    /// Id of the model that answers.
    pub model: String,
    provider: String,
    payer: Payer,
    /// Until it is settled.
    call: Option<Call>,
    ending: MessageState,
    /// A server that stops waits for it.
    _running: TaskTrackerToken,
}

impl Engine {
    /// Asks for an answer and waits for its first event.
    pub async fn complete(self: &Arc<Self>, who: &Identity, asked: Asked) -> Result<Completion> {
        self.require_running()?;
        let lines = asked.request.messages.iter().filter(|line| line.role == ChatRole::User);
        self.admit(who, &lines.map(|line| line.text.as_str()).collect::<Vec<_>>()).await?;
        let payer = Payer { user: who.id(), place: None };
        let (resolved, key) = self.calls.resolve(who.id(), asked.model.as_deref()).await?;
        drop(self.rates.send(who.id()).await?);
        let provider = resolved.provider.name().to_owned();
        let request = ChatRequest {
            model: resolved.upstream.clone(),
            max_output_tokens: asked.max_output_tokens.unwrap_or(self.models.max_output_tokens),
            ..asked.request
        };
        let behalf = Behalf::of(who.id());
        let running = self.turns.token();
        let alone = cache::Asked { user: who.id(), category: "", fresh: false };
        let call = self.calls.answer(behalf, alone, (&resolved, key), request).await;
        let call = call.inspect_err(|error| failed(&provider, error))?;
        Ok(Completion {
            engine: self.clone(),
            model: resolved.model.id,
            provider,
            payer,
            call: Some(call),
            ending: MessageState::Stopped,
            _running: running,
        })
    }

    /// Turns texts into vectors; with them comes the id of the model that did.
    pub async fn embed(
        self: &Arc<Self>,
        who: &Identity,
        model: &str,
        request: EmbeddingRequest,
    ) -> Result<(String, Embeddings)> {
        self.require_running()?;
        self.admit(who, &request.texts.iter().map(String::as_str).collect::<Vec<_>>()).await?;
        let payer = Payer { user: who.id(), place: None };
        let (resolved, key) = self.calls.resolve_embedding(who.id(), model).await?;
        drop(self.rates.send(who.id()).await?);
        let behalf = Behalf::of(who.id());
        let request = EmbeddingRequest { model: resolved.upstream.clone(), ..request };
        let made = self.calls.embed(behalf, (&resolved, key), request).await;
        let (embeddings, meter) =
            made.inspect_err(|error| failed(resolved.provider.name(), error))?;
        // The id is what the request says; it must not become a label of the metrics.
        self.account(resolved.provider.name(), &meter, payer).await;
        Ok((resolved.model.id, embeddings))
    }

    /// Accounts for a run and waits until it is written. It is written also where nobody waits any more.
    pub(super) async fn account(self: &Arc<Self>, model: &str, meter: &Meter, payer: Payer) {
        metrics::tokens_used(model, meter.usage());
        if let Some(first) = meter.receipt().first_token_ms {
            metrics::first_token(Duration::from_millis(first));
        }
        let id = self.ids.make(MessageId::new).uuid();
        let new = meter.record(payer, id, self.clock.now());
        let writing = self.turns.beside(record(self.clone(), new));
        let _ = writing.await;
    }
}

impl Completion {
    /// The next step of the answer. The last one is `Stop` or an error.
    pub async fn next(&mut self) -> Option<Result<ProviderEvent>> {
        let call = self.call.as_mut()?;
        let event = tokio::select! {
            biased;
            () = self.engine.turns.interrupted() => return Some(Err(Error::Stopping)),
            event = call.next() => event?,
        };
        Some(match event {
            Ok(event) => {
                if matches!(event, ProviderEvent::Stop(_)) {
                    self.ending = MessageState::Complete;
                }
                Ok(event)
            }
            Err(error) => {
                failed(&self.provider, &error);
                self.ending = MessageState::Failed;
                Err(error.into())
            }
        })
    }

    /// Accounts for the answer; what it used.
    pub async fn settle(mut self) -> Usage {
        let Some(call) = self.call.take() else { return Usage::default() };
        metrics::turn_finished(self.ending);
        self.engine.account(&self.model, &call.meter, self.payer).await;
        call.meter.usage()
    }
}

impl Drop for Completion {
    fn drop(&mut self) {
        let Some(call) = self.call.take() else { return };
        metrics::turn_finished(self.ending);
        let (engine, model, payer) = (self.engine.clone(), self.model.clone(), self.payer);
        self.engine.turns.beside(async move { engine.account(&model, &call.meter, payer).await });
    }
}

async fn record(engine: Arc<Engine>, new: NewUsage) {
    for attempt in 1..=TRIES {
        match engine.store.record_usage(new.clone()).await {
            Ok(()) => return,
            Err(error) => {
                tracing::error!(%error, attempt, user.id = %new.user, "an answer to a program could not be accounted for: {error}");
                tokio::time::sleep(Duration::from_millis(200) * attempt).await;
            }
        }
    }
}

fn failed(provider: &str, error: &ProviderError) {
    metrics::provider_failed(provider, error.kind);
    tracing::warn!(%error, provider, "{provider} failed an answer to a program: {error}");
}
