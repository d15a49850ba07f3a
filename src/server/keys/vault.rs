//! How keys are kept: sealed. Whose key it is, of which service and for which address is the place where it lies, so that a row
//! moved to another person, or an address changed, opens nothing.

use adda_protocol::UserId;
use thiserror::Error;

use crate::{
    ids::Ids,
    seal::{NONCE, Seal},
    secret::Secret,
    store::Sealed,
};

/// Labels keep the keys derived from the server's secret apart.
const KEY: &[u8] = b"adda provider keys v1";
const KEY_ID: &[u8] = b"adda provider keys v1, key id";
/// First byte of what is sealed.
const VERSION: u8 = 1;
const ID_BYTES: usize = 8;

/// What a key belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub user: UserId,
    pub provider: &'a str,
    pub origin: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum Closed {
    #[error("it was sealed with another secret.key than the server's")]
    OtherSecret,
    #[error("it was changed, or belongs to something else")]
    Changed,
    #[error("it has a form this program does not know")]
    UnknownForm,
}

/// Seals and opens. Sealed is: version, id of the sealing key, nonce, ciphertext with its tag.
pub(super) struct Vault {
    seal: Seal,
    id: [u8; ID_BYTES],
}

impl Vault {
    pub fn new(secret: &Secret) -> Self {
        let mut id = [0; ID_BYTES];
        id.copy_from_slice(&secret.derive(KEY_ID)[..ID_BYTES]);
        Self { seal: Seal::new(secret, KEY), id }
    }

    /// `None` for keys of absurd length only.
    pub fn seal(&self, place: Place<'_>, key: &Secret, ids: &Ids) -> Option<Sealed> {
        let sealed = self.seal.close(&self.associated(place), key.expose().as_bytes(), ids)?;
        Some(Sealed([&[VERSION], self.id.as_slice(), &sealed].concat()))
    }

    pub fn open(&self, place: Place<'_>, sealed: &Sealed) -> Result<Secret, Closed> {
        let (version, rest) = sealed.0.split_first().ok_or(Closed::UnknownForm)?;
        let (id, rest) = rest.split_first_chunk::<ID_BYTES>().ok_or(Closed::UnknownForm)?;
        if rest.len() < NONCE || *version != VERSION {
            return Err(Closed::UnknownForm);
        }
        if *id != self.id {
            return Err(Closed::OtherSecret);
        }
        let key = self.seal.open(&self.associated(place), rest).ok_or(Closed::Changed)?;
        String::from_utf8(key).map(Secret::new).map_err(|_| Closed::UnknownForm)
    }

    /// Written so that no two places are alike: the provider's length tells where its name ends.
    fn associated(&self, place: Place<'_>) -> Vec<u8> {
        let length = (place.provider.len() as u64).to_be_bytes();
        let user = place.user.uuid();
        let parts: [&[u8]; 6] = [
            &[VERSION],
            &self.id,
            user.as_bytes(),
            &length,
            place.provider.as_bytes(),
            place.origin.as_bytes(),
        ];
        parts.concat()
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(..)")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::MockClock;

    const KEY: &str = "sk-test-0123456789abcdef";

    fn ids() -> Ids {
        Ids::seeded(Arc::new(MockClock::new(1)), 7)
    }

    fn vault() -> Vault {
        Vault::new(&Secret::new("the server's secret"))
    }

    fn place() -> Place<'static> {
        let user = UserId::new(1, [1; 10]);
        Place { user, provider: "openai", origin: "https://api.openai.com" }
    }

    #[test]
    fn vault_opens_what_it_sealed_and_shows_nothing_of_it() {
        let sealed = vault().seal(place(), &Secret::new(KEY), &ids()).unwrap();
        assert_eq!(vault().open(place(), &sealed).unwrap().expose(), KEY);
        assert!(!sealed.0.windows(4).any(|part| KEY.as_bytes().windows(4).any(|key| key == part)));
        assert_eq!(format!("{sealed:?} {:?}", vault()), "Sealed(..) Vault(..)");
    }

    #[test]
    fn vault_never_seals_alike_twice() {
        let ids = ids();
        let seal = || vault().seal(place(), &Secret::new(KEY), &ids).unwrap();
        assert_ne!(seal(), seal());
    }

    /// A row copied to another person, another service, or an address that was changed under it.
    #[test]
    fn a23_vault_opens_nothing_in_another_place() {
        let sealed = vault().seal(place(), &Secret::new(KEY), &ids()).unwrap();
        let elsewhere = [
            Place { user: UserId::new(1, [2; 10]), ..place() },
            Place { provider: "deepseek", ..place() },
            Place { origin: "https://api.openai.com.evil.example", ..place() },
            Place { provider: "openaihttps", origin: "://api.openai.com", ..place() },
        ];
        for place in elsewhere {
            assert_eq!(vault().open(place, &sealed), Err(Closed::Changed), "{place:?}");
        }
        let other = Vault::new(&Secret::new("another secret"));
        assert_eq!(other.open(place(), &sealed), Err(Closed::OtherSecret));
    }

    #[test]
    fn a23_vault_opens_nothing_that_was_changed() {
        let Sealed(bytes) = vault().seal(place(), &Secret::new(KEY), &ids()).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(vault().open(place(), &Sealed(changed)).is_err(), "byte {at}");
            assert!(vault().open(place(), &Sealed(bytes[..at].to_vec())).is_err(), "cut at {at}");
        }
    }
}
