//! People's own keys of AI services: kept sealed, used for their answers instead of the operator's, never shown again.

mod form;
mod held;
pub mod rotation;
mod trial;
mod vault;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use adda_protocol::{
    ErrorCode, ProviderKeyId, UserId,
    dto::{AddProviderKey, KeyProvider, ProviderKey, ProviderKeys, RenameKey},
};
use thiserror::Error;

use self::{
    held::Held,
    vault::{Place, Vault},
};
use crate::{
    auth::{self, Identity},
    clock::Clock,
    ids::Ids,
    limiter::{Limits, Refused},
    provider::registry::Registry,
    recent::Recent,
    secret::Secret,
    store::{self, ProviderKeyRow, Store},
};

pub use held::Unusable;

#[derive(Debug, Error)]
pub enum Error {
    /// It does not exist, or is not theirs.
    #[error("no such key")]
    NotFound,
    #[error("{field}: {message}")]
    Invalid { field: &'static str, message: String },
    #[error("there is a key of this provider already")]
    Exists,
    /// By a key for programs.
    #[error(transparent)]
    Auth(#[from] auth::Error),
    #[error(transparent)]
    TooOften(#[from] Refused),
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::NotFound => ErrorCode::NotFound,
            Self::Invalid { .. } => ErrorCode::Invalid,
            Self::Exists => ErrorCode::KeyExists,
            Self::Auth(error) => error.code(),
            Self::TooOften(Refused::Limited { .. }) => ErrorCode::RateLimited,
            Self::TooOften(Refused::Unavailable(_)) => ErrorCode::Unavailable,
            Self::Store(error) => error.code(),
        }
    }
}

pub type Result<T> = std::result::Result<T, Error>;

/// The service.
#[derive(Debug)]
pub struct Keys {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    ids: Arc<Ids>,
    providers: Arc<Registry>,
    vault: Vault,
    table: Recent<UserId, Arc<[Held]>>,
    limits: Arc<Limits>,
}

impl Keys {
    /// `secret`: the server's secret; the key that seals is derived from it.
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        ids: Arc<Ids>,
        providers: Arc<Registry>,
        limits: Arc<Limits>,
        secret: &Secret,
    ) -> Self {
        let (vault, table) = (Vault::new(secret), Recent::default());
        Self { store, clock, ids, providers, vault, table, limits }
    }

    /// The person's keys, and the providers that take some.
    pub async fn list(&self, who: &Identity) -> Result<ProviderKeys> {
        let rows = self.store.provider_keys(owner(who)?).await?;
        let items = rows.into_iter().map(shown).collect();
        Ok(ProviderKeys { items, providers: self.providers.key_providers() })
    }

    /// Keeps a key. It is not tried: see [`Self::test`].
    pub async fn add(&self, who: &Identity, new: AddProviderKey) -> Result<ProviderKey> {
        let user = owner(who)?;
        let provider = self.provider(&new.provider)?;
        let key = form::key(&new.key)?;
        let origin = self.providers.origin(&provider.name).ok_or_else(no_such_provider)?;
        let place = Place { user, provider: &provider.name, origin: &origin };
        let sealed = self.vault.seal(place, &key, &self.ids).ok_or_else(no_such_provider)?;
        let row = ProviderKeyRow {
            id: self.ids.make(ProviderKeyId::new),
            user,
            label: form::label(&new.label, &provider.title)?,
            provider: provider.name,
            origin,
            last4: form::last4(&key),
            sealed,
            created_at: self.clock.now(),
            last_used_at: None,
        };
        self.store.add_provider_key(row.clone()).await.map_err(|error| match error {
            store::Error::Exists(_) => Error::Exists,
            other => other.into(),
        })?;
        self.table.forget(user);
        tracing::info!(user.id = %user, provider.name = row.provider, "a provider key was added");
        Ok(shown(row))
    }

    pub async fn rename(
        &self,
        who: &Identity,
        id: ProviderKeyId,
        form: RenameKey,
    ) -> Result<ProviderKey> {
        let user = owner(who)?;
        let row = self.store.provider_key(user, id).await?.ok_or(Error::NotFound)?;
        let label = form::label(&form.label, &self.title(&row.provider))?;
        let renamed = self.store.rename_provider_key(user, id, &label).await?;
        renamed.map(shown).ok_or(Error::NotFound)
    }

    /// Forgets a key: no answer that begins from now on is asked with it.
    pub async fn remove(&self, who: &Identity, id: ProviderKeyId) -> Result<()> {
        let user = owner(who)?;
        let removed = self.store.remove_provider_key(user, id).await?;
        let provider = removed.ok_or(Error::NotFound)?;
        self.table.forget(user);
        tracing::info!(user.id = %user, provider.name = provider, "a provider key was removed");
        Ok(())
    }

    /// What people call a provider.
    fn title(&self, name: &str) -> String {
        self.provider(name).map_or_else(|_| name.to_owned(), |provider| provider.title)
    }

    fn provider(&self, name: &str) -> Result<KeyProvider> {
        let mut providers = self.providers.key_providers().into_iter();
        providers.find(|provider| provider.name == name).ok_or_else(no_such_provider)
    }
}

/// Keys are for people to look after: a program's key opens none of this.
fn owner(who: &Identity) -> Result<UserId> {
    who.session()?;
    Ok(who.id())
}

fn no_such_provider() -> Error {
    let message = "No AI service of this name takes keys here.".to_owned();
    Error::Invalid { field: "provider", message }
}

fn shown(row: ProviderKeyRow) -> ProviderKey {
    ProviderKey {
        id: row.id,
        provider: row.provider,
        label: row.label,
        last4: row.last4,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    }
}
