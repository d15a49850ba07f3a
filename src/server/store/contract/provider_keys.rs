//! People's keys of AI services.

use std::sync::Arc;

use adda_protocol::ProviderKeyId;
use futures::future::join_all;

use super::{
    database::Database,
    samples::{NOW, id, new_provider_key, user},
};
use crate::store::{Error, ProviderKeyRow, Sealed};

pub async fn provider_key_is_one_for_each_person_and_provider(db: &Database) {
    let store = &*db.store;
    let (ana, bob) = (user(store, "a@example.org").await, user(store, "b@example.org").await);
    let tries = (0..6).map(|_| store.add_provider_key(new_provider_key(ana.id, "openai")));
    let outcomes = join_all(tries).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    for refusal in outcomes.into_iter().filter_map(Result::err) {
        assert!(matches!(refusal, Error::Exists("provider_keys.provider")), "{refusal}");
    }
    store.add_provider_key(new_provider_key(bob.id, "openai")).await.unwrap();
    let second = ProviderKeyRow { created_at: NOW + 1, ..new_provider_key(ana.id, "deepseek") };
    store.add_provider_key(second.clone()).await.unwrap();

    let providers = |keys: Vec<ProviderKeyRow>| -> Vec<String> {
        keys.into_iter().map(|key| key.provider).collect()
    };
    assert_eq!(providers(store.provider_keys(ana.id).await.unwrap()), ["openai", "deepseek"]);
    assert_eq!(providers(store.provider_keys(bob.id).await.unwrap()), ["openai"]);
    let found = store.provider_key_for(ana.id, "deepseek").await.unwrap();
    assert_eq!(found.as_ref(), Some(&second), "as it was stored");
    assert_eq!(store.provider_key(ana.id, second.id).await.unwrap(), found);
    assert_eq!(store.provider_key_for(bob.id, "deepseek").await.unwrap(), None);
}

pub async fn provider_keys_are_their_owners_alone(db: &Database) {
    let store = &*db.store;
    let (ana, eve) = (user(store, "a@example.org").await, user(store, "e@example.org").await);
    let key = new_provider_key(ana.id, "openai");
    store.add_provider_key(key.clone()).await.unwrap();
    assert_eq!(store.provider_key(eve.id, key.id).await.unwrap(), None);
    assert_eq!(store.rename_provider_key(eve.id, key.id, "mine").await.unwrap(), None);
    assert_eq!(store.remove_provider_key(eve.id, key.id).await.unwrap(), None);
    assert_eq!(store.rename_provider_key(ana.id, id(ProviderKeyId::new), "x").await.unwrap(), None);

    let renamed = store.rename_provider_key(ana.id, key.id, "a\0b").await.unwrap().unwrap();
    assert_eq!(renamed, ProviderKeyRow { label: "a\u{fffd}b".to_owned(), ..key.clone() });
    let removed = store.remove_provider_key(ana.id, key.id).await.unwrap();
    assert_eq!(removed.as_deref(), Some("openai"));
    assert_eq!(store.remove_provider_key(ana.id, key.id).await.unwrap(), None);
    assert_eq!(db.number("SELECT count(*) FROM provider_keys").await, 0);
}

pub async fn provider_key_use_is_noted_and_never_earlier(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await;
    let key = new_provider_key(ana.id, "openai");
    store.add_provider_key(key.clone()).await.unwrap();
    for (at, noted) in [(NOW + 5, NOW + 5), (NOW + 3, NOW + 5), (NOW + 9, NOW + 9)] {
        store.touch_provider_key(key.id, at).await.unwrap();
        let row = store.provider_key(ana.id, key.id).await.unwrap().unwrap();
        assert_eq!(row.last_used_at, Some(noted));
    }
    store.touch_provider_key(id(ProviderKeyId::new), NOW).await.unwrap();
}

pub async fn provider_keys_are_sealed_anew_all_or_none(db: &Database) {
    let store = &*db.store;
    let people =
        [user(store, "a@example.org").await, user(store, "b@example.org").await].map(|p| p.id);
    for person in people {
        store.add_provider_key(new_provider_key(person, "openai")).await.unwrap();
    }
    let before = store.all_provider_keys().await.unwrap();
    assert_eq!(before.len(), 2);
    let last = before[1].id;
    let broken = store.reseal_provider_keys(Arc::new(move |row| {
        assert_ne!(row.id, last, "a bug");
        Some(Sealed(vec![9]))
    }));
    // On PostgreSQL the panic is the caller's.
    let broken = futures::FutureExt::catch_unwind(std::panic::AssertUnwindSafe(broken)).await;
    assert!(broken.map_or(true, |outcome| outcome.is_err()));
    assert_eq!(store.all_provider_keys().await.unwrap(), before);

    let skipped = before[0].id;
    let reseal = move |row: &ProviderKeyRow| {
        (row.id != skipped).then(|| Sealed([row.sealed.0.as_slice(), &[9]].concat()))
    };
    assert_eq!(store.reseal_provider_keys(Arc::new(reseal)).await.unwrap(), 1);
    let after = store.all_provider_keys().await.unwrap();
    assert_eq!(after[0], before[0]);
    assert_eq!(after[1].sealed.0, [1, 0, 255, 7, 9]);
    assert_eq!(store.check().await.unwrap(), []);
}
