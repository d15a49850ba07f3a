use std::sync::Arc;

use axum::extract::FromRef;

use super::{assets::Assets, health::ProviderHealth};
use crate::services::Services;

/// What handlers and middleware reach.
#[derive(Clone)]
pub(super) struct AppState {
    pub services: Services,
    pub assets: Arc<dyn Assets>,
    pub provider_health: Arc<ProviderHealth>,
}

impl AppState {
    pub fn new(services: Services, assets: Arc<dyn Assets>) -> Self {
        Self { services, assets, provider_health: Arc::default() }
    }
}

impl FromRef<AppState> for Services {
    fn from_ref(state: &AppState) -> Self {
        state.services.clone()
    }
}
