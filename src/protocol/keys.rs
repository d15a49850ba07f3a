//! Keys: those of AI services that people bring along, and those people make for programs that use Adda's API.

use serde::{Deserialize, Serialize};

use crate::{ApiKeyId, ErrorCode, Millis, ProviderKeyId, dto::Password};

/// A key of an AI service, as its owner sees it: never the key itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderKey {
    pub id: ProviderKeyId,
    pub provider: String,
    /// What its owner calls it.
    pub label: String,
    /// Its last four characters.
    pub last4: String,
    pub created_at: Millis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Millis>,
}

/// A provider that takes keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyProvider {
    pub name: String,
    /// What people read: `OpenAI`.
    pub title: String,
    /// The server has a key of its own, which answers where a person has none.
    pub server_key: bool,
}

/// `GET /api/v1/keys`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderKeys {
    pub items: Vec<ProviderKey>,
    pub providers: Vec<KeyProvider>,
}

/// A person has one key a provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddProviderKey {
    pub provider: String,
    #[serde(default)]
    pub label: String,
    pub key: Password,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RenameKey {
    pub label: String,
}

/// What a test of a key found: the service was asked for an answer of a few tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyTest {
    pub ok: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<ErrorCode>,
    pub message: String,
}

/// What a program may do with an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Read conversations, models and usage.
    Read,
    /// Ask for answers.
    Chat,
}

/// A key for programs, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub name: String,
    pub last4: String,
    pub scopes: Vec<Scope>,
    pub created_at: Millis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Millis>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Millis>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateApiKey {
    pub name: String,
    pub scopes: Vec<Scope>,
    /// Never expires where absent.
    #[serde(default)]
    pub expires_in_days: Option<u32>,
}

/// The only time the key itself is shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreatedApiKey {
    #[serde(flatten)]
    pub key: ApiKey,
    /// `adda_...`
    pub secret: Password,
}
