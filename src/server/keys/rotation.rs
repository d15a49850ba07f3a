//! A new secret for the server. Its keys of people are sealed anew with it; whoever was signed in signs in again.
//!
//! The order makes it safe to break off anywhere: the new secret is in force, with the old one beside it, before anything is
//! sealed with it, and the old one is forgotten after nothing needs it. A start in between finishes what was begun.

use std::{path::Path, sync::Arc};

use thiserror::Error;

use super::vault::{Place, Vault};
use crate::{
    config::secret_key::{self, SecretKey, SecretKeyError},
    ids::Ids,
    store::{self, ProviderKeyRow, Sealed, Store},
};

#[derive(Debug, Error)]
pub enum RotationError {
    #[error(transparent)]
    SecretKey(#[from] SecretKeyError),
    #[error(transparent)]
    Store(#[from] store::Error),
}

type Result<T> = std::result::Result<T, RotationError>;

/// What became of people's keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Sealed anew.
    pub keys: u64,
    /// Sealed with a secret nobody has any more; they stay as they are.
    pub unreadable: usize,
}

/// Replaces the secret and ends all sign-ins. No server may be running.
pub async fn rotate(
    data_dir: &Path,
    now: SecretKey,
    ids: &Arc<Ids>,
    store: &dyn Store,
) -> Result<Rotated> {
    let now = finish(data_dir, now, ids, store).await?;
    let next = secret_key::succeed(data_dir, now, ids)?;
    let keys = reseal(&next, ids, store).await?;
    let next = secret_key::forget_former(data_dir, next, ids)?;
    // Their tokens are worth nothing any more; a list that shows them would mislead.
    for user in store.users().await? {
        store.end_sessions(user.id, None).await?;
    }
    Ok(Rotated { keys, unreadable: unreadable(&next, store).await? })
}

/// Finishes a rotation that was broken off. Nothing to do where there is none.
pub async fn finish(
    data_dir: &Path,
    now: SecretKey,
    ids: &Arc<Ids>,
    store: &dyn Store,
) -> Result<SecretKey> {
    if now.former.is_empty() {
        return Ok(now);
    }
    let keys = reseal(&now, ids, store).await?;
    tracing::info!(keys, "a change of the server's secret was finished");
    Ok(secret_key::forget_former(data_dir, now, ids)?)
}

/// How many keys nobody can read, whatever stands in `secrets`.
pub async fn unreadable(secrets: &SecretKey, store: &dyn Store) -> Result<usize> {
    let all = std::iter::once(&secrets.current).chain(&secrets.former);
    let vaults: Vec<Vault> = all.map(Vault::new).collect();
    let opens = |row: &ProviderKeyRow| {
        vaults.iter().any(|vault| vault.open(place(row), &row.sealed).is_ok())
    };
    Ok(store.all_provider_keys().await?.iter().filter(|row| !opens(row)).count())
}

/// Seals with the secret in force what opens with a former one.
pub(super) async fn reseal(secrets: &SecretKey, ids: &Arc<Ids>, store: &dyn Store) -> Result<u64> {
    let current = Vault::new(&secrets.current);
    let former: Vec<Vault> = secrets.former.iter().map(Vault::new).collect();
    let ids = ids.clone();
    let anew = move |row: &ProviderKeyRow| -> Option<Sealed> {
        let key = former.iter().find_map(|vault| vault.open(place(row), &row.sealed).ok())?;
        current.seal(place(row), &key, &ids)
    };
    Ok(store.reseal_provider_keys(Arc::new(anew)).await?)
}

fn place(row: &ProviderKeyRow) -> Place<'_> {
    Place { user: row.user, provider: &row.provider, origin: &row.origin }
}
