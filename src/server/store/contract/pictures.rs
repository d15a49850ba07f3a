//! Pictures of people.

use adda_protocol::UserId;

use super::{
    database::Database,
    samples::{id, new_picture, user},
};
use crate::store::{NewPicture, PictureSize};

pub async fn picture_is_its_persons_alone_and_one(db: &Database) {
    let store = &*db.store;
    let (ana, eve) = (user(store, "a@example.org").await, user(store, "e@example.org").await);
    assert_eq!(ana.picture, None);
    let first = new_picture(ana.id);
    assert!(store.set_picture(first.clone()).await.unwrap());
    let of = async |person: UserId, picture: &NewPicture, size| {
        store.picture(person, picture.id, size).await.unwrap()
    };
    assert_eq!(of(ana.id, &first, PictureSize::Small).await, Some(first.small.clone()));
    assert_eq!(of(ana.id, &first, PictureSize::Large).await, Some(first.large.clone()));
    assert_eq!(of(eve.id, &first, PictureSize::Small).await, None);
    let account = store.user(ana.id).await.unwrap().unwrap().user;
    assert_eq!(account.picture, Some(first.id));

    let second = new_picture(ana.id);
    assert!(store.set_picture(second.clone()).await.unwrap());
    assert_eq!(of(ana.id, &first, PictureSize::Small).await, None, "the new one took its place");
    assert_eq!(store.user(ana.id).await.unwrap().unwrap().user.picture, Some(second.id));
    assert!(!store.set_picture(new_picture(id(UserId::new))).await.unwrap(), "nobody's");
}

pub async fn removed_picture_is_gone_from_the_account_too(db: &Database) {
    let store = &*db.store;
    let (ana, eve) = (user(store, "a@example.org").await, user(store, "e@example.org").await);
    let (hers, other) = (new_picture(ana.id), new_picture(eve.id));
    store.set_picture(hers.clone()).await.unwrap();
    store.set_picture(other.clone()).await.unwrap();
    store.remove_picture(ana.id).await.unwrap();
    store.remove_picture(ana.id).await.unwrap();
    assert_eq!(store.picture(ana.id, hers.id, PictureSize::Large).await.unwrap(), None);
    assert_eq!(store.user(ana.id).await.unwrap().unwrap().user.picture, None);
    assert_eq!(store.user(eve.id).await.unwrap().unwrap().user.picture, Some(other.id));
    store.delete_user(eve.id).await.unwrap();
    assert_eq!(db.number("SELECT count(*) FROM pictures").await, 0);
}
