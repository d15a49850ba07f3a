//! How often someone may be wrong: so many attempts a minute for each account and each address. An attempt is counted
//! before it is tried, so that many at once gain nothing, and given back when it succeeds.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    net::IpAddr,
};

use adda_protocol::Millis;
use parking_lot::Mutex;

use super::error::{Error, Result};

/// Keys of one generation. Two are kept, so about 3 MB at most.
const GENERATION: usize = 50_000;
const MINUTE_MICROS: i64 = 60_000_000;

/// Who or what an attempt counts for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// Sign-in to the account of this canonical e-mail, existing or not.
    Account(String),
    /// Sign-in from this address.
    Address(String),
    /// New accounts from this address.
    Registration(String),
    /// The password asked for again, within a session of this person.
    Confirmation(adda_protocol::UserId),
    /// API keys that do not work, from this address.
    Program(String),
}

impl Key {
    pub fn address(address: &str) -> Self {
        Self::Address(network(address))
    }

    pub fn api_key(address: &str) -> Self {
        Self::Program(network(address))
    }

    pub fn registration(address: &str) -> Self {
        Self::Registration(network(address))
    }
}

/// What counts as one address: an IPv6 customer has a whole /64.
fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(v6)) => format!("{:x?}", &v6.segments()[..4]),
        Ok(v4) => v4.to_string(),
        Err(_) => address.chars().take(64).collect(),
    }
}

/// Generic cell rate algorithm: per key the time (in microseconds) at which its allowance is whole again.
#[derive(Debug)]
pub(super) struct Limiter {
    /// Time that one attempt costs.
    step: i64,
    table: Mutex<Table>,
    hasher: RandomState,
}

/// When the newer generation is full, the older is dropped: memory is bounded, and to push a key out an attacker has
/// to make that many attempts elsewhere first.
#[derive(Debug, Default)]
struct Table {
    newer: HashMap<u64, i64>,
    older: HashMap<u64, i64>,
}

impl Table {
    fn get(&self, key: u64) -> i64 {
        self.newer.get(&key).or_else(|| self.older.get(&key)).copied().unwrap_or(i64::MIN)
    }

    fn set(&mut self, key: u64, whole_at: i64) {
        if self.newer.len() >= GENERATION && !self.newer.contains_key(&key) {
            self.older = std::mem::take(&mut self.newer);
        }
        self.newer.insert(key, whole_at);
    }
}

impl Limiter {
    pub fn new(per_minute: u32) -> Self {
        let step = MINUTE_MICROS / i64::from(per_minute.max(1));
        Self { step, table: Mutex::default(), hasher: RandomState::new() }
    }

    /// Counts one attempt for every key, or for none when one of them has none left.
    pub fn attempt(&self, keys: &[Key], now: Millis) -> Result<()> {
        let now = now.saturating_mul(1_000);
        let mut table = self.table.lock();
        let times: Vec<(u64, i64)> = keys
            .iter()
            .map(|key| self.hasher.hash_one(key))
            .map(|key| (key, table.get(key).max(now) + self.step))
            .collect();
        let latest = times.iter().map(|(_, whole_at)| *whole_at).max().unwrap_or(now);
        let excess = latest - now - MINUTE_MICROS;
        if excess > 0 {
            let retry_after = u64::try_from(excess).unwrap_or(0).div_ceil(1_000_000);
            return Err(Error::RateLimited { retry_after });
        }
        for (key, whole_at) in times {
            table.set(key, whole_at);
        }
        Ok(())
    }

    /// Takes back one attempt that succeeded.
    pub fn give_back(&self, keys: &[Key]) {
        let mut table = self.table.lock();
        for key in keys {
            let key = self.hasher.hash_one(key);
            let whole_at = table.get(key);
            if whole_at != i64::MIN {
                table.set(key, whole_at - self.step);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_700_000_000_000;

    fn account(name: &str) -> [Key; 1] {
        [Key::Account(name.to_owned())]
    }

    fn allowed(limiter: &Limiter, keys: &[Key], now: Millis) -> usize {
        (0..1_000).take_while(|_| limiter.attempt(keys, now).is_ok()).count()
    }

    #[test]
    fn limiter_lets_so_many_through_and_says_how_long_to_wait() {
        let limiter = Limiter::new(10);
        assert_eq!(allowed(&limiter, &account("a"), NOW), 10);
        let Err(Error::RateLimited { retry_after }) = limiter.attempt(&account("a"), NOW) else {
            panic!()
        };
        assert_eq!(retry_after, 6);
        assert!(limiter.attempt(&account("a"), NOW + 5_999).is_err());
        assert_eq!(allowed(&limiter, &account("a"), NOW + 6_000), 1);
        assert_eq!(allowed(&limiter, &account("b"), NOW), 10);
        assert_eq!(
            allowed(&limiter, &account("a"), NOW + 600_000),
            10,
            "allowance never grows beyond a minute's"
        );
    }

    #[test]
    fn limiter_counts_nothing_when_one_key_is_out() {
        let limiter = Limiter::new(3);
        assert_eq!(allowed(&limiter, &account("a"), NOW), 3);
        let both = [Key::Account("a".to_owned()), Key::address("10.0.0.1")];
        assert!(limiter.attempt(&both, NOW).is_err());
        assert_eq!(allowed(&limiter, &both[1..], NOW), 3);
    }

    #[test]
    fn limiter_takes_no_offence_at_success() {
        let limiter = Limiter::new(3);
        for _ in 0..100 {
            limiter.attempt(&account("a"), NOW).unwrap();
            limiter.give_back(&account("a"));
        }
        assert_eq!(
            allowed(&limiter, &account("a"), NOW),
            3,
            "success gives back no more than was taken"
        );
    }

    #[test]
    fn limiter_takes_an_ipv6_network_for_one_address() {
        assert_eq!(Key::address("2001:db8:1:2::1"), Key::address("2001:db8:1:2:ffff::9"));
        assert_ne!(Key::address("2001:db8:1:2::1"), Key::address("2001:db8:1:3::1"));
        assert_eq!(Key::address("::ffff:10.0.0.1"), Key::address("10.0.0.1"));
        assert_ne!(Key::address("10.0.0.1"), Key::address("10.0.0.2"));
        assert_ne!(Key::address("10.0.0.1"), Key::registration("10.0.0.1"));
    }

    #[test]
    fn limiter_memory_is_bounded_and_recent_keys_survive() {
        let limiter = Limiter::new(1);
        for n in 0..3 * GENERATION {
            limiter.attempt(&account(&n.to_string()), NOW).unwrap();
        }
        let table = limiter.table.lock();
        assert!(table.newer.len() + table.older.len() <= 2 * GENERATION);
        drop(table);
        assert!(limiter.attempt(&account(&(3 * GENERATION - 1).to_string()), NOW).is_err());
        assert!(limiter.attempt(&account(&(2 * GENERATION + 5).to_string()), NOW).is_err());
    }
}
