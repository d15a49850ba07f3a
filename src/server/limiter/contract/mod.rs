//! What every limiter must do: one suite, run on each.

mod agreement;
mod places;
mod quotas;
#[path = "../../tests/it/redis.rs"]
mod redis_server;
mod together;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

pub use self::redis_server::RedisServer;
use super::{Decision, Key, Keyring, Kind, Local, Quota, RateLimiter, Shared, Subject, Take};
use crate::{backplane::Redis, clock::MockClock, config::RedisConfig, secret::Secret};

const NOW: i64 = 1_795_000_000_000;
/// Tests share one Redis: each has keys of its own.
static PLACES: AtomicU32 = AtomicU32::new(0);

/// Makes each named test one test per limiter.
macro_rules! contract {
    ($($subject:ident: $($test:ident),+;)+) => {
        mod in_process {
            $(mod $subject {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    super::super::$subject::$test(&super::super::Place::local()).await;
                })+
            })+
        }

        mod in_redis {
            $(mod $subject {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    super::super::$subject::$test(&super::super::Place::redis()).await;
                })+
            })+
        }
    };
}

contract! {
    quotas:
        quota_lets_a_minutes_worth_pass_and_says_how_long_to_wait,
        quota_counts_what_is_left,
        quota_gives_a_cost_beyond_the_whole_when_all_is_there,
        take_takes_nothing_where_one_quota_is_out,
        give_back_gives_no_more_than_was_taken,
        charge_goes_into_debt_and_no_deeper_than_two_windows,
        keys_and_kinds_are_counted_apart,
        clock_set_back_shuts_nobody_out_for_long;
    together:
        takers_at_once_never_overdraw,
        holders_at_once_never_exceed_the_places,
        random_takes_never_exceed_burst_and_rate;
    places:
        places_are_held_by_so_many_and_freed,
        place_whose_time_is_over_is_free,
        holder_keeps_its_place_by_asking_again;
}

/// A limiter and the clock it counts by.
pub struct Place {
    counter: Arc<dyn RateLimiter>,
    clock: Arc<MockClock>,
}

impl Place {
    fn local() -> Self {
        let clock = Arc::new(MockClock::new(NOW));
        Self { counter: Arc::new(Local::new(clock.clone())), clock }
    }

    fn redis() -> Self {
        let clock = Arc::new(MockClock::new(NOW));
        let prefix = format!("test {}:", PLACES.fetch_add(1, Ordering::Relaxed));
        let shared = Shared::new(connect(&RedisServer::shared().url()));
        Self { counter: Arc::new(shared.apart(prefix, clock.clone())), clock }
    }

    async fn take(&self, what: Take) -> Decision {
        self.counter.take(&[what]).await.unwrap()
    }

    /// How many of the same are there.
    async fn takes(&self, what: Take) -> usize {
        let mut taken = 0;
        while taken < 1_000 && is_taken(self.take(what).await) {
            taken += 1;
        }
        taken
    }
}

pub fn connect(url: &str) -> Arc<Redis> {
    let config = RedisConfig { url: Some(Secret::new(url)), ..RedisConfig::default() };
    Redis::open(&config).unwrap().unwrap()
}

pub(super) fn key(name: &str) -> Key {
    Keyring::new(&Secret::new("secret")).key(Kind::Account, Subject::Email(name))
}

pub(super) fn one(name: &str, a_minute: u32) -> Take {
    some(name, a_minute, 1)
}

fn some(name: &str, a_minute: u32, cost: u64) -> Take {
    Take { key: key(name), quota: Quota::a_minute(a_minute).unwrap(), cost }
}

fn is_taken(decision: Decision) -> bool {
    matches!(decision, Decision::Taken { .. })
}

#[track_caller]
fn wait(decision: Decision) -> Duration {
    match decision {
        Decision::Refused { wait, .. } => wait,
        Decision::Taken { .. } => panic!("{decision:?}"),
    }
}
