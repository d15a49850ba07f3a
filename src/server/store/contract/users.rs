//! Accounts.

use adda_protocol::{
    UserId,
    dto::{Role, User},
};
use futures::future::join_all;

use super::{
    database::{Database, TABLES},
    samples::{
        NOW, conversation, everything_of, id, new_api_key, new_session, new_user, send, user,
    },
};
use crate::store::{Error, Rotation};

pub async fn user_is_found_by_id_and_by_email(db: &Database) {
    let made = user(&*db.store, "Ada@Example.org").await;
    let by_id = db.store.user(made.id).await.unwrap().unwrap();
    let by_email = db.store.user_by_email("ada@example.org").await.unwrap().unwrap();
    assert_eq!(by_id.user, made);
    assert_eq!(by_email.user, made);
    assert_eq!(made.email, "Ada@Example.org");
    assert_eq!(by_email.password_hash, "$argon2id$...");
    assert!(db.store.user_by_email("other@example.org").await.unwrap().is_none());
    assert!(db.store.user(id(UserId::new)).await.unwrap().is_none());
}

pub async fn a06_first_user_alone_is_admin_when_many_register_at_once(db: &Database) {
    let emails: Vec<_> = (0..8).map(|n| format!("u{n}@example.org")).collect();
    let made = join_all(emails.iter().map(|email| db.store.create_user(new_user(email)))).await;
    let admins = made.into_iter().filter(|made| made.as_ref().unwrap().role == Role::Admin);
    assert_eq!(admins.count(), 1);
    let listed = db.store.users().await.unwrap();
    assert_eq!(listed.len(), 8);
    assert_eq!(listed.iter().filter(|user| user.role == Role::Admin).count(), 1);
}

pub async fn email_is_taken_once_however_many_register(db: &Database) {
    let tries = (0..6).map(|_| db.store.create_user(new_user("ada@example.org")));
    let outcomes = join_all(tries).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    for outcome in outcomes.into_iter().filter_map(Result::err) {
        assert!(matches!(outcome, Error::Exists("users.email")), "{outcome}");
    }
    assert_eq!(db.store.users().await.unwrap().len(), 1);
}

pub async fn user_changes_are_told_apart_from_absence(db: &Database) {
    let store = &db.store;
    let made = user(&**store, "ada@example.org").await;
    assert!(store.set_password(made.id, "$new").await.unwrap());
    assert!(store.set_role(made.id, Role::Member).await.unwrap());
    let row = store.user(made.id).await.unwrap().unwrap();
    assert_eq!((row.password_hash.as_str(), row.user.role), ("$new", Role::Member));

    let nobody = id(UserId::new);
    assert!(!store.set_password(nobody, "$new").await.unwrap());
    assert!(!store.set_role(nobody, Role::Admin).await.unwrap());
    assert!(store.delete_user(nobody).await.unwrap().is_empty());
}

