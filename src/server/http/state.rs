use std::{ops::Deref, sync::Arc};

use axum::extract::FromRef;

use super::{assets::Assets, health::ProviderHealth};
use crate::services::Services;

/// What handlers and middleware reach. Cloned for every layer of every request, so it is one handle.
#[derive(Clone)]
pub(super) struct AppState(Arc<Reach>);

pub(super) struct Reach {
    pub services: Services,
    pub assets: Arc<dyn Assets>,
    pub provider_health: Arc<ProviderHealth>,
}

impl AppState {
    pub fn new(services: Services, assets: Arc<dyn Assets>) -> Self {
        Self(Arc::new(Reach { services, assets, provider_health: Arc::default() }))
    }
}

impl Deref for AppState {
    type Target = Reach;

    fn deref(&self) -> &Reach {
        &self.0
    }
}

impl FromRef<AppState> for Services {
    fn from_ref(state: &AppState) -> Self {
        state.services.clone()
    }
}
