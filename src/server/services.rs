//! The object graph, built once.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::{
    auth::Accounts, chat::Engine, clock::Clock, config::Config, ids::Ids,
    provider::registry::Registry, realtime::hub::Hub, secret::Secret, store::Store,
};

/// Everything a request handler may call.
#[derive(Clone, Debug)]
pub struct Services {
    pub config: Arc<Config>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<Ids>,
    pub store: Arc<dyn Store>,
    pub hub: Arc<Hub>,
    pub accounts: Arc<Accounts>,
    pub chat: Arc<Engine>,
    pub providers: Arc<Registry>,
    /// Cancelled when the server is asked to stop: streams end.
    pub stopping: CancellationToken,
}

impl Services {
    /// Wires the services around their outside parts.
    pub fn new(
        config: Config,
        secret: &Secret,
        clock: Arc<dyn Clock>,
        ids: Arc<Ids>,
        store: Arc<dyn Store>,
        providers: Registry,
    ) -> Self {
        let hub = Arc::new(Hub::default());
        let providers = Arc::new(providers);
        let accounts = Arc::new(Accounts::new(
            store.clone(),
            clock.clone(),
            ids.clone(),
            hub.clone(),
            config.auth.clone(),
            secret,
        ));
        let chat = Engine::new(
            store.clone(),
            clock.clone(),
            ids.clone(),
            hub.clone(),
            providers.clone(),
            &config,
        );
        Self {
            config: Arc::new(config),
            clock,
            ids,
            store,
            hub,
            accounts,
            chat,
            providers,
            stopping: CancellationToken::new(),
        }
    }
}
