//! How much is taken of what: one limiter for sends, sign-in attempts, requests of strangers and calls of AI services.
//!
//! A [`RateLimiter`] counts; in this process ([`Local`]), or in Redis for several instances together. [`Limits`] is what
//! the services ask: it knows the settings and turns people, addresses and keys into hashes before anything is counted.

mod failover;
mod key;
mod limits;
mod local;
mod quota;
mod services;
mod shared;

#[cfg(test)]
pub(crate) mod contract;

use std::{fmt::Debug, time::Duration};

use async_trait::async_trait;
use thiserror::Error;

pub use self::{
    failover::Failover,
    key::{Key, Keyring, Kind, Subject},
    limits::{Counted, Limits, Refused},
    local::Local,
    quota::Quota,
    services::Pass,
    shared::Shared,
};

/// So much of one quota.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Take {
    pub key: Key,
    pub quota: Quota,
    pub cost: u64,
}

/// Whether it was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// All of it was taken; this much is left of the scarcest.
    Taken { left: u64 },
    /// Nothing was taken: one of the quotas has too little. All would be there after this time, if nobody else takes.
    Refused { kind: Kind, wait: Duration },
}

/// Names one holder of a place.
pub type LeaseId = [u8; 16];

/// The counter cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the shared counter does not answer")]
pub struct Unavailable;

pub type Result<T> = std::result::Result<T, Unavailable>;

/// Counts, for everyone who shares it. All methods are atomic: takers at the same moment never get more than there is.
#[async_trait]
pub trait RateLimiter: Send + Sync + Debug {
    /// Takes all that is asked for, or nothing where one quota has too little left.
    async fn take(&self, asked: &[Take]) -> Result<Decision>;

    /// Takes without asking: what turned out to be used. The quota may go into debt.
    async fn charge(&self, what: Take) -> Result<()>;

    /// Gives back what was taken for nothing. Never more than there was.
    async fn give_back(&self, what: &[Take]) -> Result<()>;

    /// Takes one of `most` places for this long, or keeps the one `holder` has for this long from now. False where all
    /// are taken. A place whose time is over is free: a holder that crashed blocks nobody for longer.
    async fn hold(&self, key: Key, most: u32, holder: LeaseId, time: Duration) -> Result<bool>;

    /// Frees a place.
    async fn release(&self, key: Key, holder: LeaseId) -> Result<()>;
}
