//! How long to wait before connecting again.

use adda_protocol::Millis;

/// Bound of the first wait, in milliseconds; doubled with every attempt.
pub const BASE: Millis = 500;
/// Bound of every wait, in milliseconds.
pub const CAP: Millis = 30_000;

/// Exponential backoff with full jitter: a wait between nothing and the attempt's bound, all equally likely, so that
/// the clients of a server that went away do not come back at once.
#[derive(Clone, Debug)]
pub struct Backoff {
    attempt: u32,
    random: u64,
}

impl Backoff {
    /// `seed` should differ between clients.
    pub fn new(seed: u64) -> Self {
        Self { attempt: 0, random: seed }
    }

    /// How many times in a row there was no lasting connection.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Waits as if at least `attempt` attempts had failed.
    pub fn at_least(&mut self, attempt: u32) {
        self.attempt = self.attempt.max(attempt);
    }

    /// A connection lasted.
    pub fn reset(&mut self) {
        self.attempt = 0;
    }

    /// Counts an attempt and says how long to wait before it, in milliseconds.
    pub fn next_wait(&mut self) -> Millis {
        let bound = (BASE << self.attempt.min(6)).min(CAP);
        self.attempt = self.attempt.saturating_add(1);
        i64::try_from(self.draw() % (bound.unsigned_abs() + 1)).unwrap_or(bound)
    }

    /// `SplitMix64`: spreads clients apart; nothing secret hangs on it.
    fn draw(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn backoff_stays_within_its_bounds(seed: u64, attempts in 1_usize..100) {
            let mut backoff = Backoff::new(seed);
            for attempt in 0..attempts {
                let wait = backoff.next_wait();
                let bound = if attempt < 6 { BASE << attempt } else { CAP };
                prop_assert!((0..=bound).contains(&wait), "attempt {} waits {}", attempt, wait);
            }
        }
    }

    #[test]
    fn backoff_spreads_clients_over_the_whole_bound() {
        let waits: Vec<_> = (0..1_000)
            .map(|seed| {
                let mut backoff = Backoff::new(seed);
                backoff.at_least(20);
                backoff.next_wait()
            })
            .collect();
        for slice in 0..10 {
            let slice = slice * CAP / 10..(slice + 1) * CAP / 10;
            let hits = waits.iter().filter(|wait| slice.contains(wait)).count();
            assert!((50..200).contains(&hits), "{hits} of 1000 in {slice:?}");
        }
    }

    #[test]
    fn backoff_starts_over_after_a_lasting_connection() {
        let mut backoff = Backoff::new(1);
        backoff.at_least(9);
        backoff.reset();
        assert!(backoff.next_wait() <= BASE);
    }
}
