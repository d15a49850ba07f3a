use adda_protocol::{
    ConversationId,
    dto::{ChangePassword, DeleteAccount, Role},
};

use super::*;
use crate::store::NewConversation;

#[tokio::test]
async fn register_makes_the_first_account_administrator_and_no_other() {
    let place = Place::new().await;
    let first = place.register("ada@example.org").await;
    let second = place.register("grace@example.org").await;
    assert_eq!((first.identity.user.role, second.identity.user.role), (Role::Admin, Role::Member));
    assert_eq!(first.identity.user.name, "ada");
    assert!(place.is_live(&first).await && place.is_live(&second).await);
}

/// attacks.md 4: signing up twice, case and Unicode variants of one e-mail are one account.
#[tokio::test]
async fn register_takes_variants_of_an_email_for_one_account() {
    let place = Place::new().await;
    place.register("Zoë@example.org").await;
    for variant in ["zoe\u{308}@EXAMPLE.org", " ZOË@example.org", "zoë\u{FF20}example.org"] {
        let again = place.accounts.register(form(variant), from("10.0.0.2")).await;
        assert!(matches!(again, Err(Error::EmailTaken)), "{variant}");
        assert!(place.login(variant, PASSWORD).await.is_ok(), "{variant}");
    }
    assert_eq!(place.accounts.accounts().await.unwrap().len(), 1);
}

