//! Sessions and keys presented lately, so that not every request asks the database whose it is. Every change that is made here
//! counts at once; what the command line or another server changed, after the second of [`Recent`].

use adda_protocol::{Millis, SessionId, UserId};

use crate::{
    recent::Recent,
    store::{ApiKeyRow, KeyHash, SessionRow},
};

#[derive(Debug, Default)]
pub(super) struct AtHand {
    pub sessions: Recent<SessionId, SessionRow>,
    pub keys: Recent<KeyHash, ApiKeyRow>,
}

impl AtHand {
    /// Of one person: what they are signed in with may be over, or they are called otherwise.
    pub fn forget(&self, user: UserId) {
        self.sessions.forget_all(|row| row.user.id == user);
        self.keys.forget_all(|row| row.user.id == user);
    }

    /// The session while it is live, or the count of changes for [`Recent::keep`].
    pub fn session(&self, id: SessionId, now: Millis) -> Result<Option<SessionRow>, u64> {
        let row = self.sessions.get(id, now)?;
        Ok(Some(row).filter(|row| now < row.expires_at))
    }

    /// The key while it is valid, or the same.
    pub fn key(&self, hash: KeyHash, now: Millis) -> Result<Option<ApiKeyRow>, u64> {
        let row = self.keys.get(hash, now)?;
        Ok(Some(row).filter(|row| row.key.expires_at.is_none_or(|end| now < end)))
    }
}
