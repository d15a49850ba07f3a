//! The service on a real database, with a clock the test sets and a provider the test feeds.

mod own;
mod rotation;
mod trial;

use std::sync::Arc;

use adda_protocol::{
    Millis, SessionId,
    dto::{AddProviderKey, ModelInfo, Password, ProviderKey, RenameKey, Scope},
};
use tempfile::TempDir;

use super::{Error, Keys};
use crate::{
    auth::{Credential, Identity, KeyGrant},
    clock::MockClock,
    config::{Config, DatabaseConfig},
    ids::Ids,
    limiter::{Limits, Local},
    provider::{
        registry::Registry,
        testing::{Script, ScriptedProvider},
    },
    secret::Secret,
    store::{self, NewUser, Store},
};

const NOW: Millis = 1_700_000_000_000;
const KEY: &str = "sk-test-0123456789abcdef";

struct Place {
    keys: Arc<Keys>,
    script: Script,
    clock: Arc<MockClock>,
    ids: Arc<Ids>,
    store: Arc<dyn Store>,
    ana: Identity,
    eve: Identity,
    _dir: TempDir,
}

impl Place {
    async fn new() -> Self {
        Self::with(|models| models).await
    }

    /// The provider offers these models.
    async fn with(models: impl FnOnce(Vec<ModelInfo>) -> Vec<ModelInfo>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = store::connect(&DatabaseConfig::default(), dir.path()).await.unwrap();
        store.migrate().await.unwrap();
        let clock = Arc::new(MockClock::new(NOW));
        let ids = Arc::new(Ids::seeded(clock.clone(), 1));
        let (provider, script) = ScriptedProvider::new("test");
        let models = models(provider.offered());
        let registry = Registry::with(vec![(provider, models)]);
        let keys = service(&store, &clock, &ids, registry, "the server's secret");
        let (ana, eve) = (person(&store, &ids, "ana").await, person(&store, &ids, "eve").await);
        Self { keys, script, clock, ids, store, ana, eve, _dir: dir }
    }

    /// Another process on the same database.
    fn another(&self, registry: Registry, secret: &str) -> Arc<Keys> {
        service(&self.store, &self.clock, &self.ids, registry, secret)
    }

    async fn add(&self, who: &Identity, key: &str) -> Result<ProviderKey, Error> {
        self.keys.add(who, new("test", "", key)).await
    }
}

fn service(
    store: &Arc<dyn Store>,
    clock: &Arc<MockClock>,
    ids: &Arc<Ids>,
    registry: Registry,
    secret: &str,
) -> Arc<Keys> {
    let (secret, registry) = (Secret::new(secret), Arc::new(registry));
    let counter = Arc::new(Local::new(clock.clone()));
    let limits = Arc::new(Limits::new(counter, ids.clone(), &secret, &Config::default()));
    let (store, clock, ids) = (store.clone(), clock.clone(), ids.clone());
    Arc::new(Keys::new(store, clock, ids, registry, limits, &secret))
}

async fn person(store: &Arc<dyn Store>, ids: &Ids, name: &str) -> Identity {
    let email = format!("{name}@example.org");
    let user = NewUser {
        id: ids.make(adda_protocol::UserId::new),
        email: email.clone(),
        email_key: email,
        name: name.to_owned(),
        password_hash: String::new(),
        at: NOW,
    };
    let user = store.create_user(user).await.unwrap();
    Identity { user, by: Credential::Session(ids.make(SessionId::new)) }
}

fn new(provider: &str, label: &str, key: &str) -> AddProviderKey {
    let key = Password(key.to_owned());
    AddProviderKey { provider: provider.to_owned(), label: label.to_owned(), key }
}

#[tokio::test]
async fn key_is_added_listed_renamed_and_removed() {
    let place = Place::new().await;
    let added = place.keys.add(&place.ana, new("test", " My  key ", KEY)).await.unwrap();
    assert_eq!((added.label.as_str(), added.last4.as_str()), ("My key", "cdef"));
    assert_eq!((added.created_at, added.last_used_at), (NOW, None));
    let again = place.add(&place.ana, "sk-another-key").await.unwrap_err();
    assert!(matches!(again, Error::Exists), "{again}");

    let renamed = place.keys.rename(&place.ana, added.id, RenameKey { label: "New".into() }).await;
    assert_eq!(renamed.unwrap().label, "New");
    let renamed = place.keys.rename(&place.ana, added.id, RenameKey { label: String::new() }).await;
    assert_eq!(renamed.unwrap().label, "test", "the provider's own name");
    let listed = place.keys.list(&place.ana).await.unwrap();
    assert_eq!(listed.items, [ProviderKey { label: "test".to_owned(), ..added.clone() }]);
    assert_eq!(listed.providers[0].name, "test");

    place.keys.remove(&place.ana, added.id).await.unwrap();
    assert!(place.keys.list(&place.ana).await.unwrap().items.is_empty());
    let gone = place.keys.remove(&place.ana, added.id).await.unwrap_err();
    assert!(matches!(gone, Error::NotFound), "{gone}");
}

#[tokio::test]
async fn key_is_refused_for_a_provider_that_takes_none() {
    let place = Place::new().await;
    for provider in ["guide", "nobody", "", "TEST", "test\0"] {
        let refused = place.keys.add(&place.ana, new(provider, "", KEY)).await.unwrap_err();
        assert!(matches!(refused, Error::Invalid { field: "provider", .. }), "{provider}");
    }
}

#[tokio::test]
async fn keys_are_closed_to_programs() {
    let place = Place::new().await;
    let id = place.add(&place.ana, KEY).await.unwrap().id;
    let grant = KeyGrant {
        id: place.ids.make(adda_protocol::ApiKeyId::new),
        scopes: vec![Scope::Read, Scope::Chat],
        expires_at: None,
    };
    let program = Identity { by: Credential::Key(grant), ..place.ana.clone() };
    let keys = &place.keys;
    let refusals = [
        keys.list(&program).await.map(drop),
        keys.add(&program, new("test", "", KEY)).await.map(drop),
        keys.rename(&program, id, RenameKey { label: "x".into() }).await.map(drop),
        keys.test(&program, id).await.map(drop),
        keys.remove(&program, id).await,
    ];
    for refusal in refusals {
        assert!(matches!(refusal, Err(Error::Auth(_))), "{refusal:?}");
    }
}

#[tokio::test]
async fn a01_key_of_another_person_is_absent() {
    let place = Place::new().await;
    let id = place.add(&place.ana, KEY).await.unwrap().id;
    let (keys, eve) = (&place.keys, &place.eve);
    let refusals = [
        keys.rename(eve, id, RenameKey { label: "mine".into() }).await.map(drop),
        keys.test(eve, id).await.map(drop),
        keys.remove(eve, id).await,
    ];
    for refusal in refusals {
        assert!(matches!(refusal, Err(Error::NotFound)), "{refusal:?}");
    }
    assert!(keys.list(eve).await.unwrap().items.is_empty());
    assert!(keys.providers_of(eve.id()).await.unwrap().is_empty());
    assert!(place.script.idle());
    assert_eq!(keys.list(&place.ana).await.unwrap().items[0].label, "test");
}
