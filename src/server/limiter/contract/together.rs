//! What many takers get together.

use futures::future::join_all;
use rand::{Rng, SeedableRng, rngs::StdRng};

use super::*;

pub async fn takers_at_once_never_overdraw(place: &Place) {
    let send = one("a", 20);
    let takers = (0..200).map(|_| {
        let counter = place.counter.clone();
        tokio::spawn(async move { is_taken(counter.take(&[send]).await.unwrap()) })
    });
    let taken = join_all(takers.collect::<Vec<_>>()).await;
    assert_eq!(taken.into_iter().filter(|taken| *taken.as_ref().unwrap()).count(), 20);
}

pub async fn holders_at_once_never_exceed_the_places(place: &Place) {
    let minute = Duration::from_mins(1);
    let holders = (0..100_u8).map(|n| {
        let counter = place.counter.clone();
        tokio::spawn(async move { counter.hold(key("a"), 7, [n; 16], minute).await.unwrap() })
    });
    let held = join_all(holders.collect::<Vec<_>>()).await;
    assert_eq!(held.into_iter().filter(|held| *held.as_ref().unwrap()).count(), 7);
}

/// Whatever is asked whenever: within any span no more is given than a minute's worth and what the span refills. And a
/// taker who waits as long as it is told gets what it asked for.
pub async fn random_takes_never_exceed_burst_and_rate(place: &Place) {
    for seed in 0..8 {
        let mut rng = StdRng::seed_from_u64(seed);
        let a_minute = [1, 3, 20, 60, 90_000, 2_000_000][rng.random_range(0..6)];
        let name = format!("seed {seed}");
        let mut taken: Vec<(i64, u64)> = Vec::new();
        let mut now = 0;
        for _ in 0..120 {
            let cost = rng.random_range(1..=u64::from(a_minute).div_ceil(3));
            let mut decision = place.take(some(&name, a_minute, cost)).await;
            if rng.random_bool(0.2)
                && let Decision::Refused { wait, .. } = decision
            {
                let pause = i64::try_from(wait.as_micros().div_ceil(1_000)).unwrap();
                place.clock.advance(pause);
                now += pause;
                decision = place.take(some(&name, a_minute, cost)).await;
                assert!(is_taken(decision), "seed {seed}: {wait:?} was not enough");
            }
            if is_taken(decision) {
                taken.push((now, cost));
            }
            let pause = rng.random_range(0..20_000);
            place.clock.advance(pause);
            now += pause;
        }
        check(&taken, a_minute, seed);
    }
}

#[track_caller]
fn check(taken: &[(i64, u64)], a_minute: u32, seed: u64) {
    assert!(!taken.is_empty(), "seed {seed}: nothing was taken");
    for (first, &(from, _)) in taken.iter().enumerate() {
        let mut sum = 0;
        for &(to, cost) in &taken[first..] {
            sum += cost;
            // Refilled within the span, and within the millisecond a clock does not tell.
            let span = (to - from + 1).unsigned_abs();
            let most = u64::from(a_minute) * (60_000 + span) / 60_000;
            assert!(sum <= most, "seed {seed}: {sum} of {most} from {from} to {to} ms");
        }
    }
}
