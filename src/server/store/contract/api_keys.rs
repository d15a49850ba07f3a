//! Keys for programs.

use adda_protocol::dto::Scope;
use futures::future::join_all;

use super::{
    database::Database,
    samples::{NOW, new_api_key, user},
};

pub async fn api_key_is_found_by_its_hash_until_it_expires(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let new = new_api_key(person.id, 1);
    let made = new.id;
    assert!(store.create_api_key(new, 9).await.unwrap());

    let row = store.api_key([1; 32], NOW + 999).await.unwrap().unwrap();
    assert_eq!((row.key.id, row.user.id), (made, person.id));
    assert_eq!((row.key.name.as_str(), row.key.last4.as_str()), ("Script", "wxyz"));
    assert_eq!(row.key.scopes, [Scope::Read, Scope::Chat]);
    assert_eq!((row.key.created_at, row.key.expires_at), (NOW, Some(NOW + 1_000)));
    assert!(store.api_key_works(made, NOW + 999).await.unwrap());

    assert!(store.api_key([2; 32], NOW).await.unwrap().is_none());
    assert!(store.api_key([1; 32], NOW + 1_000).await.unwrap().is_none());
    assert!(!store.api_key_works(made, NOW + 1_000).await.unwrap());
    let forever = super::samples::new_api_key(person.id, 3);
    assert!(
        store
            .create_api_key(crate::store::NewApiKey { expires_at: None, ..forever }, 9)
            .await
            .unwrap()
    );
    assert!(store.api_key([3; 32], i64::MAX).await.unwrap().is_some());
}

pub async fn api_keys_are_listed_and_removed_for_their_owner_only(db: &Database) {
    let store = &*db.store;
    let (person, other) = (user(store, "a@example.org").await, user(store, "b@example.org").await);
    let (first, second) = (new_api_key(person.id, 1), new_api_key(person.id, 2));
    let (older, newer) = (first.id, second.id);
    store.create_api_key(first, 9).await.unwrap();
    store.create_api_key(second, 9).await.unwrap();
    store.create_api_key(new_api_key(other.id, 3), 9).await.unwrap();

    let listed = store.api_keys(person.id).await.unwrap();
    assert_eq!(listed.iter().map(|key| key.id).collect::<Vec<_>>(), [newer, older]);
    assert!(!store.delete_api_key(other.id, older).await.unwrap());
    assert!(store.api_key_works(older, NOW).await.unwrap());
    assert!(store.delete_api_key(person.id, older).await.unwrap());
    assert!(!store.delete_api_key(person.id, older).await.unwrap());
    assert!(store.api_key([1; 32], NOW).await.unwrap().is_none());
    assert!(!store.api_key_works(older, NOW).await.unwrap());
    assert!(store.api_key([3; 32], NOW).await.unwrap().is_some());
}

pub async fn api_keys_at_once_never_exceed_their_number(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let made = (0..12).map(|n| store.create_api_key(new_api_key(person.id, n), 5));
    let made = join_all(made).await.into_iter().filter(|made| *made.as_ref().unwrap()).count();
    assert_eq!(made, 5);
    assert_eq!(store.api_keys(person.id).await.unwrap().len(), 5);
}

pub async fn api_key_use_goes_forward_only(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let new = new_api_key(person.id, 1);
    let made = new.id;
    store.create_api_key(new, 9).await.unwrap();
    let used = async || store.api_keys(person.id).await.unwrap()[0].last_used_at;
    assert_eq!(used().await, None);
    for (at, expected) in [(NOW + 5, NOW + 5), (NOW + 3, NOW + 5), (NOW + 9, NOW + 9)] {
        store.api_key_used(made, at).await.unwrap();
        assert_eq!(used().await, Some(expected));
    }
}
