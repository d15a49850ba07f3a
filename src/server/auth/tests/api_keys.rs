use std::time::Duration;

use adda_protocol::{
    ErrorCode,
    dto::{CreateApiKey, CreatedApiKey, DeleteAccount, Scope},
    limits::API_KEYS,
};

use super::{DAY, MINUTE, Place, is_signed_out, is_unauthorized, word};
use crate::auth::{Error, Identity, Result};

const ADDRESS: &str = "10.0.0.9";

fn wanted(scopes: &[Scope], days: Option<u32>) -> CreateApiKey {
    CreateApiKey { name: " My  script ".to_owned(), scopes: scopes.to_vec(), expires_in_days: days }
}

async fn make(place: &Place, who: &Identity, days: Option<u32>) -> CreatedApiKey {
    place.accounts.create_api_key(who, wanted(&[Scope::Chat, Scope::Read], days)).await.unwrap()
}

async fn present(place: &Place, made: &CreatedApiKey) -> Result<Identity> {
    place.accounts.authenticate_key(&made.secret.0, ADDRESS).await
}

/// Waits for what runs beside the requests.
async fn last_used(place: &Place, who: &Identity, expected: Option<i64>) {
    let noted = async {
        while place.accounts.api_keys(who).await.unwrap()[0].last_used_at != expected {
            tokio::task::yield_now().await;
        }
        // The next use counts once this one is seen through.
        while !place.accounts.noting.lock().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), noted).await.expect("the use was not noted");
}

#[tokio::test]
async fn api_key_proves_its_owner_with_its_scopes() {
    let place = Place::new().await;
    let ada = place.register("ada@example.org").await.identity;
    let made = place.accounts.create_api_key(&ada, wanted(&[Scope::Read], None)).await.unwrap();
    assert_eq!((made.key.name.as_str(), made.key.expires_at), ("My script", None));
    assert!(made.secret.0.starts_with("adda_") && made.secret.0.ends_with(&made.key.last4));

    let program = present(&place, &made).await.unwrap();
    assert_eq!(program.user, ada.user);
    program.require(Scope::Read).unwrap();
    let refusal = program.require(Scope::Chat).unwrap_err();
    assert_eq!(refusal.code(), ErrorCode::ScopeMissing);
    ada.require(Scope::Chat).unwrap();
}

#[tokio::test]
async fn api_key_ends_when_it_expires_is_revoked_or_its_account_goes() {
    let place = Place::new().await;
    let ada = place.register("ada@example.org").await.identity;
    let (short, long) = (make(&place, &ada, Some(1)).await, make(&place, &ada, None).await);
    let program = present(&place, &short).await.unwrap();
    place.clock.advance(DAY - 1);
    assert!(present(&place, &short).await.is_ok());
    assert!(place.accounts.still_lives(&program).await.unwrap());
    place.clock.advance(1);
    assert!(matches!(present(&place, &short).await, Err(Error::UnknownKey)));
    assert!(!place.accounts.still_lives(&program).await.unwrap());
    assert!(present(&place, &long).await.is_ok());

    let mut open = place.watch(&ada);
    assert!(place.accounts.revoke_api_key(&ada, long.key.id).await.unwrap());
    assert!(is_signed_out(&mut open).await, "streams of the key look again");
    assert!(matches!(present(&place, &long).await, Err(Error::UnknownKey)));

    let last = make(&place, &ada, None).await;
    let password = word(super::PASSWORD);
    place.accounts.delete_account(&ada, DeleteAccount { password }).await.unwrap();
    assert!(matches!(present(&place, &last).await, Err(Error::UnknownKey)));
}

/// attacks.md 1: another person's key.
#[tokio::test]
async fn a01_api_key_of_another_person_is_neither_seen_nor_revoked() {
    let place = Place::new().await;
    let ada = place.register("ada@example.org").await.identity;
    let bob = place.register("bob@example.org").await.identity;
    let made = make(&place, &ada, None).await;
    assert!(place.accounts.api_keys(&bob).await.unwrap().is_empty());
    assert!(!place.accounts.revoke_api_key(&bob, made.key.id).await.unwrap());
    assert!(present(&place, &made).await.is_ok());
}

#[tokio::test]
async fn api_key_cannot_touch_keys_or_the_account() {
    let place = Place::new().await;
    let ada = place.register("ada@example.org").await.identity;
    let made = make(&place, &ada, None).await;
    let program = present(&place, &made).await.unwrap();
    let accounts = &place.accounts;
    let refused = |result: Result<()>| assert!(matches!(result, Err(Error::NotForKeys)));
    refused(accounts.create_api_key(&program, wanted(&[Scope::Read], None)).await.map(drop));
    refused(accounts.api_keys(&program).await.map(drop));
    refused(accounts.revoke_api_key(&program, made.key.id).await.map(drop));
    refused(accounts.sessions(&program).await.map(drop));
    refused(accounts.revoke(&program, ada.session().unwrap()).await.map(drop));
    refused(accounts.logout(&program).await);
    let password = word(super::PASSWORD);
    refused(accounts.delete_account(&program, DeleteAccount { password }).await);
    let (current, new) = (word(super::PASSWORD), word("another long phrase"));
    let form = adda_protocol::dto::ChangePassword { current, new };
    refused(accounts.change_password(&program, form).await);
    assert!(present(&place, &made).await.is_ok());
}

