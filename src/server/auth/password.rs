//! Argon2id. Hashing takes tens of milliseconds and megabytes on purpose, so it runs on the blocking pool and only as
//! many at once as there are processors. An account that does not exist costs the same as one that does.

use std::sync::{Arc, atomic::AtomicU64, atomic::Ordering};

use adda_protocol::{dto::Password, limits::PASSWORD_MAX_BYTES};
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use tokio::{sync::Semaphore, task::spawn_blocking};
use unicode_normalization::UnicodeNormalization;

use super::error::{Error, Result};
use crate::ids::Ids;

/// Passes over the memory (OWASP: 2 with 19 MiB).
const PASSES: u32 = 2;
const SALT_BYTES: usize = 16;
const HASH_BYTES: usize = 32;

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Right,
    /// Right, but hashed with other costs than the settings now ask for.
    RightButOutdated,
    Wrong,
}

#[derive(Debug)]
pub(super) struct Passwords {
    params: Params,
    ids: Arc<Ids>,
    permits: Semaphore,
    /// Stands in for the hash of an account that does not exist; no password has it.
    dummy: String,
    /// How many were computed: what "the same work" is measured by.
    computed: Arc<AtomicU64>,
}

impl Passwords {
    pub fn new(memory_kib: u32, ids: Arc<Ids>) -> Self {
        let params = Params::new(memory_kib, PASSES, 1, Some(HASH_BYTES)).unwrap_or_default();
        let dummy = format!(
            "$argon2id$v=19$m={},t={PASSES},p=1${}${}",
            params.m_cost(),
            STANDARD_NO_PAD.encode(ids.bytes::<SALT_BYTES>()),
            STANDARD_NO_PAD.encode(ids.bytes::<HASH_BYTES>()),
        );
        let at_once = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self { params, ids, permits: Semaphore::new(at_once), dummy, computed: Arc::default() }
    }

    /// A PHC string of the password with a new salt.
    pub async fn hash(&self, password: &Password) -> Result<String> {
        let (argon2, text) = (self.argon2(), normal(password));
        let salt = self.ids.bytes::<SALT_BYTES>();
        self.run(move || {
            let hash = argon2.hash_password_with_salt(text.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(|error| internal(&error))
        })
        .await
    }

    /// Checks the password against a stored hash, or against none at the same cost.
    pub async fn verify(&self, password: &Password, stored: Option<&str>) -> Result<Verdict> {
        // No stored password is that long, whoever asks.
        if password.0.len() > PASSWORD_MAX_BYTES {
            return Ok(Verdict::Wrong);
        }
        let (argon2, text) = (self.argon2(), normal(password));
        let exists = stored.is_some();
        let stored = stored.unwrap_or(&self.dummy).to_owned();
        let wanted = self.params.clone();
        self.run(move || {
            let hash = PasswordHash::new(&stored).map_err(|error| internal(&error))?;
            let is_right = argon2.verify_password(text.as_bytes(), &hash).is_ok() && exists;
            Ok(match is_right {
                true if is_current(&hash, &wanted) => Verdict::Right,
                true => Verdict::RightButOutdated,
                false => Verdict::Wrong,
            })
        })
        .await
    }

    /// How many hashes were computed so far.
    #[cfg(test)]
    pub fn computed(&self) -> u64 {
        self.computed.load(Ordering::SeqCst)
    }

    fn argon2(&self) -> Argon2<'static> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _permit = self.permits.acquire().await.map_err(|error| internal(&error))?;
        let computed = self.computed.clone();
        spawn_blocking(move || {
            computed.fetch_add(1, Ordering::SeqCst);
            work()
        })
        .await
        .map_err(|error| internal(&error))?
    }
}

/// The same password typed on two systems may come composed or decomposed (NIST SP 800-63B, section 3.1.1.2).
fn normal(password: &Password) -> String {
    password.0.nfkc().collect()
}

fn is_current(hash: &PasswordHash, wanted: &Params) -> bool {
    Params::try_from(hash).is_ok_and(|used| {
        (used.m_cost(), used.t_cost(), used.p_cost())
            == (wanted.m_cost(), wanted.t_cost(), wanted.p_cost())
    }) && hash.algorithm.as_str() == "argon2id"
}

fn internal(error: &impl std::fmt::Display) -> Error {
    Error::Internal(format!("password hashing: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MockClock;

    fn passwords(memory_kib: u32) -> Passwords {
        Passwords::new(memory_kib, Arc::new(Ids::seeded(Arc::new(MockClock::new(1)), 7)))
    }

    fn word(text: &str) -> Password {
        Password(text.to_owned())
    }

    #[tokio::test]
    async fn password_is_right_only_for_its_own_hash() {
        let passwords = passwords(64);
        let hash = passwords.hash(&word("correct horse")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=2,p=1$"), "{hash}");
        assert_eq!(
            passwords.verify(&word("correct horse"), Some(&hash)).await.unwrap(),
            Verdict::Right
        );
        assert_eq!(
            passwords.verify(&word("correct hors"), Some(&hash)).await.unwrap(),
            Verdict::Wrong
        );
        assert_ne!(
            hash,
            passwords.hash(&word("correct horse")).await.unwrap(),
            "the salt is new each time"
        );
    }

    #[tokio::test]
    async fn password_costs_the_same_without_an_account() {
        let passwords = passwords(64);
        let hash = passwords.hash(&word("correct horse")).await.unwrap();
        let mut costs = Vec::new();
        for stored in [Some(hash.as_str()), None] {
            let before = passwords.computed();
            assert_eq!(passwords.verify(&word("wrong"), stored).await.unwrap(), Verdict::Wrong);
            costs.push(passwords.computed() - before);
        }
        assert_eq!(costs, [1, 1]);
        let params = |phc: &str| Params::try_from(&PasswordHash::new(phc).unwrap()).unwrap();
        assert_eq!(params(&passwords.dummy).m_cost(), params(&hash).m_cost());
        assert_eq!(params(&passwords.dummy).t_cost(), params(&hash).t_cost());
    }

    #[tokio::test]
    async fn password_hash_of_other_costs_is_outdated() {
        let hash = passwords(64).hash(&word("correct horse")).await.unwrap();
        let verdict = passwords(128).verify(&word("correct horse"), Some(&hash)).await.unwrap();
        assert_eq!(verdict, Verdict::RightButOutdated);
    }

    #[tokio::test]
    async fn password_composed_and_decomposed_is_one() {
        let passwords = passwords(64);
        let hash = passwords.hash(&word("caf\u{e9} au lait")).await.unwrap();
        let verdict = passwords.verify(&word("cafe\u{301} au lait"), Some(&hash)).await.unwrap();
        assert_eq!(verdict, Verdict::Right);
    }

    #[tokio::test]
    async fn password_hash_that_is_none_is_an_error_and_no_way_in() {
        let passwords = passwords(64);
        for stored in ["", "plain", "$argon2id$"] {
            assert!(passwords.verify(&word("plain"), Some(stored)).await.is_err(), "{stored}");
        }
        let endless = word(&"a".repeat(PASSWORD_MAX_BYTES + 1));
        assert_eq!(passwords.verify(&endless, None).await.unwrap(), Verdict::Wrong);
    }
}
