//! Counting in this process.

use std::{collections::HashMap, sync::Arc, time::Duration};

use adda_protocol::Millis;
use async_trait::async_trait;
use parking_lot::Mutex;

use super::{
    Decision, Key, LeaseId, RateLimiter, Result, Take,
    quota::{DEEPEST, debt, decide},
};
use crate::clock::Clock;

/// Counts kept at most, about 6 MB.
const MOST: usize = 100_000;
/// Below this many nothing is swept.
const FEW: usize = 1_024;

/// The limiter of one process. Counts that are whole again are swept now and then, so what is kept follows from how
/// much is asked, and never exceeds a bound.
#[derive(Debug)]
pub struct Local {
    clock: Arc<dyn Clock>,
    // Nothing awaits while this is held.
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    /// When a quota is whole again, in microseconds.
    whole_at: HashMap<Key, i64>,
    /// Who holds places, and until when.
    places: HashMap<Key, HashMap<LeaseId, Millis>>,
    /// Counts at which the next sweep is due.
    sweep_at: usize,
}

impl Table {
    fn debt(&self, key: Key, now: i64) -> i64 {
        debt(self.whole_at.get(&key).copied(), now)
    }

    fn owe(&mut self, key: Key, debt: i64, now: i64) {
        if debt <= 0 {
            self.whole_at.remove(&key);
            return;
        }
        if self.whole_at.len() >= self.sweep_at.max(FEW) && !self.whole_at.contains_key(&key) {
            self.sweep(now);
        }
        self.whole_at.insert(key, now + debt);
    }

    /// Drops what is whole again. Where that is not enough, the half that owes least: to have a locked key forgotten, an
    /// attacker would have to lock tens of thousands of others first.
    fn sweep(&mut self, now: i64) {
        self.whole_at.retain(|_, whole_at| *whole_at > now);
        if self.whole_at.len() >= MOST {
            let mut times: Vec<i64> = self.whole_at.values().copied().collect();
            let (_, middle, _) = times.select_nth_unstable(MOST / 2);
            let middle = *middle;
            let mut spare = MOST / 2;
            self.whole_at.retain(|_, whole_at| {
                let drop = *whole_at <= middle && spare > 0;
                spare -= usize::from(drop);
                !drop
            });
        }
        self.whole_at.shrink_to(FEW);
        self.sweep_at = (2 * self.whole_at.len()).clamp(FEW, MOST);
        let now = now / 1_000;
        self.places.retain(|_, holders| {
            holders.retain(|_, until| *until > now);
            !holders.is_empty()
        });
    }
}

impl Local {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, table: Mutex::default() }
    }

    fn now(&self) -> i64 {
        self.clock.now().saturating_mul(1_000)
    }
}

#[async_trait]
impl RateLimiter for Local {
    async fn take(&self, asked: &[Take]) -> Result<Decision> {
        let now = self.now();
        let mut table = self.table.lock();
        let after: Vec<i64> = asked
            .iter()
            .map(|take| table.debt(take.key, now) + take.quota.time_of(take.cost))
            .collect();
        let decision = decide(asked, &after);
        if matches!(decision, Decision::Taken { .. }) {
            for (take, &debt) in asked.iter().zip(&after) {
                table.owe(take.key, debt, now);
            }
        }
        Ok(decision)
    }

    async fn charge(&self, Take { key, quota, cost }: Take) -> Result<()> {
        let now = self.now();
        let mut table = self.table.lock();
        let debt = (table.debt(key, now) + quota.time_spent(cost)).min(DEEPEST);
        table.owe(key, debt, now);
        Ok(())
    }

    async fn give_back(&self, what: &[Take]) -> Result<()> {
        let now = self.now();
        let mut table = self.table.lock();
        for Take { key, quota, cost } in what {
            let debt = table.debt(*key, now) - quota.time_spent(*cost);
            table.owe(*key, debt, now);
        }
        Ok(())
    }

    async fn hold(&self, key: Key, most: u32, holder: LeaseId, time: Duration) -> Result<bool> {
        let now = self.clock.now();
        let until = now.saturating_add(Millis::try_from(time.as_millis()).unwrap_or(Millis::MAX));
        let mut table = self.table.lock();
        let holders = table.places.entry(key).or_default();
        holders.retain(|_, until| *until > now);
        let has_room = holders.contains_key(&holder) || holders.len() < most as usize;
        if has_room {
            holders.insert(holder, until);
        }
        Ok(has_room)
    }

    async fn release(&self, key: Key, holder: LeaseId) -> Result<()> {
        let mut table = self.table.lock();
        if let Some(holders) = table.places.get_mut(&key) {
            holders.remove(&holder);
            if holders.is_empty() {
                table.places.remove(&key);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clock::MockClock,
        limiter::{Keyring, Kind, Quota, Subject},
        secret::Secret,
    };

    #[tokio::test]
    async fn local_memory_is_bounded_and_what_owes_most_survives() {
        let clock = Arc::new(MockClock::new(1_000_000));
        let local = Local::new(clock.clone());
        let ring = Keyring::new(&Secret::new("secret"));
        let quota = Quota::a_minute(3).unwrap();
        let take = async |name: &str| {
            let key = ring.key(Kind::Account, Subject::Email(name));
            let decision = local.take(&[Take { key, quota, cost: 1 }]).await.unwrap();
            matches!(decision, Decision::Taken { .. })
        };
        while take("locked").await {}
        for n in 0..2 * MOST {
            take(&n.to_string()).await;
        }
        assert!(local.table.lock().whole_at.len() <= MOST);
        assert!(!take("locked").await, "others do not make it forgotten");

        clock.advance(60_000);
        for n in 0..=MOST {
            take(&n.to_string()).await;
            clock.advance(20_000);
        }
        assert!(local.table.lock().whole_at.len() <= 2 * FEW, "what is whole again is swept");
    }
}