#[tokio::test]
async fn api_key_use_is_noted_once_a_minute() {
    let place = Place::new().await;
    let ada = place.register("ada@example.org").await.identity;
    let made = make(&place, &ada, None).await;
    last_used(&place, &ada, None).await;
    present(&place, &made).await.unwrap();
    last_used(&place, &ada, Some(super::NOW)).await;
    place.clock.advance(MINUTE - 1);
    present(&place, &made).await.unwrap();
    place.clock.advance(1);
    present(&place, &made).await.unwrap();
    last_used(&place, &ada, Some(super::NOW + MINUTE)).await;
}

#[tokio::test]
async fn a10_api_keys_that_do_not_work_are_limited_and_never_lock_out_good_ones() {
    let place = Place::with(|config| config.attempts_per_minute = 3).await;
    let ada = place.register("ada@example.org").await.identity;
    let made = make(&place, &ada, None).await;
    let wrong = async || place.accounts.authenticate_key("adda_wrong", ADDRESS).await;
    for _ in 0..3 {
        assert!(matches!(wrong().await, Err(Error::UnknownKey)));
    }
    assert!(matches!(wrong().await, Err(Error::RateLimited { retry_after: 20 })));
    assert!(present(&place, &made).await.is_ok());
    assert!(!is_unauthorized(&place.accounts.authenticate_key("adda_wrong", "10.0.0.10").await));
}

#[tokio::test]
async fn api_keys_have_limits() {
    let place = Place::new().await;
    let ada = place.register("ada@example.org").await.identity;
    let field = async |form| match place.accounts.create_api_key(&ada, form).await {
        Err(Error::Invalid { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    assert_eq!(field(wanted(&[], None)).await, "scopes");
    assert_eq!(field(wanted(&[Scope::Read], Some(0))).await, "expires_in_days");
    assert_eq!(field(wanted(&[Scope::Read], Some(u32::MAX))).await, "expires_in_days");
    for name in ["", " ", "a\u{202E}b", &"x".repeat(81)] {
        let form = CreateApiKey { name: name.to_owned(), ..wanted(&[Scope::Read], None) };
        assert_eq!(field(form).await, "name");
    }
    for _ in 0..API_KEYS {
        make(&place, &ada, None).await;
    }
    let more = place.accounts.create_api_key(&ada, wanted(&[Scope::Read], None)).await;
    assert!(matches!(more, Err(Error::Conflict(_))));
}

#[tokio::test]
async fn a23_api_key_shows_in_no_debug_output() {
    let place = Place::new().await;
    let ada = place.register("ada@example.org").await.identity;
    let made = make(&place, &ada, None).await;
    let program = present(&place, &made).await.unwrap();
    let shown = format!("{made:?} {program:?} {:?}", place.accounts);
    assert!(!shown.contains(&made.secret.0[5..]), "{shown}");
}

#[tokio::test]
async fn rename_is_known_to_keys_and_open_connections_at_once() {
    let place = Place::new().await;
    let ada = place.register("ada@example.org").await.identity;
    let key = make(&place, &ada, None).await;
    let program = present(&place, &key).await.unwrap();
    let mut open = place.watch(&ada);
    let refused = place.accounts.rename(&program, "Eve").await;
    assert!(matches!(refused, Err(Error::NotForKeys)));
    for bad in ["", " \t", "a\u{202E}b", &"a".repeat(81)] {
        let refused = place.accounts.rename(&ada, bad).await;
        assert!(matches!(refused, Err(Error::Invalid { field: "name", .. })), "{bad:?}");
    }
    assert_eq!(place.accounts.rename(&ada, " ada ").await.unwrap(), ada.user);
    assert!(!is_signed_out(&mut open).await, "nothing has changed");

    let renamed = place.accounts.rename(&ada, " Ada \t Lovelace ").await.unwrap();
    assert_eq!(renamed.name, "Ada Lovelace");
    assert!(is_signed_out(&mut open).await, "connections look again");
    let now = place.accounts.renewed(&ada).await.unwrap().unwrap();
    assert_eq!((&now.user, &now.by), (&renamed, &ada.by));
    assert_eq!(present(&place, &key).await.unwrap().user, renamed);
}
