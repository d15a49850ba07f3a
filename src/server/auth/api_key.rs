//! The text of an API key: `adda_`, then 32 random bytes and a checksum in base64url. The checksum lets a mistyped key be
//! refused without asking the database, and tools that look for leaked keys tell a real one from a word like it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::{ids::Ids, secret::Secret, store::KeyHash};

pub const PREFIX: &str = "adda_";
const RANDOM: usize = 32;
const CHECKSUM: usize = 4;
/// Length of the base64url part.
const LETTERS: usize = (RANDOM + CHECKSUM) / 3 * 4;

/// A new key.
pub(super) fn generate(ids: &Ids) -> Secret {
    let random = ids.bytes::<RANDOM>();
    let whole = [&random[..], &checksum(&random)].concat();
    Secret::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(whole)))
}

/// What is stored of a key someone presents; `None` when it cannot be one of ours. A plain hash is enough: nobody can
/// search 256 random bits, and looking a hash up tells nothing of the key by the time it takes.
pub(super) fn hash(key: &str) -> Option<KeyHash> {
    let letters = key.strip_prefix(PREFIX)?;
    // The length first: no work on endless ones.
    if letters.len() != LETTERS {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(letters).ok()?;
    let (random, sum) = bytes.split_at(RANDOM);
    (sum == checksum(random)).then(|| Sha256::digest(key).into())
}

/// What people tell their keys apart by.
pub(super) fn last4(key: &Secret) -> String {
    let key = key.expose();
    key.get(key.len().saturating_sub(4)..).unwrap_or_default().to_owned()
}

fn checksum(random: &[u8]) -> [u8; CHECKSUM] {
    let hash: KeyHash = Sha256::new_with_prefix(PREFIX).chain_update(random).finalize().into();
    [hash[0], hash[1], hash[2], hash[3]]
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::MockClock;

    fn ids() -> Ids {
        Ids::new(Arc::new(MockClock::new(0)))
    }

    #[test]
    fn api_key_is_long_random_and_known_by_its_hash() {
        let ids = ids();
        let (one, two) = (generate(&ids), generate(&ids));
        assert_ne!(one, two);
        assert_eq!(one.expose().len(), "adda_".len() + 48);
        let hash_of = |key: &Secret| hash(key.expose()).unwrap();
        assert_eq!(hash_of(&one), hash_of(&one));
        assert_ne!(hash_of(&one), hash_of(&two));
        assert!(one.expose().ends_with(&last4(&one)) && last4(&one).len() == 4);
    }

    #[test]
    fn api_key_mistyped_is_refused_without_a_lookup() {
        let key = generate(&ids());
        let key = key.expose();
        for (at, letter) in key.char_indices().skip(PREFIX.len()) {
            let other = if letter == 'a' { 'b' } else { 'a' };
            let mut changed = key.to_owned();
            changed.replace_range(at..=at, &other.to_string());
            assert_eq!(hash(&changed), None, "{changed}");
        }
        let (cut, longer) = (&key[..key.len() - 1], format!("{key}a"));
        let upper = key.replacen("adda", "ADDA", 1);
        for other in ["", "adda_", cut, &longer, &upper, &key[5..], &"a".repeat(1_000_000)] {
            assert_eq!(hash(other), None);
        }
    }
}
