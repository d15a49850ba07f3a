//! Keys at hand: a send pays neither a query nor a decryption for a key that was used a moment ago.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use adda_protocol::{Millis, ProviderKeyId, UserId};
use thiserror::Error;

use super::{Keys, Place};
use crate::{
    provider::{ErrorKind, ProviderError, registry::Resolved},
    secret::Secret,
    store::{self, ProviderKeyRow},
};

/// The use of a key is noted this often at most.
const NOTED_EVERY: Millis = 60_000;

/// Why a person's key cannot be used. Nobody else's is used in its place.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unusable {
    #[error("a person's key for {provider} does not open: {why}")]
    Closed { provider: String, why: String },
    #[error("a person's key for {provider} was given for {given}, and the service is at {now} now")]
    Moved { provider: String, given: String, now: String },
    #[error("{provider} does not take a person's key: {why}")]
    NotTaken { provider: String, why: String },
    #[error("the keys cannot be looked up: {0}")]
    Store(String),
}

impl From<Unusable> for ProviderError {
    fn from(unusable: Unusable) -> Self {
        let kind = match unusable {
            Unusable::Store(_) => ErrorKind::Network,
            _ => ErrorKind::OwnKeyUnusable,
        };
        Self::new(kind, unusable.to_string())
    }
}

/// A key at hand, opened where it opens.
#[derive(Debug)]
pub(super) struct Held {
    id: ProviderKeyId,
    pub provider: String,
    origin: String,
    key: Result<Secret, Unusable>,
    last_used: AtomicI64,
}

impl Keys {
    /// The model asked with the person's own key, where they have one of its provider.
    pub async fn own(
        &self,
        user: UserId,
        resolved: &Resolved,
    ) -> Result<Option<Resolved>, Unusable> {
        let keys = self.held(user).await.map_err(|error| Unusable::Store(error.to_string()))?;
        let name = resolved.provider.name();
        let Some(key) = keys.iter().find(|key| key.provider == name) else { return Ok(None) };
        let asked = self.asked_with(key, resolved)?;
        self.note_use(key);
        Ok(Some(asked))
    }

    /// Names of the providers the person has a key of.
    pub async fn providers_of(&self, user: UserId) -> store::Result<Vec<String>> {
        let keys = self.held(user).await?;
        Ok(keys.iter().map(|key| key.provider.clone()).collect())
    }

    async fn held(&self, user: UserId) -> store::Result<Arc<[Held]>> {
        let now = self.clock.now();
        let changes = match self.table.get(user, now) {
            Ok(keys) => return Ok(keys),
            Err(changes) => changes,
        };
        let rows = self.store.provider_keys(user).await?;
        let keys: Arc<[Held]> = rows.into_iter().map(|row| self.take_up(row)).collect();
        self.table.keep(user, &keys, now, changes);
        Ok(keys)
    }

    /// Opens a key.
    pub(super) fn take_up(&self, row: ProviderKeyRow) -> Held {
        let place = Place { user: row.user, provider: &row.provider, origin: &row.origin };
        let key = self.vault.open(place, &row.sealed).map_err(|why| {
            tracing::warn!(user.id = %row.user, provider.name = row.provider, "a key does not open: {why}");
            Unusable::Closed { provider: row.provider.clone(), why: why.to_string() }
        });
        let last_used = AtomicI64::new(row.last_used_at.unwrap_or(0));
        Held { id: row.id, provider: row.provider, origin: row.origin, key, last_used }
    }

    /// The same model, asked with this key.
    pub(super) fn asked_with(&self, key: &Held, resolved: &Resolved) -> Result<Resolved, Unusable> {
        let (provider, secret) = (|| key.provider.clone(), key.key.as_ref().map_err(Clone::clone)?);
        let now = resolved.provider.origin();
        // The settings may have moved the service: whoever is there now was not given this key.
        if now != key.origin {
            let given = key.origin.clone();
            return Err(Unusable::Moved { provider: provider(), given, now });
        }
        let asked = self.providers.with_key(resolved, secret);
        asked.map_err(|error| Unusable::NotTaken { provider: provider(), why: error.detail })
    }

    /// Beside the answer, which does not wait for it.
    fn note_use(&self, key: &Held) {
        let (now, last) = (self.clock.now(), key.last_used.load(Ordering::Relaxed));
        let due = now.saturating_sub(last) >= NOTED_EVERY;
        let order = Ordering::Relaxed;
        if !due || key.last_used.compare_exchange(last, now, order, order).is_err() {
            return;
        }
        let (store, id) = (self.store.clone(), key.id);
        tokio::spawn(async move {
            if let Err(error) = store.touch_provider_key(id, now).await {
                tracing::warn!(%error, "the use of a key was not noted: {error}");
            }
        });
    }
}
