//! Trying a key out: the shortest answer of the cheapest model known. It is the service's to charge and nobody's answer, so
//! the account of usage has no line for it.

use std::time::Duration;

use adda_protocol::{ErrorCode, ProviderKeyId, dto::KeyTest};
use tokio::time::timeout;

use super::{Error, Keys, Result, held::Held, owner};
use crate::{
    auth::Identity,
    provider::{
        ChatMessage, ChatRequest, ChatRole, ErrorKind, ProviderError,
        registry::Resolved,
        retry::{self, Policy},
    },
};

/// Fewer are refused by some services.
const TOKENS: u32 = 16;
/// Models tried until one is allowed with the key.
const MODELS: usize = 3;
/// A person waits for the outcome.
const PATIENCE: Duration = Duration::from_secs(20);

impl Keys {
    /// Asks the service for a word with the key.
    pub async fn test(&self, who: &Identity, id: ProviderKeyId) -> Result<KeyTest> {
        let user = owner(who)?;
        let row = self.store.provider_key(user, id).await?.ok_or(Error::NotFound)?;
        self.limits.key_test(user).await?;
        let (name, title) = (row.provider.clone(), self.title(&row.provider));
        let outcome = self.try_out(&self.take_up(row)).await;
        if let Err(error) = &outcome {
            tracing::info!(user.id = %user, provider.name = name, "a key was not accepted: {error}");
        }
        Ok(told(outcome.err().map(|error| error.kind), &title))
    }

    async fn try_out(&self, key: &Held) -> std::result::Result<(), ProviderError> {
        let mut last = ProviderError::new(ErrorKind::NoModel, "no model to ask");
        for resolved in self.providers.cheapest_first(&key.provider).iter().take(MODELS) {
            match self.ask(&self.asked_with(key, resolved)?).await {
                // This model is not for this key, or not for so short an answer.
                Err(error) if error.kind == ErrorKind::BadRequest => last = error,
                outcome => return outcome,
            }
        }
        Err(last)
    }

    /// Waits for the first word; dropping the rest cancels it.
    async fn ask(&self, resolved: &Resolved) -> std::result::Result<(), ProviderError> {
        let request = ChatRequest {
            model: resolved.upstream.clone(),
            messages: vec![ChatMessage::new(ChatRole::User, "Hi")],
            max_output_tokens: TOKENS,
            ..ChatRequest::default()
        };
        let policy = Policy { attempts: 1, silence: PATIENCE };
        let late = |_| ProviderError::new(ErrorKind::Timeout, "no word in time");
        let opened = timeout(PATIENCE, retry::open(resolved, request, policy, &self.ids)).await;
        opened.map_err(late)?.map(drop)
    }
}

/// The outcome in words; `None` is well.
fn told(trouble: Option<ErrorKind>, title: &str) -> KeyTest {
    let code = match trouble {
        None => {
            let message = format!("{title} accepted the key.");
            return KeyTest { ok: true, code: None, message };
        }
        Some(ErrorKind::Auth) => ErrorCode::OwnKeyRefused,
        Some(kind) => kind.code(),
    };
    let message = match code {
        ErrorCode::OwnKeyRefused => format!(
            "{title} did not accept the key: it is wrong, was revoked, has no credit left, or may not be used for this."
        ),
        code => code.sentence().to_owned(),
    };
    KeyTest { ok: false, code: Some(code), message }
}
