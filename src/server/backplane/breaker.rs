//! Remembers that something is gone, so that not everybody has to find out.

use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;

/// While it is gone, it is tried this often.
const EVERY: Duration = Duration::from_secs(1);

/// Closed while all is well.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    /// When to try next, once it is gone.
    next_try: Mutex<Option<Instant>>,
}

impl Breaker {
    /// Whether to try: always while all is well, else for one caller now and then.
    pub fn may_try(&self) -> bool {
        let mut next_try = self.next_try.lock();
        match *next_try {
            None => true,
            Some(at) if at <= Instant::now() => {
                *next_try = Some(Instant::now() + EVERY);
                true
            }
            Some(_) => false,
        }
    }

    /// It failed; true when it had not failed before.
    pub fn opened(&self) -> bool {
        self.next_try.lock().replace(Instant::now() + EVERY).is_none()
    }

    /// It works; true when it did not before.
    pub fn closed(&self) -> bool {
        self.next_try.lock().take().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn breaker_lets_one_try_a_second_until_it_works() {
        let breaker = Breaker::default();
        assert!(breaker.may_try() && breaker.may_try());
        assert!(!breaker.closed(), "it never failed");
        assert!(breaker.opened(), "the first failure is news");
        assert!(!breaker.may_try());
        tokio::time::advance(EVERY).await;
        assert!(breaker.may_try());
        assert!(!breaker.may_try(), "one tries, the others do not wait for it");
        assert!(!breaker.opened(), "no news");
        tokio::time::advance(EVERY).await;
        assert!(breaker.may_try());
        assert!(breaker.closed());
        assert!(breaker.may_try() && breaker.may_try());
    }
}
