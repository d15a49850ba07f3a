use adda_protocol::{
    ApiKeyId, ErrorCode, Millis, ProviderKeyId,
    dto::{
        AddProviderKey, ApiKey, CreateApiKey, CreatedApiKey, KeyProvider, KeyTest, Password,
        ProviderKey, ProviderKeys, RenameKey, Scope,
    },
};

use crate::http::openapi::{object, words};

words! {
    /// What a program may do with a key: read conversations, models and usage; ask for answers.
    Scope { Read, Chat }
}

object! {
    /// A key for programs.
    ApiKey {
        id: ApiKeyId,
        name: String,
        last4: String = "Its last four characters.",
        scopes: Vec<Scope>,
        created_at: Millis,
        expires_at: Option<Millis>,
        last_used_at: Option<Millis>,
    }
}

object! {
    CreateApiKey {
        name: String,
        scopes: Vec<Scope>,
        expires_in_days: Option<u32> = "It never expires where this is absent.",
    }
}

object! {
    CreatedApiKey {
        secret: Password = "The key, shown this once.";
        ..key: ApiKey
    }
}

object! {
    /// A person's key of an AI service.
    ProviderKey {
        id: ProviderKeyId,
        provider: String,
        label: String,
        last4: String,
        created_at: Millis,
        last_used_at: Option<Millis>,
    }
}

object! {
    /// A service that takes keys.
    KeyProvider {
        name: String,
        title: String,
        server_key: bool = "The server has a key of its own, which answers where a person has none.",
    }
}

object! {
    ProviderKeys { items: Vec<ProviderKey>, providers: Vec<KeyProvider> }
}

object! {
    AddProviderKey { provider: String, label: String as optional, key: Password }
}

object! {
    RenameKey { label: String }
}

object! {
    /// What asking the service for a few tokens came to.
    KeyTest { ok: bool, code: Option<ErrorCode>, message: String }
}