pub async fn name_is_changed_for_its_person_alone_and_not_where_it_is_written(db: &Database) {
    let store = &*db.store;
    let (ada, eve) = (user(store, "a@example.org").await, user(store, "b@example.org").await);
    let talk = conversation(store, ada.id).await;
    let (before, _) = send(store, talk.id, ada.id, "hi").await;
    assert!(store.set_name(ada.id, "A\0da").await.unwrap());
    let renamed = User { name: "A\u{fffd}da".to_owned(), ..ada.clone() };
    assert_eq!(store.user(ada.id).await.unwrap().unwrap().user, renamed);
    assert_eq!(store.user(eve.id).await.unwrap().unwrap().user, eve);
    let messages = store.messages(talk.id, None, 100).await.unwrap();
    let kept = messages.iter().find(|message| message.id == before.id).unwrap();
    assert_eq!(kept.author, before.author, "the log is a record");
    assert!(!store.set_name(id(UserId::new), "Nobody").await.unwrap());
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn accounts_are_found_by_name_and_email_and_paged_newest_first(db: &Database) {
    let store = &*db.store;
    let mut made = Vec::new();
    for email in ["ada@example.org", "bob_1@example.org", "bobby@example.org", "Eve@example.org"] {
        made.push(user(store, email).await.id);
    }
    let found = async |words: &str, before, limit| -> Vec<UserId> {
        let accounts = store.accounts(words, before, limit).await.unwrap();
        accounts.into_iter().map(|account| account.user.id).collect()
    };
    assert_eq!(found("", None, 2).await, [made[3], made[2]]);
    assert_eq!(found("", Some(made[2]), 9).await, [made[1], made[0]]);
    assert_eq!(found("BOB", None, 9).await, [made[2], made[1]]);
    assert_eq!(found("ADA", None, 9).await.len(), 4, "the name of all of them");
    // Signs that mean something to the engines mean themselves.
    assert_eq!(found("b_1@", None, 9).await, [made[1]]);
    for nothing in ["%", "!", "' OR 1=1 --", "\0"] {
        assert!(found(nothing, None, 9).await.is_empty(), "{nothing:?}");
    }
}

pub async fn account_was_seen_when_it_signed_in_or_renewed(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let seen = async || store.account(person.id).await.unwrap().unwrap().seen_at;
    assert_eq!(seen().await, None);
    store.create_session(new_session(person.id, 1)).await.unwrap();
    assert_eq!(seen().await, Some(NOW));
    store.rotate([1; 32], [2; 32], NOW + 70, NOW + 900, 5).await.unwrap();
    assert_eq!(seen().await, Some(NOW + 70));
    store.end_sessions(person.id, None).await.unwrap();
    assert_eq!(seen().await, Some(NOW + 70), "it outlives the session");
    assert!(store.account(id(UserId::new)).await.unwrap().is_none());
}

pub async fn last_administrator_stays_when_the_role_is_taken_at_once(db: &Database) {
    let store = &*db.store;
    let (one, other) = (user(store, "a@example.org").await, user(store, "b@example.org").await);
    assert!(!store.take_role(one.id).await.unwrap(), "the only one");
    assert!(!store.take_role(other.id).await.unwrap(), "a member");
    assert!(store.set_role(other.id, Role::Admin).await.unwrap());
    let (first, second) = futures::join!(store.take_role(one.id), store.take_role(other.id));
    assert!(first.unwrap() ^ second.unwrap());
    let admins = store.users().await.unwrap().into_iter().filter(|user| user.role == Role::Admin);
    assert_eq!(admins.count(), 1);
}

pub async fn blocked_account_has_no_sessions_and_no_keys_until_it_is_unblocked(db: &Database) {
    let store = &*db.store;
    let (admin, eve) = (user(store, "a@example.org").await, user(store, "b@example.org").await);
    for (person, token) in [(&admin, 1), (&eve, 2)] {
        assert!(store.create_session(new_session(person.id, token)).await.unwrap());
        assert!(store.create_api_key(new_api_key(person.id, token), 1).await.unwrap());
    }
    let key = store.api_keys(eve.id).await.unwrap()[0].id;
    let blocked_at = async || store.account(eve.id).await.unwrap().unwrap().blocked_at;
    let works = async || {
        let found = store.api_key([2; 32], NOW).await.unwrap().is_some();
        assert_eq!(found, store.api_key_works(key, NOW).await.unwrap());
        found
    };
    assert!(works().await && blocked_at().await.is_none());
    assert!(store.block(eve.id, NOW + 5).await.unwrap());
    assert!(store.block(eve.id, NOW + 9).await.unwrap());
    assert_eq!(blocked_at().await, Some(NOW + 5), "since the first time");
    assert!(store.sessions(eve.id, NOW).await.unwrap().is_empty());
    assert!(!store.create_session(new_session(eve.id, 3)).await.unwrap());
    assert!(store.sessions(eve.id, NOW).await.unwrap().is_empty());
    let rotated = store.rotate([2; 32], [4; 32], NOW, NOW + 900, 5).await.unwrap();
    assert!(matches!(rotated, Rotation::Unknown), "{rotated:?}");
    assert!(!works().await);
    assert_eq!(store.sessions(admin.id, NOW).await.unwrap().len(), 1, "nobody else");
    assert!(store.unblock(eve.id).await.unwrap());
    assert!(works().await && blocked_at().await.is_none());
    assert!(store.create_session(new_session(eve.id, 5)).await.unwrap());
    let nobody = id(UserId::new);
    assert!(!store.block(nobody, NOW).await.unwrap() && !store.unblock(nobody).await.unwrap());
}

pub async fn last_administrator_who_can_sign_in_is_never_blocked(db: &Database) {
    let store = &*db.store;
    let (one, other) = (user(store, "a@example.org").await, user(store, "b@example.org").await);
    assert!(!store.block(one.id, NOW).await.unwrap(), "the only one");
    assert!(store.set_role(other.id, Role::Admin).await.unwrap());
    let (first, second) = futures::join!(store.block(one.id, NOW), store.block(other.id, NOW));
    let blocked = first.unwrap();
    assert!(blocked ^ second.unwrap());
    let (left, out) = if blocked { (other, one) } else { (one, other) };
    assert!(!store.take_role(left.id).await.unwrap(), "the other one cannot sign in");
    assert!(store.take_role(out.id).await.unwrap());
}

pub async fn member_alone_is_deleted_as_a_member(db: &Database) {
    let store = &*db.store;
    let (admin, member) = (user(store, "a@example.org").await, user(store, "b@example.org").await);
    let talk = conversation(store, member.id).await;
    assert_eq!(store.delete_member(admin.id).await.unwrap(), None);
    assert_eq!(store.delete_member(member.id).await.unwrap(), Some(vec![talk.id]));
    assert_eq!(store.delete_member(member.id).await.unwrap(), None);
    assert_eq!(store.users().await.unwrap(), [admin]);
}

pub async fn deleted_user_leaves_no_row_in_any_table(db: &Database) {
    let store = &*db.store;
    let (leaving, staying) =
        (user(store, "a@example.org").await, user(store, "b@example.org").await);
    for (person, token) in [(&leaving, 1), (&staying, 2)] {
        everything_of(store, person.id, token).await;
    }
    store.rotate([1; 32], [3; 32], NOW, NOW + 9, 5).await.unwrap();
    let mut before = Vec::new();
    for table in TABLES {
        before.push(db.number(&format!("SELECT count(*) FROM {table}")).await);
    }
    // Of each table half is theirs; their session has one token more.
    assert_eq!(before, [2, 2, 3, 2, 2, 6, 12, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 4, 2, 2]);

    let gone = store.delete_user(leaving.id).await.unwrap();
    assert_eq!(gone.len(), 1);
    let mut after = Vec::new();
    for table in TABLES {
        after.push(db.number(&format!("SELECT count(*) FROM {table}")).await);
    }
    assert_eq!(after, [1, 1, 1, 1, 1, 3, 6, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1]);
    assert!(store.user(leaving.id).await.unwrap().is_none());
    assert!(store.conversation(gone[0], leaving.id).await.unwrap().is_none());
    assert_eq!(store.check().await.unwrap(), []);
}
