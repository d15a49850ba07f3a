//! What one taker sees.

use super::*;

pub async fn quota_lets_a_minutes_worth_pass_and_says_how_long_to_wait(place: &Place) {
    let send = one("a", 10);
    assert_eq!(place.takes(send).await, 10);
    assert_eq!(wait(place.take(send).await).as_millis().div_ceil(1_000), 6);
    place.clock.advance(5_999);
    assert!(!is_taken(place.take(send).await));
    place.clock.advance(1);
    assert_eq!(place.takes(send).await, 1);
    place.clock.advance(600_000);
    assert_eq!(place.takes(send).await, 10, "what is there never grows beyond a minute's");
}

pub async fn quota_counts_what_is_left(place: &Place) {
    for a_minute in [1, 7, 20, 60, 997] {
        let send = one(&a_minute.to_string(), a_minute);
        for left in (0..u64::from(a_minute)).rev() {
            assert_eq!(place.take(send).await, Decision::Taken { left }, "of {a_minute}");
        }
        assert!(!is_taken(place.take(send).await));
    }
}

pub async fn quota_gives_a_cost_beyond_the_whole_when_all_is_there(place: &Place) {
    let tokens = |cost| some("a", 1_000_000, cost);
    assert!(is_taken(place.take(tokens(50_000)).await));
    let refused = place.take(tokens(5_000_000)).await;
    assert_eq!(wait(refused).as_millis().div_ceil(1_000), 3, "{refused:?}");
    place.clock.advance(3_000);
    assert!(is_taken(place.take(tokens(5_000_000)).await));
    let refused = place.take(tokens(500_000)).await;
    assert_eq!(wait(refused).as_millis().div_ceil(1_000), 30, "{refused:?}");
}

pub async fn take_takes_nothing_where_one_quota_is_out(place: &Place) {
    let (account, address) = (one("ada", 3), one("10.0.0.1", 3));
    assert_eq!(place.takes(account).await, 3);
    let both = place.counter.take(&[account, address]).await.unwrap();
    assert!(!is_taken(both));
    assert_eq!(place.takes(address).await, 3, "nothing was taken of the other");
}

pub async fn give_back_gives_no_more_than_was_taken(place: &Place) {
    let attempt = one("a", 3);
    for _ in 0..50 {
        assert!(is_taken(place.take(attempt).await));
        place.counter.give_back(&[attempt]).await.unwrap();
    }
    place.counter.give_back(&[attempt, one("never taken", 3)]).await.unwrap();
    assert_eq!(place.takes(attempt).await, 3);
    assert_eq!(place.takes(one("never taken", 3)).await, 3);
}

pub async fn charge_goes_into_debt_and_no_deeper_than_two_windows(place: &Place) {
    let tokens = |cost| some("a", 600, cost);
    assert!(is_taken(place.take(tokens(600)).await));
    place.counter.charge(tokens(100)).await.unwrap();
    assert_eq!(wait(place.take(tokens(1)).await).as_millis().div_ceil(100), 101);
    for _ in 0..20 {
        place.counter.charge(tokens(u64::MAX)).await.unwrap();
    }
    assert!(wait(place.take(tokens(1)).await) <= Duration::from_secs(61));
    place.clock.advance(120_000);
    assert!(is_taken(place.take(tokens(600)).await));
}

pub async fn keys_and_kinds_are_counted_apart(place: &Place) {
    let ring = Keyring::new(&Secret::new("secret"));
    let quota = Quota::a_minute(1).unwrap();
    for kind in [Kind::Address, Kind::Registration, Kind::Anonymous] {
        for address in ["10.0.0.1", "10.0.0.2"] {
            let key = ring.key(kind, Subject::Address(address));
            assert_eq!(place.takes(Take { key, quota, cost: 1 }).await, 1);
        }
    }
}

pub async fn clock_set_back_shuts_nobody_out_for_long(place: &Place) {
    let send = one("a", 10);
    assert_eq!(place.takes(send).await, 10);
    place.clock.advance(-86_400_000);
    let wait = wait(place.take(send).await);
    assert!(wait <= Duration::from_mins(2), "{wait:?}");
}
