//! The object graph, built once.

use std::sync::Arc;

use thiserror::Error;
use tokio_util::sync::CancellationToken;

use crate::{
    administration::Administration,
    auth::Accounts,
    backplane::{BadUrl, Redis},
    cache::{self, Answers, Shelf},
    chat::{self, Engine, call::Calls},
    clock::{Clock, SystemClock},
    config::{
        Config,
        in_use::InUseError,
        secret_key::{self, SecretKey, SecretKeyError},
    },
    export::Exports,
    ids::Ids,
    import::Imports,
    keys::{
        Keys,
        rotation::{self, RotationError},
    },
    limiter::{Failover, Limits, Local, RateLimiter, Shared},
    metering::Spending,
    personal::Personal,
    privacy::Privacy,
    provider::{ProviderError, registry::Registry},
    realtime::hub::Hub,
    secret::Secret,
    store::{self, Store},
};

/// Why a server cannot start, for whoever started it.
#[derive(Debug, Error)]
pub enum StartError {
    #[error(transparent)]
    SecretKey(#[from] SecretKeyError),
    #[error("{0}; see database.url in Leptos.toml, or run `adda check`")]
    Database(#[from] store::Error),
    #[error("the conversations cannot be taken up again ({0}); run `adda check`")]
    Recovery(#[from] chat::Error),
    #[error(transparent)]
    InUse(#[from] InUseError),
    #[error("a change of the server's secret cannot be finished ({0})")]
    Rotation(#[from] RotationError),
    #[error(transparent)]
    Redis(#[from] BadUrl),
    #[error("the AI services cannot be set up ({0}); see the providers in Leptos.toml")]
    Providers(#[from] ProviderError),
}

/// Everything a request handler may call.
#[derive(Clone, Debug)]
pub struct Services {
    pub config: Arc<Config>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<Ids>,
    pub store: Arc<dyn Store>,
    pub hub: Arc<Hub>,
    pub limits: Arc<Limits>,
    /// Answers to questions asked before.
    pub answers: Arc<Answers>,
    /// What several instances share, where the settings name it.
    pub redis: Option<Arc<Redis>>,
    pub accounts: Arc<Accounts>,
    pub chat: Arc<Engine>,
    pub keys: Arc<Keys>,
    pub spending: Spending,
    pub exports: Arc<Exports>,
    pub imports: Arc<Imports>,
    pub personal: Arc<Personal>,
    pub administration: Administration,
    pub providers: Arc<Registry>,
    /// Cancelled when the server is asked to stop: streams end.
    pub stopping: CancellationToken,
}

/// What stands outside the services: time, chance, the server's secret, and the database brought up to date.
#[derive(Debug)]
pub struct Ground {
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<Ids>,
    pub secret: SecretKey,
    pub store: Arc<dyn Store>,
}

impl Ground {
    /// Opens what the settings name, and makes what is missing.
    pub async fn open(config: &Config) -> Result<Self, StartError> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let ids = Arc::new(Ids::new(clock.clone()));
        let secret = secret_key::load_or_create(&config.server.data_dir, &ids)?;
        let store = store::connect(&config.database, &config.server.data_dir).await?;
        let applied = store.migrate().await?;
        if !applied.is_empty() {
            tracing::info!(versions = ?applied, "database brought up to date");
        }
        Ok(Self { clock, ids, secret, store })
    }

    /// The accounts of this database, told to `hub`.
    pub fn accounts(&self, hub: Arc<Hub>, config: &Config) -> Accounts {
        let (store, clock, ids) = (self.store.clone(), self.clock.clone(), self.ids.clone());
        let secret = &self.secret.current;
        let limits = Limits::new(Arc::new(Local::new(clock.clone())), ids.clone(), secret, config);
        Accounts::new(store, clock, ids, hub, Arc::new(limits), config.auth.clone(), secret)
    }
}

impl Services {
    /// Everything the settings name, ready. Nothing runs yet, see [`Self::begin`].
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let providers = Registry::from_config(&config)?;
        Redis::open(&config.redis)?;
        let Ground { clock, ids, secret, store } = Ground::open(&config).await?;
        let secret = rotation::finish(&config.server.data_dir, secret, &ids, &*store).await?;
        Ok(Self::new(config, &secret.current, clock, ids, store, providers))
    }

    /// What a server does before it takes requests: goes on with what the last run left. Without waiting for it it deletes
    /// what is due when it is due, keeps words for the search, and asks the AI services for their models, now and then.
    pub async fn begin(&self) -> Result<(), StartError> {
        self.chat.recover().await?;
        let (chat, stopping) = (self.chat.clone(), self.stopping.clone());
        tokio::spawn(async move {
            stopping.run_until_cancelled(chat.keep_words()).await;
        });
        let (providers, stopping) = (self.providers.clone(), self.stopping.clone());
        tokio::spawn(async move {
            stopping.run_until_cancelled(providers.keep_current()).await;
        });
        let (chat, stopping) = (self.chat.clone(), self.stopping.clone());
        tokio::spawn(async move {
            stopping.run_until_cancelled(chat.keep_deleting()).await;
        });
        let (chat, stopping) = (self.chat.clone(), self.stopping.clone());
        tokio::spawn(async move {
            stopping.run_until_cancelled(chat.keep_sharing()).await;
        });
        Ok(())
    }

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
        // `start` has refused what cannot be opened.
        let redis = Redis::open(&config.redis).unwrap_or_default();
        let answers = shelf(redis.clone(), &clock, &config);
        let shared = config.cache.shared_between_users;
        let answers = Arc::new(Answers::new(answers, shared, secret, ids.clone()));
        let counter = counter(redis.clone(), &clock, &config);
        let limits = Arc::new(Limits::new(counter, ids.clone(), secret, &config));
        let ground = || (store.clone(), clock.clone(), ids.clone());
        let (rows, time, chance) = ground();
        let auth = config.auth.clone();
        let accounts = Accounts::new(rows, time, chance, hub.clone(), limits.clone(), auth, secret);
        let (rows, time, chance) = ground();
        let keys = Keys::new(rows, time, chance, providers.clone(), limits.clone(), secret);
        let keys = Arc::new(keys);
        let (rows, time, chance) = ground();
        let privacy = Arc::new(Privacy::new(rows, time, chance, secret, config.privacy.clone()));
        let kept = (answers.clone(), privacy.clone());
        let services = (providers.clone(), keys.clone());
        let calls = calls(services, ids.clone(), limits.clone(), kept, &config);
        let (rows, time, chance) = ground();
        let chat = Engine::new(rows, time, chance, hub.clone(), limits.clone(), calls, &config);
        let spending = Spending::new(store.clone(), clock.clone());
        let exports = Exports::new(store.clone(), clock.clone(), limits.clone());
        let stopping = CancellationToken::new();
        let (kept, folder) = (limits.clone(), config.server.data_dir.clone());
        let imports = Imports::new(ground(), kept, chat.clone(), folder, stopping.clone());
        let (accounts, config) = (Arc::new(accounts), Arc::new(config));
        let personal = Personal::new(ground(), accounts.clone(), privacy, config.context.clone());
        let administration =
            administration(&store, &clock, (&accounts, &spending, &providers), &config);
        Self {
            config,
            clock,
            ids,
            store,
            hub,
            limits,
            answers,
            redis,
            accounts,
            chat,
            keys,
            spending,
            exports: Arc::new(exports),
            imports: Arc::new(imports),
            personal: Arc::new(personal),
            administration,
            providers,
            stopping,
        }
    }
}

fn administration(
    store: &Arc<dyn Store>,
    clock: &Arc<dyn Clock>,
    (accounts, spending, providers): (&Arc<Accounts>, &Spending, &Arc<Registry>),
    config: &Arc<Config>,
) -> Administration {
    let (store, clock) = (store.clone(), clock.clone());
    let (accounts, spending, providers) = (accounts.clone(), spending.clone(), providers.clone());
    Administration::new(store, clock, accounts, spending, providers, config.clone())
}

/// The way to AI services.
fn calls(
    (providers, keys): (Arc<Registry>, Arc<Keys>),
    ids: Arc<Ids>,
    limits: Arc<Limits>,
    kept: (Arc<Answers>, Arc<Privacy>),
    config: &Config,
) -> Arc<Calls> {
    Arc::new(Calls::new(providers, keys, ids, limits, kept, &config.limits))
}

/// What counts: this process alone, or all instances that share a Redis.
fn counter(
    redis: Option<Arc<Redis>>,
    clock: &Arc<dyn Clock>,
    config: &Config,
) -> Arc<dyn RateLimiter> {
    let local = Local::new(clock.clone());
    match redis {
        None => Arc::new(local),
        Some(redis) => {
            let shared = Arc::new(Shared::new(redis));
            Arc::new(Failover::new(shared, local, config.redis.on_failure))
        }
    }
}

/// Where answers are kept, if they are.
fn shelf(
    redis: Option<Arc<Redis>>,
    clock: &Arc<dyn Clock>,
    config: &Config,
) -> Option<Arc<dyn Shelf>> {
    config.cache.answers.then(|| match redis {
        None => Arc::new(cache::Local::new(clock.clone(), &config.cache)) as Arc<dyn Shelf>,
        Some(redis) => Arc::new(cache::Shared::new(redis, clock.clone(), &config.cache)),
    })
}
