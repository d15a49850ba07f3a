//! Randomness as a parameter: the one source of ids, tokens and nonces.

use std::{fmt, sync::Arc};

use adda_protocol::Millis;
use parking_lot::Mutex;
use rand::{RngCore, SeedableRng, rngs::StdRng};

use crate::clock::Clock;

/// Makes ids and random bytes from a clock and a generator (`ChaCha12`, seeded by the operating system in production).
pub struct Ids {
    clock: Arc<dyn Clock>,
    rng: Mutex<StdRng>,
}

impl Ids {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, rng: Mutex::new(StdRng::from_os_rng()) }
    }

    /// A source that makes the same ids at every run, for tests.
    pub fn seeded(clock: Arc<dyn Clock>, seed: u64) -> Self {
        Self { clock, rng: Mutex::new(StdRng::seed_from_u64(seed)) }
    }

    /// A new id of any of protocol's kinds: `ids.make(MessageId::new)`.
    pub fn make<T>(&self, new: impl FnOnce(Millis, [u8; 10]) -> T) -> T {
        new(self.clock.now(), self.bytes())
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.lock().fill_bytes(&mut bytes);
        bytes
    }
}

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ids(..)")
    }
}
