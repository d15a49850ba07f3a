use super::*;

#[tokio::test]
async fn access_token_ends_after_its_minutes_and_refresh_renews_it() {
    let place = Place::new().await;
    let first = place.register("ada@example.org").await;
    place.clock.advance(15 * MINUTE - 1_000);
    assert!(place.is_live(&first).await);
    place.clock.advance(1_000);
    assert!(!place.is_live(&first).await);
    let second = place.accounts.refresh(&refresh_of(&first)).await.unwrap();
    assert_eq!(second.identity, first.identity);
    assert!(place.is_live(&second).await);
}

/// attacks.md 7: tokens signed elsewhere, and ours for a session that is another's or gone.
#[tokio::test]
async fn authenticate_refuses_tokens_without_a_live_session_of_their_own() {
    let place = Place::new().await;
    let ada = place.register("ada@example.org").await.identity;
    let grace = place.register("grace@example.org").await.identity;
    let until = NOW + MINUTE;
    let sign = |accounts: &Accounts, user, session| {
        accounts.signer.sign(user, session, NOW, until).unwrap()
    };
    let check = async |token: Secret| place.accounts.authenticate(token.expose()).await;

    assert!(check(sign(&place.accounts, ada.id(), ada.session().unwrap())).await.is_ok());
    assert!(is_unauthorized(
        &check(sign(&place.accounts, ada.id(), grace.session().unwrap())).await
    ));
    let elsewhere = place.again(|_| {}, "another secret");
    assert!(is_unauthorized(&check(sign(&elsewhere, ada.id(), ada.session().unwrap())).await));
    for garbage in ["", "a.b.c", "Bearer x", &"x".repeat(100_000)] {
        assert!(is_unauthorized(&place.accounts.authenticate(garbage).await));
    }
    place.accounts.logout(&ada).await.unwrap();
    assert!(is_unauthorized(&check(sign(&place.accounts, ada.id(), ada.session().unwrap())).await));
}

#[tokio::test]
async fn tokens_survive_a_restart_of_the_server() {
    let place = Place::new().await;
    let ada = place.register("ada@example.org").await;
    let restarted = place.again(|_| {}, "the server's secret");
    assert!(restarted.authenticate(ada.tokens.access.expose()).await.is_ok());
    let renewed = restarted.refresh(&refresh_of(&ada)).await.unwrap();
    // With another secret key nobody is signed in any more.
    let elsewhere = place.again(|_| {}, "another secret");
    assert!(is_unauthorized(&elsewhere.authenticate(renewed.tokens.access.expose()).await));
    assert!(is_unauthorized(&elsewhere.refresh(&refresh_of(&renewed)).await));
}

#[tokio::test]
async fn session_at_hand_ends_at_once_here_and_soon_where_it_ended_elsewhere() {
    let place = Place::new().await;
    let here = place.register("ada@example.org").await;
    let again = login("ada@example.org", super::PASSWORD);
    let other = place.accounts.login(again, from("10.0.0.2")).await.unwrap();
    assert!(place.is_live(&here).await && place.is_live(&other).await);
    let session = other.identity.session().unwrap();
    assert!(place.accounts.revoke(&here.identity, session).await.unwrap());
    assert!(!place.is_live(&other).await, "what was at hand is not asked");

    let elsewhere = place.again(|_| {}, "the server's secret");
    assert!(place.is_live(&here).await);
    elsewhere.logout(&here.identity).await.unwrap();
    place.clock.advance(999);
    assert!(place.is_live(&here).await, "the database is not asked again so soon");
    assert!(!place.accounts.still_lives(&here.identity).await.unwrap(), "but for what stays open");
    place.clock.advance(1);
    assert!(!place.is_live(&here).await);
}

#[tokio::test]
async fn session_at_hand_is_over_when_its_time_is() {
    let place = Place::with(|auth| auth.refresh_days = 1).await;
    let ada = place.register("ada@example.org").await;
    let (user, session) = (ada.identity.id(), ada.identity.session().unwrap());
    let until = NOW + 2 * DAY;
    let access = place.accounts.signer.sign(user, session, NOW, until).unwrap();
    let live = || place.accounts.authenticate(access.expose());
    place.clock.advance(DAY - 1);
    assert!(live().await.is_ok());
    place.clock.advance(1);
    assert!(is_unauthorized(&live().await), "and not a second later");
}

/// attacks.md 7: a refresh token used twice ends the family.
#[tokio::test]
async fn refresh_token_used_again_later_ends_the_session() {
    let place = Place::new().await;
    let first = place.register("ada@example.org").await;
    let second = place.accounts.refresh(&refresh_of(&first)).await.unwrap();
    let mut watching = place.watch(&first.identity);
    place.clock.advance(31_000);
    assert!(is_unauthorized(&place.accounts.refresh(&refresh_of(&first)).await));
    assert!(!place.is_live(&second).await);
    assert!(is_unauthorized(&place.accounts.refresh(&refresh_of(&second)).await));
    assert!(is_signed_out(&mut watching).await);
}

