use std::{fmt, sync::Arc};

use adda_protocol::{Millis, ProviderKeyId, UserId};
use async_trait::async_trait;

use super::Result;

/// An encrypted key. The store does not know how it was made.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed(..)")
    }
}

/// A person's key of an AI service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderKeyRow {
    pub id: ProviderKeyId,
    pub user: UserId,
    pub provider: String,
    /// Scheme, host and port of the service it was given for.
    pub origin: String,
    pub label: String,
    pub last4: String,
    pub sealed: Sealed,
    pub created_at: Millis,
    pub last_used_at: Option<Millis>,
}

/// Seals a row's key anew; `None` leaves it as it is. Called again where the transaction is.
pub type Reseal = Arc<dyn Fn(&ProviderKeyRow) -> Option<Sealed> + Send + Sync>;

#[async_trait]
pub trait ProviderKeyStore: Send + Sync {
    /// # Errors
    /// [`super::Error::Exists`] when the person has a key of this provider.
    async fn add_provider_key(&self, new: ProviderKeyRow) -> Result<()>;

    /// The keys of a person, oldest first.
    async fn provider_keys(&self, user: UserId) -> Result<Vec<ProviderKeyRow>>;

    /// One key of `user`.
    async fn provider_key(&self, user: UserId, id: ProviderKeyId)
    -> Result<Option<ProviderKeyRow>>;

    /// The key that `user` has of a provider.
    async fn provider_key_for(
        &self,
        user: UserId,
        provider: &str,
    ) -> Result<Option<ProviderKeyRow>>;

    /// The key with its new label; `None` when it is not theirs or not there.
    async fn rename_provider_key(
        &self,
        user: UserId,
        id: ProviderKeyId,
        label: &str,
    ) -> Result<Option<ProviderKeyRow>>;

    /// The provider of the key that was removed; `None` when it was not theirs or not there.
    async fn remove_provider_key(&self, user: UserId, id: ProviderKeyId) -> Result<Option<String>>;

    /// Notes that a key was used.
    async fn touch_provider_key(&self, id: ProviderKeyId, at: Millis) -> Result<()>;

    /// Everybody's keys, by id.
    async fn all_provider_keys(&self) -> Result<Vec<ProviderKeyRow>>;

    /// Seals everybody's keys anew, all or none of them; returns how many.
    async fn reseal_provider_keys(&self, reseal: Reseal) -> Result<u64>;
}
