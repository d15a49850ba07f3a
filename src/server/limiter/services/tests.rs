//! Time here is tokio's, paused: it jumps to whatever is waited for.

use adda_protocol::Millis;

use super::*;
use crate::{
    clock::Clock,
    config::{Config, ProviderConfig},
    ids::Ids,
    limiter::Local,
    secret::Secret,
};

#[derive(Debug)]
struct PausedClock(Instant);

impl Clock for PausedClock {
    fn now(&self) -> Millis {
        1_795_000_000_000 + Millis::try_from(self.0.elapsed().as_millis()).unwrap()
    }
}

fn limits(settings: ProviderConfig) -> Limits {
    let clock = Arc::new(PausedClock(Instant::now()));
    let ids = Arc::new(Ids::seeded(clock.clone(), 1));
    let mut config = Config::default();
    config.providers.insert("busy".to_owned(), settings);
    Limits::new(Arc::new(Local::new(clock)), ids, &Secret::new("secret"), &config)
}

fn settings(requests: u32, tokens: u32, concurrent: u32) -> ProviderConfig {
    ProviderConfig {
        requests_per_minute: requests,
        tokens_per_minute: tokens,
        concurrent,
        ..ProviderConfig::default()
    }
}

#[tokio::test(start_paused = true)]
async fn call_waits_for_its_turn_where_that_is_soon() {
    let limits = limits(settings(60, 0, 0));
    for _ in 0..60 {
        limits.call("busy", None, 10).await.unwrap();
    }
    let began = Instant::now();
    limits.call("busy", None, 10).await.unwrap();
    assert_eq!(began.elapsed().as_millis().div_ceil(10), 100, "one comes back a second");
}

#[tokio::test(start_paused = true)]
async fn call_is_refused_at_once_where_it_would_wait_for_long() {
    let limits = limits(settings(2, 0, 0));
    for _ in 0..2 {
        limits.call("busy", None, 10).await.unwrap();
    }
    let began = Instant::now();
    let refused = limits.call("busy", None, 10).await.unwrap_err();
    assert_eq!(refused, Refused::Limited { retry_after: 30 });
    assert_eq!(began.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn call_is_limited_for_each_key_and_service() {
    let limits = limits(settings(1, 0, 0));
    let (one, two) = (Secret::new("sk-1").fingerprint(), Secret::new("sk-2").fingerprint());
    limits.call("busy", None, 10).await.unwrap();
    limits.call("busy", Some(&one), 10).await.unwrap();
    limits.call("busy", Some(&two), 10).await.unwrap();
    assert!(limits.call("busy", Some(&one), 10).await.is_err());
    for _ in 0..10 {
        limits.call("idle", Some(&one), 10).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn place_is_held_by_the_pass_for_as_long_as_it_lives() {
    let limits = limits(settings(0, 0, 2));
    let first = limits.call("busy", None, 10).await.unwrap();
    let second = limits.call("busy", None, 10).await.unwrap();
    sleep(Duration::from_mins(10)).await;
    let began = Instant::now();
    let refused = limits.call("busy", None, 10).await.unwrap_err();
    assert_eq!(refused, Refused::Limited { retry_after: 5 });
    assert!(began.elapsed() <= PATIENCE && began.elapsed() + 2 * LOOK > PATIENCE);

    let freed = async {
        sleep(Duration::from_secs(2)).await;
        drop(first);
    };
    let (third, ()) = tokio::join!(limits.call("busy", None, 10), freed);
    third.unwrap();
    drop(second);
}

#[tokio::test(start_paused = true)]
async fn caller_that_goes_away_leaves_no_place_taken() {
    let limits = limits(settings(1, 0, 1));
    drop(limits.call("busy", None, 10).await.unwrap());
    for _ in 0..3 {
        // The place is there, the request is not: the caller gives up in between.
        let waiting = limits.call("busy", None, 10);
        let _ = timeout(Duration::from_secs(1), waiting).await;
    }
    sleep(Duration::from_mins(1)).await;
    limits.call("busy", None, 10).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn tokens_are_settled_by_what_was_really_used() {
    let limits = limits(settings(0, 6_000, 0));
    let mut pass = limits.call("busy", None, 100).await.unwrap();
    pass.used(6_500);
    drop(pass);
    sleep(Duration::from_millis(1)).await;
    let Err(Refused::Limited { retry_after }) = limits.call("busy", None, 1_000).await else {
        panic!("the tokens of the answer were not counted")
    };
    assert_eq!(retry_after, 15, "500 too many, and 1000 more");

    sleep(Duration::from_mins(2)).await;
    let mut pass = limits.call("busy", None, 60_000).await.unwrap();
    pass.used(9_000);
    drop(pass);
    sleep(Duration::from_millis(1)).await;
    let Err(Refused::Limited { retry_after }) = limits.call("busy", None, 600).await else {
        panic!("a question larger than the limit was forgotten")
    };
    assert_eq!(retry_after, 36, "3000 too many, and 600 more");

    sleep(Duration::from_mins(2)).await;
    let mut pass = limits.call("busy", None, 6_000).await.unwrap();
    pass.used(10);
    drop(pass);
    sleep(Duration::from_millis(1)).await;
    limits.call("busy", None, 5_900).await.unwrap();
}
