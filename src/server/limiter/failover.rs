//! A shared limiter that may be gone, and what the operator wants then.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;

use super::{Decision, Key, LeaseId, Local, RateLimiter, Result, Take};
use crate::config::OnFailure;

/// Asks the shared limiter; while that is gone, this process counts on its own, or nothing is let through. When it is
/// back it is asked again, with the counts it has.
#[derive(Debug)]
pub struct Failover {
    shared: Arc<dyn RateLimiter>,
    local: Local,
    on_failure: OnFailure,
}

impl Failover {
    pub fn new(shared: Arc<dyn RateLimiter>, local: Local, on_failure: OnFailure) -> Self {
        Self { shared, local, on_failure }
    }

    /// Whether the answer stands; otherwise this process has to find one.
    fn stands<T>(&self, answer: &Result<T>) -> bool {
        answer.is_ok() || self.on_failure == OnFailure::Closed
    }
}

#[async_trait]
impl RateLimiter for Failover {
    async fn take(&self, asked: &[Take]) -> Result<Decision> {
        let answer = self.shared.take(asked).await;
        if self.stands(&answer) { answer } else { self.local.take(asked).await }
    }

    async fn charge(&self, what: Take) -> Result<()> {
        let answer = self.shared.charge(what).await;
        if self.stands(&answer) { answer } else { self.local.charge(what).await }
    }

    async fn give_back(&self, what: &[Take]) -> Result<()> {
        let answer = self.shared.give_back(what).await;
        if self.stands(&answer) { answer } else { self.local.give_back(what).await }
    }

    async fn hold(&self, key: Key, most: u32, holder: LeaseId, time: Duration) -> Result<bool> {
        let answer = self.shared.hold(key, most, holder, time).await;
        if self.stands(&answer) { answer } else { self.local.hold(key, most, holder, time).await }
    }

    async fn release(&self, key: Key, holder: LeaseId) -> Result<()> {
        // It may have been taken here while the other was gone.
        self.local.release(key, holder).await?;
        self.shared.release(key, holder).await
    }
}
