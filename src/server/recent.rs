//! What was read from the database a moment ago, at hand: a request pays no query for it. What is changed here counts at
//! once; what another server on the same database changed, within [`FRESH`].

use std::{collections::HashMap, fmt, hash::Hash};

use adda_protocol::Millis;
use parking_lot::Mutex;

/// How long it is believed: long enough for a page and what it asks for, and a second is what may pass until somebody is out.
const FRESH: Millis = 1_000;
/// As many are held at most.
const MOST: usize = 10_000;

/// Values by key. Nothing awaits while it is locked.
pub(crate) struct Recent<K, V>(Mutex<Inner<K, V>>);

struct Inner<K, V> {
    values: HashMap<K, (Millis, V)>,
    /// Counts changes, so that what was read before one is not kept after it.
    changes: u64,
    tidied: Millis,
}

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self(Mutex::new(Inner { values: HashMap::new(), changes: 0, tidied: 0 }))
    }
}

impl<K, V> fmt::Debug for Recent<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recent").field("held", &self.0.lock().values.len()).finish()
    }
}

fn is_fresh(at: Millis, now: Millis) -> bool {
    // A clock that was set back must not keep values alive.
    (0..FRESH).contains(&now.saturating_sub(at))
}

impl<K: Copy + Eq + Hash, V: Clone> Recent<K, V> {
    /// The value, or the count of changes for [`Self::keep`].
    pub fn get(&self, key: K, now: Millis) -> Result<V, u64> {
        let inner = self.0.lock();
        match inner.values.get(&key) {
            Some((at, value)) if is_fresh(*at, now) => Ok(value.clone()),
            _ => Err(inner.changes),
        }
    }

    /// Keeps what was read when so many changes had been made.
    pub fn keep(&self, key: K, value: &V, now: Millis, changes: u64) {
        let mut inner = self.0.lock();
        if inner.changes != changes {
            return;
        }
        if !is_fresh(inner.tidied, now) || inner.values.len() >= MOST {
            inner.values.retain(|_, (at, _)| is_fresh(*at, now));
            inner.tidied = now;
        }
        if inner.values.len() < MOST {
            inner.values.insert(key, (now, value.clone()));
        }
    }

    pub fn forget(&self, key: K) {
        let mut inner = self.0.lock();
        inner.changes += 1;
        inner.values.remove(&key);
    }

    /// Forgets all of which this holds.
    pub fn forget_all(&self, which: impl Fn(&V) -> bool) {
        let mut inner = self.0.lock();
        inner.changes += 1;
        inner.values.retain(|_, (_, value)| !which(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_000_000;

    #[test]
    fn value_is_believed_for_a_moment_and_not_after_a_change() {
        let recent = Recent::default();
        let before = recent.get(1, NOW).unwrap_err();
        recent.forget(1);
        recent.keep(1, &"old", NOW, before);
        let now = recent.get(1, NOW).unwrap_err();
        recent.keep(1, &"new", NOW, now);
        assert_eq!(recent.get(1, NOW + FRESH - 1), Ok("new"));
        assert!(recent.get(1, NOW + FRESH).is_err());
        assert!(recent.get(1, NOW - 60_000).is_err(), "the clock was set back");
        recent.keep(2, &"other", NOW, now);
        recent.forget_all(|value| *value == "new");
        assert!(recent.get(1, NOW).is_err());
        assert_eq!(recent.get(2, NOW), Ok("other"));
    }

    #[test]
    fn values_nobody_asks_for_leave_the_memory() {
        let recent = Recent::default();
        for key in 0..3 * MOST {
            recent.keep(key, &(), NOW, 0);
        }
        assert!(recent.0.lock().values.len() <= MOST);
        recent.keep(usize::MAX, &(), NOW + FRESH, 0);
        assert_eq!(recent.0.lock().values.len(), 1);
    }

    #[test]
    fn debug_output_tells_no_value() {
        let recent = Recent::default();
        recent.keep(1, &"a secret", NOW, 0);
        assert_eq!(format!("{recent:?}"), "Recent { held: 1 }");
    }
}
