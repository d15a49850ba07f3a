//! Sealing what is kept: XChaCha20-Poly1305 under a key derived from the server's secret for one purpose, bound to the place
//! where it lies, so that what is moved to another place opens nothing.

use chacha20poly1305::{
    XChaCha20Poly1305,
    aead::{Aead, KeyInit, Payload},
};

use crate::{ids::Ids, secret::Secret};

pub(crate) const NONCE: usize = 24;

/// Seals and opens for one purpose.
pub struct Seal(XChaCha20Poly1305);

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(..)")
    }
}

impl Seal {
    /// `label` keeps the keys of one secret apart.
    pub fn new(secret: &Secret, label: &[u8]) -> Self {
        Self(XChaCha20Poly1305::new(&secret.derive(label).into()))
    }

    /// `None` for texts of absurd length only.
    pub fn close(&self, place: &[u8], text: &[u8], ids: &Ids) -> Option<Vec<u8>> {
        let nonce = ids.bytes::<NONCE>();
        let sealed = self.0.encrypt(&nonce.into(), Payload { msg: text, aad: place }).ok()?;
        Some([nonce.as_slice(), &sealed].concat())
    }

    /// `None` where it was sealed elsewhere, with another secret, or was changed.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, text) = sealed.split_first_chunk::<NONCE>()?;
        self.0.decrypt(&(*nonce).into(), Payload { msg: text, aad: place }).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::MockClock;

    #[test]
    fn a23_what_is_sealed_opens_in_its_own_place_with_its_own_secret_only() {
        let ids = Ids::seeded(Arc::new(MockClock::new(1)), 1);
        let seal = Seal::new(&Secret::new("secret"), b"one");
        let sealed = seal.close(&[1; 32], b"The answer", &ids).unwrap();
        assert_eq!(seal.open(&[1; 32], &sealed).unwrap(), b"The answer");
        assert_eq!(seal.open(&[2; 32], &sealed), None);
        for other in [("other", b"one"), ("secret", b"two")] {
            let other = Seal::new(&Secret::new(other.0), other.1);
            assert_eq!(other.open(&[1; 32], &sealed), None);
        }
        for at in 0..sealed.len() {
            assert_eq!(seal.open(&[1; 32], &sealed[..at]), None, "cut at {at}");
        }
        assert!(!sealed.windows(3).any(|part| part == b"The"));
        assert_ne!(seal.close(&[1; 32], b"The answer", &ids).unwrap(), sealed);
    }
}
