//! What both limiters have in common beyond the suite, and what only Redis can do.

use rand::{Rng, SeedableRng, rngs::StdRng};

use super::*;
use crate::{
    config::OnFailure,
    limiter::{Failover, Unavailable},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn limiters_decide_the_same_whatever_is_asked() {
    let (local, redis) = (Place::local(), Place::redis());
    let mut rng = StdRng::seed_from_u64(7);
    for step in 0..1_500 {
        let a_minute = [1, 7, 20, 1_000, 250_000][rng.random_range(0..5)];
        let name = ["a", "b", "c"][rng.random_range(0..3)];
        let what = some(&format!("{name}{a_minute}"), a_minute, rng.random_range(0..2_000));
        let other = one(name, 7);
        match rng.random_range(0..10) {
            0 => {
                for place in [&local, &redis] {
                    place.counter.charge(what).await.unwrap();
                }
            }
            1 => {
                for place in [&local, &redis] {
                    place.counter.give_back(&[what, other]).await.unwrap();
                }
            }
            _ => {
                let asked = [what, other];
                let decisions =
                    (local.counter.take(&asked).await, redis.counter.take(&asked).await);
                assert_eq!(decisions.0, decisions.1, "step {step}: {what:?}");
            }
        }
        let pause = if rng.random_bool(0.02) { -5_000 } else { rng.random_range(0..3_000) };
        local.clock.advance(pause);
        redis.clock.advance(pause);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn instances_count_together_by_the_clock_of_redis() {
    let url = RedisServer::shared().url();
    let instances = [(); 3].map(|()| Shared::new(connect(&url)));
    let send = one("counted by three instances", 600);
    let mut taken = 0;
    for instance in instances.iter().cycle() {
        match instance.take(&[send]).await.unwrap() {
            Decision::Taken { .. } => taken += 1,
            Decision::Refused { wait, .. } => {
                // Ten a second come back: the wait is real time.
                assert!(wait <= Duration::from_millis(100), "{wait:?}");
                tokio::time::sleep(wait).await;
                assert!(is_taken(instance.take(&[send]).await.unwrap()));
                break;
            }
        }
    }
    assert!((600..650).contains(&taken), "{taken} of 600 were taken");
}

/// A limiter whose Redis dies in mid-run and comes back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redis_that_dies_is_replaced_or_missed_as_the_operator_chose() {
    let mut server = RedisServer::start();
    let clock = Arc::new(MockClock::new(NOW));
    let shared = Arc::new(Shared::new(connect(&server.url())));
    let failover =
        |on_failure| Failover::new(shared.clone(), Local::new(clock.clone()), on_failure);
    let (open, closed) = (failover(OnFailure::Open), failover(OnFailure::Closed));
    let send = one("a", 3);
    for _ in 0..3 {
        assert!(is_taken(open.take(&[send]).await.unwrap()));
    }
    assert!(!is_taken(closed.take(&[send]).await.unwrap()), "one count for both");

    server.kill();
    assert_eq!(closed.take(&[send]).await, Err(Unavailable));
    assert_eq!(closed.hold(key("a"), 1, [1; 16], Duration::from_mins(1)).await, Err(Unavailable));
    for _ in 0..3 {
        assert!(is_taken(open.take(&[send]).await.unwrap()), "counted in this process");
    }
    assert!(!is_taken(open.take(&[send]).await.unwrap()), "and limited there");
    let began = std::time::Instant::now();
    for _ in 0..1_000 {
        open.take(&[send]).await.unwrap();
    }
    assert!(began.elapsed() < Duration::from_secs(5), "nobody waits for what is gone");

    server.start_again();
    let began = std::time::Instant::now();
    while closed.take(&[send]).await.is_err() {
        assert!(began.elapsed() < Duration::from_secs(20), "never noticed that it is back");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(is_taken(open.take(&[send]).await.unwrap()), "the new one has no counts yet");
}
