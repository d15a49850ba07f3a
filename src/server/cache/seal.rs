//! Answers as they are kept: XChaCha20-Poly1305 under a key derived from the server's secret, bound to the name under
//! which they lie.

use chacha20poly1305::{
    XChaCha20Poly1305,
    aead::{Aead, KeyInit, Payload},
};

use super::Name;
use crate::{ids::Ids, secret::Secret};

/// Keeps this key apart from others of the server's secret.
const LABEL: &[u8] = b"adda answers v1, seal";
const NONCE: usize = 24;

pub(super) struct Seal(XChaCha20Poly1305);

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(..)")
    }
}

impl Seal {
    pub fn new(secret: &Secret) -> Self {
        Self(XChaCha20Poly1305::new(&secret.derive(LABEL).into()))
    }

    pub fn close(&self, name: &Name, text: &[u8], ids: &Ids) -> Option<Vec<u8>> {
        let nonce = ids.bytes::<NONCE>();
        let sealed = self.0.encrypt(&nonce.into(), Payload { msg: text, aad: name }).ok()?;
        Some([nonce.as_slice(), &sealed].concat())
    }

    pub fn open(&self, name: &Name, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, text) = sealed.split_first_chunk::<NONCE>()?;
        self.0.decrypt(&(*nonce).into(), Payload { msg: text, aad: name }).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::MockClock;

    #[test]
    fn a23_sealed_answer_opens_under_its_own_name_and_secret_only() {
        let ids = Ids::seeded(Arc::new(MockClock::new(1)), 1);
        let seal = Seal::new(&Secret::new("secret"));
        let sealed = seal.close(&[1; 32], b"The answer", &ids).unwrap();
        assert_eq!(seal.open(&[1; 32], &sealed).unwrap(), b"The answer");
        assert_eq!(seal.open(&[2; 32], &sealed), None);
        assert_eq!(Seal::new(&Secret::new("other")).open(&[1; 32], &sealed), None);
        assert_eq!(seal.open(&[1; 32], &sealed[..20]), None);
        assert!(!sealed.windows(3).any(|part| part == b"The"));
        assert_ne!(seal.close(&[1; 32], b"The answer", &ids).unwrap(), sealed);
    }
}
