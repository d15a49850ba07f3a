//! Sessions and refresh tokens.

use adda_protocol::{Millis, SessionId, UserId};
use futures::future::join;

use super::{
    database::Database,
    samples::{NOW, id, new_session, user},
};
use crate::store::{Rotation, Store};

const GRACE: Millis = 10;

async fn signed_in(store: &dyn Store) -> (UserId, SessionId) {
    let person = user(store, "ada@example.org").await;
    let session = new_session(person.id, 1);
    let made = session.id;
    store.create_session(session).await.unwrap();
    (person.id, made)
}

async fn rotate(store: &dyn Store, presented: u8, next: u8, now: Millis) -> Rotation {
    store.rotate([presented; 32], [next; 32], now, now + 1_000, GRACE).await.unwrap()
}

pub async fn session_lives_until_it_expires(db: &Database) {
    let (person, session) = signed_in(&*db.store).await;
    let row = db.store.session(session, NOW + 999).await.unwrap().unwrap();
    assert_eq!((row.id, row.user.id), (session, person));
    assert_eq!((row.device.as_str(), row.address.as_str()), ("Firefox", "192.0.2.1"));
    assert!(db.store.session(session, NOW + 1_000).await.unwrap().is_none());
    assert_eq!(db.store.sessions(person, NOW).await.unwrap().len(), 1);
    assert!(db.store.sessions(person, NOW + 1_000).await.unwrap().is_empty());
    assert!(db.store.session(id(SessionId::new), NOW).await.unwrap().is_none());
}

pub async fn refresh_token_rotates(db: &Database) {
    let (person, session) = signed_in(&*db.store).await;
    let Rotation::Rotated(row) = rotate(&*db.store, 1, 2, NOW + 500).await else { panic!() };
    assert_eq!((row.id, row.user.id, row.last_used_at), (session, person, NOW + 500));
    // The rotation made the session live longer.
    assert!(db.store.session(session, NOW + 1_499).await.unwrap().is_some());
    assert!(matches!(rotate(&*db.store, 2, 3, NOW + 1_400).await, Rotation::Rotated(_)));
}

pub async fn refresh_token_just_replaced_is_recent(db: &Database) {
    let (_, session) = signed_in(&*db.store).await;
    rotate(&*db.store, 1, 2, NOW).await;
    let Rotation::Recent(row) = rotate(&*db.store, 1, 3, NOW + GRACE).await else { panic!() };
    assert_eq!(row.id, session);
    assert!(matches!(rotate(&*db.store, 3, 4, NOW).await, Rotation::Unknown), "not stored");
    assert!(matches!(rotate(&*db.store, 2, 5, NOW).await, Rotation::Rotated(_)));
}

pub async fn refresh_token_used_again_ends_the_session(db: &Database) {
    let (person, session) = signed_in(&*db.store).await;
    rotate(&*db.store, 1, 2, NOW).await;
    let Rotation::Reused { session: ended, user } = rotate(&*db.store, 1, 3, NOW + GRACE + 1).await
    else {
        panic!()
    };
    assert_eq!((ended, user), (session, person));
    assert!(db.store.session(session, NOW).await.unwrap().is_none());
    assert!(matches!(rotate(&*db.store, 2, 4, NOW).await, Rotation::Unknown));
    assert_eq!(db.number("SELECT count(*) FROM refresh_tokens").await, 0);
}

pub async fn refresh_token_presented_twice_at_once_rotates_once(db: &Database) {
    signed_in(&*db.store).await;
    let store = &*db.store;
    match join(rotate(store, 1, 2, NOW), rotate(store, 1, 3, NOW)).await {
        (Rotation::Rotated(_), Rotation::Recent(_))
        | (Rotation::Recent(_), Rotation::Rotated(_)) => {}
        other => panic!("{other:?}"),
    }
    assert_eq!(db.number("SELECT count(*) FROM refresh_tokens").await, 2);
}

pub async fn refresh_token_unknown_or_expired_changes_nothing(db: &Database) {
    signed_in(&*db.store).await;
    assert!(matches!(rotate(&*db.store, 9, 2, NOW).await, Rotation::Unknown));
    assert!(matches!(rotate(&*db.store, 1, 2, NOW + 1_000).await, Rotation::Unknown));
    assert!(matches!(rotate(&*db.store, 1, 2, NOW).await, Rotation::Rotated(_)));
}

pub async fn sessions_end_for_their_owner_only(db: &Database) {
    let store = &*db.store;
    let (person, first) = signed_in(store).await;
    let other = user(store, "b@example.org").await;
    let (second, third) = (new_session(person, 2), new_session(person, 3));
    let kept = second.id;
    store.create_session(second).await.unwrap();
    store.create_session(third).await.unwrap();
    let foreign = new_session(other.id, 4);
    let foreign_id = foreign.id;
    store.create_session(foreign).await.unwrap();

    assert!(!store.end_session(other.id, first).await.unwrap());
    assert!(store.end_session(person, first).await.unwrap());
    assert!(!store.end_session(person, first).await.unwrap());
    assert_eq!(store.end_sessions(person, Some(kept)).await.unwrap().len(), 1);
    let left: Vec<_> = store.sessions(person, NOW).await.unwrap();
    assert_eq!(left.iter().map(|row| row.id).collect::<Vec<_>>(), [kept]);
    assert_eq!(store.end_sessions(person, None).await.unwrap(), [kept]);
    assert!(store.session(foreign_id, NOW).await.unwrap().is_some());
}