#[tokio::test]
async fn refresh_by_two_tabs_at_once_signs_neither_out() {
    let place = Place::new().await;
    let first = place.register("ada@example.org").await;
    let old = refresh_of(&first);
    let (one, two) = tokio::join!(place.accounts.refresh(&old), place.accounts.refresh(&old));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(
        [&one, &two].iter().filter(|signed_in| signed_in.tokens.refresh.is_some()).count(),
        1,
        "only one of them rotates"
    );
    assert!(place.is_live(&one).await && place.is_live(&two).await);
    let rotated = if one.tokens.refresh.is_some() { one } else { two };
    place.clock.advance(DAY);
    assert!(place.accounts.refresh(&refresh_of(&rotated)).await.is_ok());
}

#[tokio::test]
async fn refresh_token_ends_after_its_days_unless_used() {
    let place = Place::new().await;
    let first = place.register("ada@example.org").await;
    place.clock.advance(29 * DAY);
    let second = place.accounts.refresh(&refresh_of(&first)).await.unwrap();
    place.clock.advance(29 * DAY);
    let third = place.accounts.refresh(&refresh_of(&second)).await.unwrap();
    place.clock.advance(30 * DAY + 1);
    assert!(is_unauthorized(&place.accounts.refresh(&refresh_of(&third)).await));
}

#[tokio::test]
async fn refresh_takes_nothing_but_refresh_tokens() {
    let place = Place::new().await;
    let ada = place.register("ada@example.org").await;
    let access = ada.tokens.access.expose();
    for token in ["", "x", access, &"A".repeat(43), &"A".repeat(100_000)] {
        assert!(is_unauthorized(&place.accounts.refresh(token).await));
    }
    assert!(is_unauthorized(&place.accounts.authenticate(&refresh_of(&ada)).await));
}

#[tokio::test]
async fn sessions_are_listed_and_revoked_by_their_owner_only() {
    let place = Place::new().await;
    let here = place.register("ada@example.org").await;
    place.clock.advance(MINUTE);
    let there = place
        .accounts
        .login(
            login("ada@example.org", PASSWORD),
            Origin { address: "10.0.0.9".to_owned(), device: format!("a\n{}", "b".repeat(5_000)) },
        )
        .await
        .unwrap();
    let grace = place.register("grace@example.org").await;

    let listed = place.accounts.sessions(&here.identity).await.unwrap();
    let mine: Vec<_> = listed.iter().map(|session| (session.id, session.current)).collect();
    assert_eq!(
        mine,
        [(there.identity.session().unwrap(), false), (here.identity.session().unwrap(), true)]
    );
    assert!(listed[0].device.len() <= 200 && !listed[0].device.contains('\n'));
    assert_eq!(listed[0].address, "10.0.0.9");

    // attacks.md 1: another's session is not there for them.
    assert!(
        !place.accounts.revoke(&grace.identity, there.identity.session().unwrap()).await.unwrap()
    );
    assert!(place.is_live(&there).await);

    let mut watching = place.watch(&here.identity);
    assert!(
        place.accounts.revoke(&here.identity, there.identity.session().unwrap()).await.unwrap()
    );
    assert!(
        !place.accounts.revoke(&here.identity, there.identity.session().unwrap()).await.unwrap()
    );
    assert!(!place.is_live(&there).await && place.is_live(&here).await);
    assert!(is_signed_out(&mut watching).await);
}

#[tokio::test]
async fn sessions_unused_for_longest_make_room_for_new_ones() {
    let place = Place::new().await;
    let first = place.register("ada@example.org").await;
    place.clock.advance(1);
    let second = place.login("ada@example.org", PASSWORD).await.unwrap();
    let mut last = second.clone();
    for _ in 0..49 {
        place.clock.advance(1);
        last = place.login("ada@example.org", PASSWORD).await.unwrap();
    }
    assert!(!place.is_live(&first).await);
    assert!(place.is_live(&second).await && place.is_live(&last).await);
    assert_eq!(place.accounts.sessions(&last.identity).await.unwrap().len(), 50);
}

#[tokio::test]
async fn logout_ends_this_session_only() {
    let place = Place::new().await;
    let here = place.register("ada@example.org").await;
    let there = place.login("ada@example.org", PASSWORD).await.unwrap();
    place.accounts.logout(&here.identity).await.unwrap();
    assert!(!place.is_live(&here).await);
    assert!(is_unauthorized(&place.accounts.refresh(&refresh_of(&here)).await));
    assert!(place.is_live(&there).await);
}

#[tokio::test]
async fn tokens_and_forms_print_no_secret() {
    let place = Place::new().await;
    let ada = place.register("ada@example.org").await;
    let printed = format!("{ada:?} {:?} {:?}", form("a@b"), place.accounts);
    for secret in [ada.tokens.access.expose(), &refresh_of(&ada), PASSWORD, "the server's secret"] {
        assert!(!printed.contains(secret));
    }
}
