use tokio::time::Instant;

/// A burst is this many seconds' worth of frames.
const BURST: u32 = 5;

/// A token bucket: so many frames a second, bursts of a few seconds' worth pass.
#[derive(Debug)]
pub(super) struct Bucket {
    per_second: f64,
    size: f64,
    tokens: f64,
    filled: Instant,
}

impl Bucket {
    pub fn new(per_second: u32) -> Self {
        let size = f64::from(per_second.saturating_mul(BURST).max(1));
        Self { per_second: f64::from(per_second), size, tokens: size, filled: Instant::now() }
    }

    /// Takes a token; false when there is none.
    pub fn take(&mut self) -> bool {
        let now = Instant::now();
        let since = now.duration_since(self.filled).as_secs_f64();
        self.filled = now;
        self.tokens = (self.tokens + since * self.per_second).min(self.size);
        let enough = self.tokens >= 1.0;
        if enough {
            self.tokens -= 1.0;
        }
        enough
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a22_bucket_lets_a_burst_pass_and_then_the_rate() {
        let mut bucket = Bucket::new(4);
        assert!((0..20).all(|_| bucket.take()));
        assert!(!bucket.take());
        tokio::time::advance(Duration::from_millis(500)).await;
        assert!(bucket.take() && bucket.take());
        assert!(!bucket.take());
        tokio::time::advance(Duration::from_hours(1)).await;
        assert_eq!((0..100).filter(|_| bucket.take()).count(), 20);
    }
}
