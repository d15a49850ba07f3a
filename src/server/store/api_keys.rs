use adda_protocol::{
    ApiKeyId, Millis, UserId,
    dto::{ApiKey, Scope, User},
};
use async_trait::async_trait;

use super::Result;

/// Hash of an API key. The key itself is never stored.
pub type KeyHash = [u8; 32];

#[derive(Clone, Debug)]
pub struct NewApiKey {
    pub id: ApiKeyId,
    pub user: UserId,
    pub name: String,
    pub hash: KeyHash,
    pub last4: String,
    pub scopes: Vec<Scope>,
    pub at: Millis,
    pub expires_at: Option<Millis>,
}

/// A key someone presented, and whose it is.
#[derive(Clone, Debug)]
pub struct ApiKeyRow {
    pub user: User,
    pub key: ApiKey,
}

#[async_trait]
pub trait ApiKeyStore: Send + Sync {
    /// Stores a key, where its owner has fewer than `most`; false where they have that many.
    async fn create_api_key(&self, new: NewApiKey, most: usize) -> Result<bool>;

    /// Keys of a person, expired ones included, newest first.
    async fn api_keys(&self, user: UserId) -> Result<Vec<ApiKey>>;

    /// The key with this hash and its owner, while it has not expired and they are not blocked.
    async fn api_key(&self, hash: KeyHash, now: Millis) -> Result<Option<ApiKeyRow>>;

    /// Whether a key still works.
    async fn api_key_works(&self, id: ApiKeyId, now: Millis) -> Result<bool>;

    /// Notes a use. Times only ever go forward.
    async fn api_key_used(&self, id: ApiKeyId, at: Millis) -> Result<()>;

    /// Removes one key of `user`; false when it is not theirs or not there.
    async fn delete_api_key(&self, user: UserId, id: ApiKeyId) -> Result<bool>;
}
