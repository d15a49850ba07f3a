//! What is shown, and to whom; what is done is tested through the forms.

use std::sync::Arc;

use adda_protocol::{
    SessionId, UserId, day,
    dto::{Role, Scope, User},
};

use super::{Administration, Error, Result, Shown};
use crate::{
    auth::{Accounts, Credential, Identity, KeyGrant},
    clock::MockClock,
    config::Config,
    ids::Ids,
    limiter::{Limits, Local},
    metering::Spending,
    provider::{registry::Registry, testing::ScriptedProvider},
    realtime::hub::Hub,
    secret::Secret,
    store::{self, NewUsage, NewUser, Store},
};

struct Place {
    admin: Administration,
    store: Arc<dyn Store>,
    ids: Arc<Ids>,
    clock: Arc<MockClock>,
    now: i64,
    _dir: tempfile::TempDir,
}

async fn place() -> Place {
    let now = day::start("2026-11-21").unwrap();
    let dir = tempfile::tempdir().unwrap();
    let config = Config::for_tests(dir.path());
    let clock = Arc::new(MockClock::new(now));
    let ids = Arc::new(Ids::new(clock.clone()));
    let store = store::connect(&config.database, dir.path()).await.unwrap();
    store.migrate().await.unwrap();
    let (provider, _) = ScriptedProvider::new("test");
    let models = provider.offered();
    let registry = Arc::new(Registry::with(vec![(provider, models)]));
    let secret = Secret::new("0".repeat(64));
    let counter = Arc::new(Local::new(clock.clone()));
    let limits = Arc::new(Limits::new(counter, ids.clone(), &secret, &config));
    let accounts = Accounts::new(
        store.clone(),
        clock.clone(),
        ids.clone(),
        Arc::new(Hub::default()),
        limits,
        config.auth.clone(),
        &secret,
    );
    let spending = Spending::new(store.clone(), clock.clone());
    let accounts = Arc::new(accounts);
    let config = Arc::new(config);
    let admin =
        Administration::new(store.clone(), clock.clone(), accounts, spending, registry, config);
    Place { admin, store, ids, clock, now, _dir: dir }
}

impl Place {
    async fn person(&self, name: &str) -> Identity {
        // Ids made in one millisecond are in no order.
        self.clock.advance(1);
        let email = format!("{name}@example.org");
        let new = NewUser {
            id: self.ids.make(UserId::new),
            email_key: email.clone(),
            email,
            name: name.to_owned(),
            password_hash: String::new(),
            at: self.now,
        };
        let user = self.store.create_user(new).await.unwrap();
        Identity { user, by: Credential::Session(self.ids.make(SessionId::new)) }
    }

    async fn used(&self, user: &User, model: &str, input: u64, at: i64) {
        let usage = adda_protocol::Usage { input, output: 1, ..Default::default() };
        let new = NewUsage {
            id: self.ids.make(UserId::new).uuid(),
            user: user.id,
            conversation: None,
            message: None,
            model: model.to_owned(),
            provider: "test".to_owned(),
            key: adda_protocol::KeyOwner::Server,
            usage,
            cost: None,
            first_token_ms: None,
            total_ms: 1,
            cached: false,
            at,
        };
        self.store.record_usage(new).await.unwrap();
    }
}

fn is_not_there<T>(result: &Result<T>) -> bool {
    matches!(result, Err(Error::NotFound))
}

#[tokio::test]
async fn a01_nothing_is_there_for_members_and_for_keys_of_administrators() {
    let place = place().await;
    let (ana, eve) = (place.person("ana").await, place.person("eve").await);
    assert_eq!(ana.user.role, Role::Admin);
    let grant = KeyGrant {
        id: place.ids.make(adda_protocol::ApiKeyId::new),
        scopes: vec![Scope::Read, Scope::Chat],
        expires_at: None,
    };
    let program = Identity { by: Credential::Key(grant), ..ana.clone() };
    // A role that the request says is none: what counts is the account's.
    for who in [&eve, &program] {
        let admin = &place.admin;
        assert!(is_not_there(&admin.people(who, "", None).await));
        assert!(is_not_there(&admin.person(who, ana.id()).await));
        assert!(is_not_there(&admin.usage(who, "", "").await));
        assert!(is_not_there(&admin.services(who).await));
        assert!(is_not_there(&admin.settings(who)));
        assert!(is_not_there(&admin.registration(who)));
        assert!(is_not_there(&admin.set_role(who, eve.id(), Role::Admin).await));
        assert!(is_not_there(&admin.sign_out(who, ana.id()).await));
        assert!(is_not_there(&admin.block(who, ana.id()).await));
        assert!(is_not_there(&admin.unblock(who, ana.id()).await));
        assert!(is_not_there(&admin.delete(who, eve.id(), "eve@example.org").await));
    }
    assert!(place.admin.person(&ana, eve.id()).await.is_ok());
}

#[tokio::test]
async fn people_are_paged_newest_first_with_what_they_used_this_month() {
    let place = place().await;
    let ana = place.person("ana").await;
    let mut last = ana.clone();
    for n in 0..30 {
        last = place.person(&format!("p{n:02}")).await;
    }
    place.used(&last.user, "m", 10, place.now).await;
    place.used(&last.user, "m", 99, day::start("2026-10-31").unwrap()).await;
    let page = place.admin.people(&ana, "", None).await.unwrap();
    assert_eq!(page.items.len(), 25);
    assert_eq!((page.items[0].account.user.id, page.items[0].month.input), (last.id(), 10));
    let next = page.next.unwrap().parse().unwrap();
    let rest = place.admin.people(&ana, "", Some(next)).await.unwrap();
    assert_eq!((rest.items.len(), rest.next), (6, None));
    assert_eq!(rest.items[5].account.user.id, ana.id());
    let found = place.admin.people(&ana, "P07@", None).await.unwrap();
    assert_eq!(found.items.len(), 1);
    assert!(place.admin.people(&ana, "%", None).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn usage_of_all_is_summed_by_model_and_told_by_person() {
    let place = place().await;
    let (ana, eve) = (place.person("ana").await, place.person("eve").await);
    place.used(&ana.user, "a", 5, place.now).await;
    place.used(&eve.user, "a", 50, place.now).await;
    place.used(&eve.user, "b", 7, place.now).await;
    let usage = place.admin.usage(&ana, "2026-11-01", "2026-11-30").await.unwrap();
    assert_eq!((usage.report.total.answers, usage.report.total.input), (3, 62));
    assert_eq!(usage.report.lines.len(), 2);
    let people: Vec<_> = usage.people.iter().map(|of| (of.user.id, of.model.as_str())).collect();
    assert_eq!(people, [(eve.id(), "a"), (eve.id(), "b"), (ana.id(), "a")]);
    assert!(!usage.cut);
    let none = place.admin.usage(&ana, "2026-10-01", "2026-10-31").await.unwrap();
    assert_eq!((none.report.total.answers, none.people.len()), (0, 0));
}

#[tokio::test]
async fn settings_are_shown_with_their_place() {
    let place = place().await;
    let ana = place.person("ana").await;
    let settings = place.admin.settings(&ana).unwrap();
    let found = settings.iter().find(|it| it.name == "auth.registration").unwrap();
    assert_eq!((&found.value, &found.place), (&Shown::Text("true".to_owned()), &None));
    assert!(place.admin.registration(&ana).unwrap());
}
