//! Answers in Redis. It drops them after their time by itself; how much it keeps is its own setting (`maxmemory`).

use std::{fmt::Write as _, sync::Arc};

use adda_protocol::Millis;
use async_trait::async_trait;

use super::{Name, Shelf};
use crate::{backplane::Redis, clock::Clock, config::CacheConfig};

#[derive(Debug)]
pub struct Shared {
    redis: Arc<Redis>,
    clock: Arc<dyn Clock>,
    ttl: Millis,
    /// Stands before every key.
    prefix: String,
}

impl Shared {
    pub fn new(redis: Arc<Redis>, clock: Arc<dyn Clock>, config: &CacheConfig) -> Self {
        let ttl = Millis::try_from(config.ttl().as_millis()).unwrap_or(Millis::MAX);
        Self { redis, clock, ttl, prefix: "adda:".to_owned() }
    }

    #[cfg(test)]
    pub(super) fn apart(self, prefix: String) -> Self {
        Self { prefix, ..self }
    }

    fn answer(&self, name: &Name) -> String {
        format!("{}answer:{}", self.prefix, hex(name))
    }

    /// Names of the answers that came of one person's questions, by the end of their time.
    fn owned(&self, owner: &Name) -> String {
        format!("{}answers-of:{}", self.prefix, hex(owner))
    }
}

#[async_trait]
impl Shelf for Shared {
    async fn get(&self, name: &Name) -> Option<Vec<u8>> {
        let mut get = redis::cmd("GET");
        get.arg(self.answer(name));
        self.redis.ask(async |mut redis| get.query_async(&mut redis).await).await.ok()?
    }

    fn put(&self, name: Name, owner: Name, value: Vec<u8>) {
        let (answer, owned) = (self.answer(&name), self.owned(&owner));
        let mut put = redis::pipe();
        put.atomic();
        put.cmd("SET").arg(&answer).arg(value).arg("PX").arg(self.ttl).ignore();
        let now = self.clock.now();
        put.cmd("ZREMRANGEBYSCORE").arg(&owned).arg("-inf").arg(now).ignore();
        put.cmd("ZADD").arg(&owned).arg(now.saturating_add(self.ttl)).arg(&answer).ignore();
        put.cmd("PEXPIRE").arg(&owned).arg(self.ttl).ignore();
        let redis = self.redis.clone();
        tokio::spawn(async move {
            let put = async |mut redis| put.exec_async(&mut redis).await;
            let _ = redis.ask(put).await;
        });
    }

    async fn forget(&self, owner: &Name) {
        let owned = self.owned(owner);
        let forget = async |mut connection| {
            let mut answers: Vec<String> = redis::cmd("ZRANGE")
                .arg(&owned)
                .arg(0)
                .arg(-1)
                .query_async(&mut connection)
                .await?;
            answers.push(owned.clone());
            redis::cmd("DEL").arg(answers).exec_async(&mut connection).await
        };
        if self.redis.ask(forget).await.is_err() {
            tracing::warn!(
                "answers of someone who deleted something stay until their time is over"
            );
        }
    }
}

fn hex(name: &Name) -> String {
    name.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
