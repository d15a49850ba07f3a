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

    /// A key for one purpose: labels keep the keys derived from one secret apart. The secret is hashed first, so that its
    /// length is no matter.
    pub fn derive(&self, label: &[u8]) -> [u8; 32] {
        keyed_hash(&Sha256::digest(self.0.as_bytes()).into(), label)
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
