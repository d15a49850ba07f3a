//! `GET /health`: the database decides whether we can serve; providers or Redis in trouble only degrade us.

use std::{collections::BTreeMap, time::Duration};

use adda_protocol::dto::PartHealth;
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

use super::state::AppState;
use crate::{config::OnFailure, services::Services};

/// For the database, and for all providers together, of which each has less.
const PATIENCE: Duration = Duration::from_secs(3);
/// Providers are asked at most this often, however often we are.
const FRESH: Duration = Duration::from_secs(10);

type Parts = BTreeMap<String, PartHealth>;

/// What is answered.
#[derive(Debug, Serialize, Deserialize)]
pub struct Health {
    pub status: Status,
    pub version: String,
    pub database: PartHealth,
    /// Where the settings name one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redis: Option<PartHealth>,
    pub providers: Parts,
    /// People do not notice when these fail, so they do not count for `status`.
    pub summaries: PartHealth,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Ok,
    /// An AI service or Redis is in trouble.
    Degraded,
    /// The database is.
    Down,
}

/// The providers' state, remembered for a while.
#[derive(Debug, Default)]
pub(super) struct ProviderHealth(Mutex<Option<(Instant, Parts)>>);

impl ProviderHealth {
    async fn get(&self, services: &Services) -> Parts {
        let mut known = self.0.lock().await;
        if let Some((at, parts)) = known.as_ref()
            && at.elapsed() < FRESH
        {
            return parts.clone();
        }
        let parts: Parts = match timeout(PATIENCE, services.providers.health()).await {
            Ok(parts) => parts.into_iter().collect(),
            Err(_) => [("all".to_owned(), unwell("no answer in time"))].into(),
        };
        *known = Some((Instant::now(), parts.clone()));
        parts
    }
}

pub(super) async fn get(State(state): State<AppState>) -> Response {
    let database = database(&state.services).await;
    let providers = state.provider_health.get(&state.services).await;
    let redis = redis(&state.services).await;
    let well = providers.values().chain(&redis).all(|part| part.ok);
    let (code, status) = match (database.ok, well) {
        (false, _) => (StatusCode::SERVICE_UNAVAILABLE, Status::Down),
        (true, false) => (StatusCode::OK, Status::Degraded),
        (true, true) => (StatusCode::OK, Status::Ok),
    };
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let summaries = state.services.chat.summaries_health();
    let health = Health { status, version, database, redis, providers, summaries };
    (code, [(header::CACHE_CONTROL, "no-store")], Json(health)).into_response()
}

async fn database(services: &Services) -> PartHealth {
    match timeout(PATIENCE, services.store.ping()).await {
        Ok(Ok(())) => PartHealth { ok: true, detail: services.store.engine().to_owned() },
        Ok(Err(error)) => {
            tracing::error!(%error, "the database does not answer: {error}");
            unwell("it does not answer")
        }
        Err(_) => unwell("no answer in time"),
    }
}

async fn redis(services: &Services) -> Option<PartHealth> {
    let redis = services.redis.as_ref()?;
    if redis.answers().await {
        return Some(PartHealth { ok: true, detail: "ok".to_owned() });
    }
    Some(unwell(match services.config.redis.on_failure {
        OnFailure::Open => "it does not answer; this instance counts limits on its own",
        OnFailure::Closed => "it does not answer; what would be counted is refused",
    }))
}

fn unwell(detail: &str) -> PartHealth {
    PartHealth { ok: false, detail: detail.to_owned() }
}