#[tokio::test]
async fn register_twice_at_once_makes_one_account() {
    let place = Place::new().await;
    let (one, two) = tokio::join!(
        place.accounts.register(form("ada@example.org"), from("10.0.0.1")),
        place.accounts.register(form("ADA@example.org"), from("10.0.0.2")),
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
}

#[tokio::test]
async fn register_is_refused_when_closed_but_the_operator_may() {
    let place = Place::with(|auth| auth.registration = false).await;
    let refused = place.accounts.register(form("ada@example.org"), from("10.0.0.1")).await;
    assert!(matches!(refused, Err(Error::RegistrationClosed)));
    place.accounts.create_account("ada@example.org", "", &word(PASSWORD)).await.unwrap();
    assert!(place.login("ada@example.org", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn register_names_the_field_that_is_wrong() {
    let place = Place::new().await;
    let with = |email: &str, password: &str, name: &str| Register {
        email: email.to_owned(),
        password: word(password),
        name: name.to_owned(),
    };
    for (form, wrong) in [
        (with("nobody", PASSWORD, ""), "email"),
        (with("ada@example.org", "short", ""), "password"),
        (with("ada@example.org", "ada@EXAMPLE.org", ""), "password"),
        (with("ada@example.org", PASSWORD, "a\u{202E}b"), "name"),
    ] {
        let refused = place.accounts.register(form, from("10.0.0.1")).await;
        assert!(matches!(refused, Err(Error::Invalid { field, .. }) if field == wrong), "{wrong}");
    }
    assert!(place.accounts.accounts().await.unwrap().is_empty());
}

/// attacks.md 10: the same answer and the same work for accounts that do not exist.
#[tokio::test]
async fn login_does_the_same_work_whether_the_account_exists() {
    let place = Place::new().await;
    place.register("ada@example.org").await;
    let mut work = Vec::new();
    for email in ["ada@example.org", "nobody@example.org"] {
        let before = place.accounts.passwords.computed();
        let refused = place.login(email, "wrong password").await;
        assert!(matches!(refused, Err(Error::WrongCredentials)));
        work.push(place.accounts.passwords.computed() - before);
    }
    assert_eq!(work, [1, 1]);
}

/// attacks.md 10: guessing is limited per account, from wherever it comes, existing or not.
#[tokio::test]
async fn login_is_limited_per_account() {
    let place = Place::with(|auth| auth.attempts_per_minute = 5).await;
    place.register("ada@example.org").await;
    for email in ["ada@example.org", "nobody@example.org"] {
        for n in 0..5 {
            let address = format!("10.0.1.{n}");
            let refused =
                place.accounts.login(login(email, "wrong password"), from(&address)).await;
            assert!(matches!(refused, Err(Error::WrongCredentials)));
        }
        let worked = place.accounts.passwords.computed();
        // The right password does not help either, nor another way of writing the address.
        let refused =
            place.accounts.login(login(&email.to_uppercase(), PASSWORD), from("10.0.2.1")).await;
        assert!(matches!(refused, Err(Error::RateLimited { retry_after: 12 })), "{refused:?}");
        assert_eq!(place.accounts.passwords.computed(), worked, "a refusal costs no hash");
    }
    place.clock.advance(12_000);
    assert!(place.login("ada@example.org", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn login_is_limited_per_address() {
    let place = Place::with(|auth| auth.attempts_per_minute = 5).await;
    place.register("ada@example.org").await;
    for n in 0..5 {
        let email = format!("guess{n}@example.org");
        let refused = place.accounts.login(login(&email, "wrong password"), from("10.9.9.9")).await;
        assert!(matches!(refused, Err(Error::WrongCredentials)));
    }
    let limited = place.accounts.login(login("ada@example.org", PASSWORD), from("10.9.9.9")).await;
    assert!(matches!(limited, Err(Error::RateLimited { .. })));
    assert!(
        place.login("ada@example.org", PASSWORD).await.is_ok(),
        "other addresses are not touched"
    );
}

#[tokio::test]
async fn login_that_succeeds_is_never_limited() {
    let place = Place::with(|auth| auth.attempts_per_minute = 2).await;
    place.register("ada@example.org").await;
    for _ in 0..10 {
        place.login("ada@example.org", PASSWORD).await.unwrap();
    }
}

#[tokio::test]
async fn register_is_limited_per_address() {
    let place = Place::with(|auth| auth.attempts_per_minute = 2).await;
    for n in 0..2 {
        place.register(&format!("a{n}@example.org")).await;
    }
    let limited = place.accounts.register(form("a3@example.org"), from("10.0.0.1")).await;
    assert!(matches!(limited, Err(Error::RateLimited { .. })));
    place.accounts.register(form("a3@example.org"), from("10.0.0.2")).await.unwrap();
}

#[tokio::test]
async fn login_converts_a_hash_of_other_costs() {
    let place = Place::new().await;
    let who = place.register("ada@example.org").await.identity;
    let stored = async || place.store.user(who.id()).await.unwrap().unwrap().password_hash;
    let stronger = place.again(|auth| auth.argon2_memory_kib = 128, "the server's secret");
    assert!(stored().await.contains("m=64,"));
    stronger.login(login("ada@example.org", PASSWORD), from("10.0.0.1")).await.unwrap();
    assert!(stored().await.contains("m=128,"));
    stronger.login(login("ada@example.org", PASSWORD), from("10.0.0.1")).await.unwrap();
}

#[tokio::test]
async fn change_password_ends_the_other_sessions_and_keeps_this_one() {
    let place = Place::new().await;
    let here = place.register("ada@example.org").await;
    let there = place.login("ada@example.org", PASSWORD).await.unwrap();
    let mut watching = place.watch(&here.identity);
    let change =
        |current: &str, new: &str| ChangePassword { current: word(current), new: word(new) };

    let wrong = place
        .accounts
        .change_password(&here.identity, change("wrong password", "new password!"))
        .await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)));
    let weak = place.accounts.change_password(&here.identity, change(PASSWORD, "password1")).await;
    assert!(matches!(weak, Err(Error::Invalid { field: "new", .. })));
    assert!(place.is_live(&there).await && !is_signed_out(&mut watching).await);

    place
        .accounts
        .change_password(&here.identity, change(PASSWORD, "new password!"))
        .await
        .unwrap();
    assert!(place.is_live(&here).await);
    assert!(!place.is_live(&there).await);
    assert!(is_unauthorized(&place.accounts.refresh(&refresh_of(&there)).await));
    assert!(is_signed_out(&mut watching).await);
    assert!(place.login("ada@example.org", PASSWORD).await.is_err());
    assert!(place.login("ada@example.org", "new password!").await.is_ok());
}

#[tokio::test]
async fn change_password_is_limited() {
    let place = Place::with(|auth| auth.attempts_per_minute = 3).await;
    let who = place.register("ada@example.org").await.identity;
    for n in 0..4 {
        let form = ChangePassword { current: word("wrong password"), new: word("new password!") };
        let refused = place.accounts.change_password(&who, form).await.unwrap_err();
        assert_eq!(matches!(refused, Error::RateLimited { .. }), n == 3, "{refused}");
    }
    assert!(place.login("ada@example.org", PASSWORD).await.is_ok(), "signing in has its own count");
}

/// attacks.md 4: a deleted account's tokens stop at once.
#[tokio::test]
async fn delete_account_ends_its_tokens_and_tells_who_watched() {
    let place = Place::new().await;
    let ada = place.register("ada@example.org").await;
    let id = ConversationId::new(NOW, [5; 10]);
    let new = NewConversation {
        id,
        owner: ada.identity.id(),
        title: String::new(),
        model: "guide".to_owned(),
        category: String::new(),
        greeting: None,
        at: NOW,
    };
    place.store.create_conversation(new).await.unwrap();
    let mut watching = place.watch(&ada.identity);
    let mut reading = place.hub.subscriber();
    reading.watch(Topic::Conversation(id));

    let delete = |password: &str| DeleteAccount { password: word(password) };
    let wrong = place.accounts.delete_account(&ada.identity, delete("wrong password")).await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)));
    assert!(place.is_live(&ada).await);

    place.accounts.delete_account(&ada.identity, delete(PASSWORD)).await.unwrap();
    assert!(!place.is_live(&ada).await);
    assert!(is_unauthorized(&place.accounts.refresh(&refresh_of(&ada)).await));
    assert!(matches!(place.login("ada@example.org", PASSWORD).await, Err(Error::WrongCredentials)));
    assert!(is_signed_out(&mut watching).await);
    let Delivery::Frame(gone) = reading.next().await else { panic!("lagged") };
    assert_eq!(gone.frame, ServerFrame::Gone { conversation: id });
    // The address is free again.
    place.register("ada@example.org").await;
}

#[tokio::test]
async fn operator_resets_passwords_and_promotes() {
    let place = Place::new().await;
    place.register("ada@example.org").await;
    let grace = place.register("grace@example.org").await;
    let user = place.accounts.account("GRACE@example.org").await.unwrap().unwrap();
    place.accounts.set_role(&user, Role::Admin).await.unwrap();
    place.accounts.reset_password(&user, &word("another one!")).await.unwrap();
    assert!(!place.is_live(&grace).await);
    let back = place.login("grace@example.org", "another one!").await.unwrap();
    assert!(back.identity.is_admin());
    assert!(place.accounts.account("nobody@example.org").await.unwrap().is_none());
}
