//! Where instances meet: one connection to Redis, shared by all that they share.
//!
//! A server must work without it. So nothing here waits for long: after a failure Redis counts as gone, those who ask
//! are told so at once, and one of them a second tries whether it is back.

mod breaker;

use std::{fmt, sync::Arc, time::Duration};

use redis::{
    Client, RedisError, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use thiserror::Error;
use tokio::time::timeout;

use self::breaker::Breaker;
use crate::config::RedisConfig;

/// One question to Redis takes at most this long; a person may be waiting for what depends on it.
const PATIENCE: Duration = Duration::from_millis(750);
const CONNECT_PATIENCE: Duration = Duration::from_millis(500);

/// Redis does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("Redis does not answer")]
pub struct Gone;

/// The setting cannot be used.
#[derive(Debug, Error)]
#[error("redis.url cannot be used: {0}; write it like redis://:PASSWORD@localhost:6379")]
pub struct BadUrl(String);

/// The connection. It is made when it is first needed, and again whenever it broke.
pub struct Redis {
    manager: ConnectionManager,
    breaker: Breaker,
}

impl fmt::Debug for Redis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redis(..)")
    }
}

impl Redis {
    /// The Redis of the settings, where they name one. Nothing is asked of it yet. Needs a running tokio.
    pub fn open(config: &RedisConfig) -> Result<Option<Arc<Self>>, BadUrl> {
        let Some(url) = &config.url else { return Ok(None) };
        // Only the first call has an effect, and only `rediss` needs it.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let settings = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(CONNECT_PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(0);
        let manager = Client::open(url.expose())
            .and_then(|client| ConnectionManager::new_lazy_with_config(client, settings))
            // Its own words may repeat the URL, and with it the password.
            .map_err(|error| BadUrl(error.category().to_owned()))?;
        Ok(Some(Arc::new(Self { manager, breaker: Breaker::default() })))
    }

    /// Asks Redis something. While it is gone, only one caller a second gets to try.
    pub async fn ask<T>(
        &self,
        question: impl AsyncFnOnce(ConnectionManager) -> RedisResult<T>,
    ) -> Result<T, Gone> {
        if self.breaker.may_try() { self.really_ask(question).await } else { Err(Gone) }
    }

    /// Whether it answers. Asks in any case.
    pub async fn answers(&self) -> bool {
        let ping = async |mut connection| redis::cmd("PING").exec_async(&mut connection).await;
        self.really_ask(ping).await.is_ok()
    }

    async fn really_ask<T>(
        &self,
        question: impl AsyncFnOnce(ConnectionManager) -> RedisResult<T>,
    ) -> Result<T, Gone> {
        let why = match timeout(PATIENCE, question(self.manager.clone())).await {
            Ok(Ok(answer)) => {
                if self.breaker.closed() {
                    tracing::info!("Redis answers again");
                }
                return Ok(answer);
            }
            Ok(Err(error)) => describe(&error),
            Err(_) => format!("no answer in {PATIENCE:?}"),
        };
        if self.breaker.opened() {
            tracing::error!("Redis does not answer: {why}");
        } else {
            tracing::debug!("Redis still does not answer: {why}");
        }
        Err(Gone)
    }
}

/// What went wrong, without what was asked.
fn describe(error: &RedisError) -> String {
    match error.code() {
        _ if error.is_connection_refusal() => "the connection was refused".to_owned(),
        Some(code) => format!("{} ({code})", error.category()),
        None => error.category().to_owned(),
    }
}
