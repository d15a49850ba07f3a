//! The service on a real database, with a clock the test sets.

mod accounts;
mod api_keys;
mod sessions;

use std::sync::Arc;

use adda_protocol::{
    Millis, ServerFrame,
    dto::{Login, Password, Register},
};
use tempfile::TempDir;

use super::{Accounts, Error, Identity, Origin, Result, SignedIn};
use crate::{
    clock::MockClock,
    config::{AuthConfig, Config},
    ids::Ids,
    limiter::{Limits, Local},
    realtime::hub::{Delivery, Hub, Subscriber, Topic},
    secret::Secret,
    store::{self, Store},
};

const NOW: Millis = 1_700_000_000_000;
const MINUTE: Millis = 60_000;
const DAY: Millis = 24 * 60 * MINUTE;
const PASSWORD: &str = "correct horse";

struct Place {
    accounts: Accounts,
    clock: Arc<MockClock>,
    hub: Arc<Hub>,
    store: Arc<dyn Store>,
    config: Config,
    _dir: TempDir,
}

impl Place {
    async fn new() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut AuthConfig)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut config = Config::for_tests(dir.path());
        change(&mut config.auth);
        let store = store::connect(&config.database, dir.path()).await.unwrap();
        store.migrate().await.unwrap();
        let clock = Arc::new(MockClock::new(NOW));
        let hub = Arc::new(Hub::default());
        let accounts = service(&store, &clock, &hub, &config, "the server's secret");
        Self { accounts, clock, hub, store, config, _dir: dir }
    }

    /// Another process on the same database.
    fn again(&self, change: impl FnOnce(&mut AuthConfig), secret: &str) -> Accounts {
        let mut config = self.config.clone();
        change(&mut config.auth);
        service(&self.store, &self.clock, &self.hub, &config, secret)
    }

    async fn register(&self, email: &str) -> SignedIn {
        self.accounts.register(form(email), from("10.0.0.1")).await.unwrap()
    }

    async fn login(&self, email: &str, password: &str) -> Result<SignedIn> {
        self.accounts.login(login(email, password), from("10.0.0.1")).await
    }

    async fn is_live(&self, signed_in: &SignedIn) -> bool {
        self.accounts.authenticate(signed_in.tokens.access.expose()).await.is_ok()
    }

    fn watch(&self, who: &Identity) -> Subscriber {
        let mut subscriber = self.hub.subscriber();
        subscriber.watch(Topic::User(who.id()));
        subscriber
    }
}

fn service(
    store: &Arc<dyn Store>,
    clock: &Arc<MockClock>,
    hub: &Arc<Hub>,
    config: &Config,
    secret: &str,
) -> Accounts {
    let secret = Secret::new(secret);
    let ids = Arc::new(Ids::new(clock.clone()));
    let counter = Arc::new(Local::new(clock.clone()));
    let limits = Limits::new(counter, ids.clone(), &secret, config);
    Accounts::new(
        store.clone(),
        clock.clone(),
        ids,
        hub.clone(),
        Arc::new(limits),
        config.auth.clone(),
        &secret,
    )
}

fn form(email: &str) -> Register {
    Register { email: email.to_owned(), password: word(PASSWORD), name: String::new() }
}

fn login(email: &str, password: &str) -> Login {
    Login { email: email.to_owned(), password: word(password) }
}

fn word(text: &str) -> Password {
    Password(text.to_owned())
}

fn from(address: &str) -> Origin {
    Origin { address: address.to_owned(), device: "Firefox on Linux".to_owned() }
}

fn refresh_of(signed_in: &SignedIn) -> String {
    signed_in.tokens.refresh.as_ref().unwrap().expose().to_owned()
}

/// Whether `SignedOut` is what the subscriber gets next; it has been published already or never will be.
async fn is_signed_out(subscriber: &mut Subscriber) -> bool {
    tokio::select! {
        biased;
        delivery = subscriber.next() => {
            matches!(delivery, Delivery::Frame(published) if published.frame == ServerFrame::SignedOut)
        }
        () = std::future::ready(()) => false,
    }
}

fn is_unauthorized<T>(result: &Result<T>) -> bool {
    matches!(result, Err(Error::Unauthorized))
}
