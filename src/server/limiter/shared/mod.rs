//! Counting in Redis, for all instances that share it. Each method is one script, which Redis runs as a whole.

use std::{fmt, sync::Arc, time::Duration};

use async_trait::async_trait;
use redis::Script;

use super::{
    Decision, Key, LeaseId, RateLimiter, Result, Take, Unavailable,
    quota::{DEEPEST, SLACK, WINDOW, decide},
};
use crate::{
    backplane::{Gone, Redis},
    clock::Clock,
};

macro_rules! script {
    ($file:literal) => {
        Script::new(concat!(include_str!("now.lua"), include_str!($file)))
    };
}

/// The limiter of several instances.
pub struct Shared {
    redis: Arc<Redis>,
    /// Stands before every key.
    prefix: String,
    /// Of a test; Redis' own time where there is none.
    clock: Option<Arc<dyn Clock>>,
    take: Script,
    change: Script,
    hold: Script,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("redis", &self.redis).finish_non_exhaustive()
    }
}

impl From<Gone> for Unavailable {
    fn from(Gone: Gone) -> Self {
        Self
    }
}

impl Shared {
    pub fn new(redis: Arc<Redis>) -> Self {
        Self {
            redis,
            prefix: "adda:limit:".to_owned(),
            clock: None,
            take: script!("take.lua"),
            change: script!("change.lua"),
            hold: script!("hold.lua"),
        }
    }

    /// The same, with keys and a clock of its own.
    #[cfg(test)]
    pub(super) fn apart(self, prefix: String, clock: Arc<dyn Clock>) -> Self {
        Self { prefix, clock: Some(clock), ..self }
    }

    fn name(&self, key: Key) -> String {
        format!("{}{key}", self.prefix)
    }

    fn now(&self) -> String {
        let now = self.clock.as_ref().map(|clock| clock.now().saturating_mul(1_000).to_string());
        now.unwrap_or_default()
    }

    /// Changes what keys owe, in the direction of `sign`.
    async fn change(&self, what: &[Take], sign: i64) -> Result<()> {
        let mut call = self.change.prepare_invoke();
        call.arg(self.now()).arg(DEEPEST);
        for take in what {
            call.key(self.name(take.key)).arg(sign * take.quota.time_spent(take.cost));
        }
        Ok(self.redis.ask(async |mut redis| call.invoke_async(&mut redis).await).await?)
    }
}

#[async_trait]
impl RateLimiter for Shared {
    async fn take(&self, asked: &[Take]) -> Result<Decision> {
        let mut call = self.take.prepare_invoke();
        call.arg(self.now()).arg(WINDOW + SLACK);
        for take in asked {
            call.key(self.name(take.key)).arg(take.quota.time_of(take.cost));
        }
        let after: Vec<i64> =
            self.redis.ask(async |mut redis| call.invoke_async(&mut redis).await).await?;
        Ok(decide(asked, &after))
    }

    async fn charge(&self, what: Take) -> Result<()> {
        self.change(&[what], 1).await
    }

    async fn give_back(&self, what: &[Take]) -> Result<()> {
        self.change(what, -1).await
    }

    async fn hold(&self, key: Key, most: u32, holder: LeaseId, time: Duration) -> Result<bool> {
        let time = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let mut call = self.hold.key(self.name(key));
        call.arg(self.now()).arg(most).arg(&holder).arg(time);
        Ok(self.redis.ask(async |mut redis| call.invoke_async(&mut redis).await).await?)
    }

    async fn release(&self, key: Key, holder: LeaseId) -> Result<()> {
        let mut free = redis::cmd("ZREM");
        free.arg(self.name(key)).arg(&holder);
        Ok(self.redis.ask(async |mut redis| free.exec_async(&mut redis).await).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clock::MockClock,
        limiter::contract::{RedisServer, connect, key, one},
    };

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn shared_counts_expire_by_themselves() {
        let redis = connect(&RedisServer::shared().url());
        let clock = Arc::new(MockClock::new(1_795_000_000_000));
        let counter = Shared::new(redis.clone()).apart("expiring:".to_owned(), clock);
        counter.take(&[one("taken", 60)]).await.unwrap();
        counter.charge(one("charged", 60)).await.unwrap();
        counter.hold(key("held"), 1, [1; 16], Duration::from_mins(1)).await.unwrap();
        for name in ["taken", "charged", "held"] {
            let key = format!("expiring:{}", key(name));
            let ask = async |mut redis| redis::cmd("PTTL").arg(&key).query_async(&mut redis).await;
            let left: i64 = redis.ask(ask).await.unwrap();
            assert!((1..=180_000).contains(&left), "{name}: {left}");
        }
    }
}
