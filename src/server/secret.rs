//! A string that never shows in logs.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// A secret setting or key: `Debug` prints nothing of it, reading it takes [`Secret::expose`].
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself; the name is meant to be seen in review.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The same for the same secret.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(Sha256::digest(self.0.as_bytes()).into())
    }

    /// Whether `given` is the secret. Hashes are compared, so the time it takes tells nothing.
    pub fn is(&self, given: &str) -> bool {
        let label = b"is";
        self.derive(label) == Self::new(given).derive(label)
    }

    /// A key for one purpose: labels keep the keys derived from one secret apart. The secret is hashed first, so that its
    /// length is no matter.
    pub fn derive(&self, label: &[u8]) -> [u8; 32] {
        keyed_hash(&Sha256::digest(self.0.as_bytes()).into(), label)
    }
}

/// What tells secrets apart without telling them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fingerprint(..)")
    }
}

/// HMAC with SHA-256.
pub fn keyed_hash(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    // The block of SHA-256, as the algorithm itself would pad the key.
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    mac.update(message);
    mac.finalize().into_bytes().into()
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_is_itself_and_nothing_near_it() {
        let secret = Secret::new("s3cret");
        assert!(secret.is("s3cret"));
        for other in ["", "s3cre", "s3crets", "S3cret", "s3creT"] {
            assert!(!secret.is(other), "{other}");
        }
        assert_eq!(format!("{secret:?}"), "Secret(..)");
    }
}
