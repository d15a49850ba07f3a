//! Keys people make for programs that act as them.

use std::sync::Arc;

use adda_protocol::{
    ApiKeyId, Millis,
    dto::{ApiKey, CreateApiKey, CreatedApiKey, Password, Scope},
    limits::API_KEYS,
};

use super::{
    Accounts, Credential, Identity, KeyGrant, api_key,
    error::{Error, Result},
    name,
};
use crate::{
    limiter::{Kind, Subject},
    store::{ApiKeyRow, KeyHash, NewApiKey},
};

const MINUTE: Millis = 60_000;
const DAY: Millis = 24 * 60 * MINUTE;
/// Longest life of a key that has an end.
const DAYS: u32 = 3_650;

impl Accounts {
    /// Makes a key. Only now is it shown.
    pub async fn create_api_key(
        &self,
        who: &Identity,
        form: CreateApiKey,
    ) -> Result<CreatedApiKey> {
        who.session()?;
        let now = self.clock.now();
        let expires_at = expiry(form.expires_in_days, now)?;
        let secret = api_key::generate(&self.ids);
        let hash = api_key::hash(secret.expose())
            .ok_or_else(|| Error::Internal("a new key is not one of ours".to_owned()))?;
        let key = ApiKey {
            id: self.ids.make(ApiKeyId::new),
            name: name::tidy(&form.name)?,
            last4: api_key::last4(&secret),
            scopes: scopes(form.scopes)?,
            created_at: now,
            expires_at,
            last_used_at: None,
        };
        let new = NewApiKey {
            id: key.id,
            user: who.id(),
            name: key.name.clone(),
            hash,
            last4: key.last4.clone(),
            scopes: key.scopes.clone(),
            at: now,
            expires_at,
        };
        if !self.store.create_api_key(new, API_KEYS).await? {
            return Err(Error::Conflict("you have as many API keys as an account can have"));
        }
        tracing::info!(user.id = %who.id(), key.id = %key.id, "API key made");
        Ok(CreatedApiKey { key, secret: Password(secret.expose().to_owned()) })
    }

    /// The person's keys, newest first.
    pub async fn api_keys(&self, who: &Identity) -> Result<Vec<ApiKey>> {
        who.session()?;
        Ok(self.store.api_keys(who.id()).await?)
    }

    /// Ends a key; false when it is not theirs. Streams opened with it end as well.
    pub async fn revoke_api_key(&self, who: &Identity, key: ApiKeyId) -> Result<bool> {
        who.session()?;
        let is_ended = self.store.delete_api_key(who.id(), key).await?;
        if is_ended {
            tracing::info!(user.id = %who.id(), key.id = %key, "API key revoked");
            self.tell(who.id());
        }
        Ok(is_ended)
    }

    /// The identity behind a key, while it and its account are live. `address` is where it comes from: whoever goes on
    /// presenting keys that do not work is told to wait.
    pub async fn authenticate_key(&self, key: &str, address: &str) -> Result<Identity> {
        let now = self.clock.now();
        let hash = api_key::hash(key);
        let found = match hash {
            Some(hash) => self.presented(hash, now).await?,
            None => None,
        };
        let (Some(hash), Some(ApiKeyRow { user, key })) = (hash, found) else {
            let _counted =
                self.limits.attempt(&[(Kind::ApiKey, Subject::Address(address))]).await?;
            return Err(Error::UnknownKey);
        };
        if key.last_used_at.is_none_or(|used| now - used >= MINUTE) {
            self.note_use(hash, key.id, now);
        }
        let grant = KeyGrant { id: key.id, scopes: key.scopes, expires_at: key.expires_at };
        Ok(Identity { user, by: Credential::Key(grant) })
    }

    async fn presented(&self, hash: KeyHash, now: Millis) -> Result<Option<ApiKeyRow>> {
        let changes = match self.at_hand.key(hash, now) {
            Ok(row) => return Ok(row),
            Err(changes) => changes,
        };
        let found = self.store.api_key(hash, now).await?;
        if let Some(row) = &found {
            self.at_hand.keys.keep(hash, row, now, changes);
        }
        Ok(found)
    }

    /// Whether what the identity was proven with still works.
    pub async fn still_lives(&self, who: &Identity) -> Result<bool> {
        let now = self.clock.now();
        Ok(match &who.by {
            Credential::Session(session) => self.store.session(*session, now).await?.is_some(),
            Credential::Key(grant) => self.store.api_key_works(grant.id, now).await?,
        })
    }

    /// The identity as it is now: the person may be called otherwise since. Nobody where what it was proven with works no more.
    pub async fn renewed(&self, who: &Identity) -> Result<Option<Identity>> {
        if !self.still_lives(who).await? {
            return Ok(None);
        }
        let row = self.store.user(who.id()).await?;
        Ok(row.map(|row| Identity { user: row.user, by: who.by.clone() }))
    }

    /// Writes a use down beside the request, which does not wait for it.
    fn note_use(&self, hash: KeyHash, key: ApiKeyId, now: Millis) {
        if !self.noting.lock().insert(key) {
            return;
        }
        let (store, noting) = (self.store.clone(), Arc::clone(&self.noting));
        let at_hand = self.at_hand.clone();
        tokio::spawn(async move {
            if let Err(error) = store.api_key_used(key, now).await {
                tracing::warn!(%error, key.id = %key, "the use of an API key was not noted: {error}");
            }
            // What is at hand does not know of it.
            at_hand.keys.forget(hash);
            noting.lock().remove(&key);
        });
    }
}

fn expiry(days: Option<u32>, now: Millis) -> Result<Option<Millis>> {
    match days {
        None => Ok(None),
        Some(days @ 1..=DAYS) => Ok(Some(now + Millis::from(days) * DAY)),
        Some(_) => {
            let message = format!("A key lives for 1 to {DAYS} days, or without end.");
            Err(Error::invalid("expires_in_days", message))
        }
    }
}

fn scopes(mut asked: Vec<Scope>) -> Result<Vec<Scope>> {
    asked.sort_unstable();
    asked.dedup();
    if asked.is_empty() {
        return Err(Error::invalid("scopes", "A key needs at least one of: read, chat."));
    }
    Ok(asked)
}
