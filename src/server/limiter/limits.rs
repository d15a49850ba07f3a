//! The limits of the settings, as the services ask for them.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use adda_protocol::UserId;
use thiserror::Error;

use super::{
    Decision, Key, Keyring, Kind, Quota, RateLimiter, Subject, Take, Unavailable, services::Service,
};
use crate::{config::Config, ids::Ids, secret::Secret, telemetry::metrics};

/// Tests of keys a person may ask for in a minute: each is a real call.
const KEY_TESTS: u32 = 5;
/// Snapshots a person may take in a minute: each is a copy of a whole conversation.
const SHARES: u32 = 10;
/// Archives a person may have written in a minute: each reads all they have.
const EXPORTS: u32 = 3;
/// Files a person may have taken over in a minute.
const IMPORTS: u32 = 6;
/// Pages of snapshots that may be read from one address in a minute.
const SHARED: u32 = 60;

/// Pieces of code a person's pages may ask about in a minute.
const CODE: u32 = 300;

/// Why something may not be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    #[error("the limit is reached, wait {retry_after} s")]
    Limited {
        /// Whole seconds, at least one.
        retry_after: u64,
    },
    /// The shared counter is gone and the operator wants nothing to go uncounted.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Refused {
    pub(super) fn after(wait: Duration) -> Self {
        let retry_after = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        Self::Limited { retry_after: retry_after.max(1) }
    }
}

/// What was counted, to be given back where it came to nothing.
#[derive(Debug)]
#[must_use = "give it back where it came to nothing"]
pub struct Counted(Vec<Take>);

/// The service.
#[derive(Debug)]
pub struct Limits {
    pub(super) counter: Arc<dyn RateLimiter>,
    pub(super) keys: Keyring,
    pub(super) ids: Arc<Ids>,
    pub(super) services: BTreeMap<String, Service>,
    sends: Option<Quota>,
    anonymous: Option<Quota>,
    attempts: Option<Quota>,
}

impl Limits {
    /// `secret`: the server's secret; what identifies people is hashed with a key derived from it.
    pub fn new(
        counter: Arc<dyn RateLimiter>,
        ids: Arc<Ids>,
        secret: &Secret,
        config: &Config,
    ) -> Self {
        Self {
            services: Service::of(config),
            counter,
            ids,
            keys: Keyring::new(secret),
            sends: Quota::a_minute(config.limits.sends_per_minute),
            anonymous: Quota::a_minute(config.limits.anonymous_per_minute),
            attempts: Quota::a_minute(config.auth.attempts_per_minute),
        }
    }

    /// One message, or one answer asked for anew.
    pub async fn send(&self, user: UserId) -> Result<Counted, Refused> {
        let key = self.keys.key(Kind::Send, Subject::User(user));
        self.count(&[key], self.sends).await
    }

    /// One request of someone who is not signed in.
    pub async fn anonymous(&self, address: &str) -> Result<(), Refused> {
        let key = self.keys.key(Kind::Anonymous, Subject::Address(address));
        self.count(&[key], self.anonymous).await.map(drop)
    }

    /// One attempt to give the right password, counted for all of these or none.
    pub async fn attempt(&self, of: &[(Kind, Subject<'_>)]) -> Result<Counted, Refused> {
        let keys: Vec<Key> =
            of.iter().map(|&(kind, subject)| self.keys.key(kind, subject)).collect();
        self.count(&keys, self.attempts).await
    }

    /// One test of a person's key of an AI service.
    pub async fn key_test(&self, user: UserId) -> Result<(), Refused> {
        let key = self.keys.key(Kind::KeyTest, Subject::User(user));
        self.count(&[key], Quota::a_minute(KEY_TESTS)).await.map(drop)
    }

    /// One piece of code to be looked through.
    pub async fn code(&self, user: UserId) -> Result<(), Refused> {
        let key = self.keys.key(Kind::Code, Subject::User(user));
        self.count(&[key], Quota::a_minute(CODE)).await.map(drop)
    }

    /// One snapshot of a conversation.
    pub async fn share(&self, user: UserId) -> Result<(), Refused> {
        let key = self.keys.key(Kind::Share, Subject::User(user));
        self.count(&[key], Quota::a_minute(SHARES)).await.map(drop)
    }

    /// One archive of everything of a person's.
    pub async fn export(&self, user: UserId) -> Result<(), Refused> {
        let key = self.keys.key(Kind::Export, Subject::User(user));
        self.count(&[key], Quota::a_minute(EXPORTS)).await.map(drop)
    }

    /// One file to be taken over.
    pub async fn import(&self, user: UserId) -> Result<(), Refused> {
        let key = self.keys.key(Kind::Import, Subject::User(user));
        self.count(&[key], Quota::a_minute(IMPORTS)).await.map(drop)
    }

    /// One page of a snapshot, whoever reads it.
    pub async fn shared(&self, address: &str) -> Result<(), Refused> {
        let key = self.keys.key(Kind::Shared, Subject::Address(address));
        self.count(&[key], Quota::a_minute(SHARED)).await.map(drop)
    }

    /// It came to nothing, or was no offence.
    pub async fn give_back(&self, counted: Counted) {
        if counted.0.is_empty() {
            return;
        }
        if let Err(error) = self.counter.give_back(&counted.0).await {
            tracing::debug!(%error, "a count was not given back: {error}");
        }
    }

    async fn count(&self, keys: &[Key], quota: Option<Quota>) -> Result<Counted, Refused> {
        let Some(quota) = quota else { return Ok(Counted(Vec::new())) };
        let takes: Vec<Take> = keys.iter().map(|&key| Take { key, quota, cost: 1 }).collect();
        match self.counter.take(&takes).await? {
            Decision::Taken { .. } => Ok(Counted(takes)),
            Decision::Refused { kind, wait } => {
                metrics::limited(kind.as_str());
                Err(Refused::after(wait))
            }
        }
    }
}
