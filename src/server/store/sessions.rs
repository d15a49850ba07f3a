use adda_protocol::{Millis, SessionId, UserId, dto::User};
use async_trait::async_trait;

use super::Result;

/// Keyed hash of a refresh token (`auth` knows the key). The token itself is never stored.
pub type TokenHash = [u8; 32];

#[derive(Clone, Debug)]
pub struct NewSession {
    pub id: SessionId,
    pub user: UserId,
    pub refresh: TokenHash,
    /// What the browser called itself, shortened.
    pub device: String,
    pub address: String,
    pub at: Millis,
    /// When the refresh token stops working unless rotated.
    pub expires_at: Millis,
}

/// A live session and whose it is.
#[derive(Clone, Debug)]
pub struct SessionRow {
    pub id: SessionId,
    pub user: User,
    pub device: String,
    pub address: String,
    pub created_at: Millis,
    pub last_used_at: Millis,
    /// When it ends unless it is used.
    pub expires_at: Millis,
}

/// What presenting a refresh token came to.
#[derive(Clone, Debug)]
pub enum Rotation {
    /// The current token: replaced by the new one.
    Rotated(SessionRow),
    /// The token before the current one, shortly after its rotation (two tabs at once): the session is good, the
    /// new token was not stored.
    Recent(SessionRow),
    /// A token used before: stolen or replayed. The session has been ended.
    Reused { session: SessionId, user: UserId },
    /// Never issued, expired or ended.
    Unknown,
}

#[async_trait]
pub trait SessionStore: Send + Sync {
    /// False, and none made, where the account is blocked.
    async fn create_session(&self, new: NewSession) -> Result<bool>;

    /// The session and its account, while both are live.
    async fn session(&self, id: SessionId, now: Millis) -> Result<Option<SessionRow>>;

    /// Presents a refresh token and, where it is the current one, replaces it by `next`, valid until `expires_at`.
    /// A token replaced at most `grace` milliseconds ago is [`Rotation::Recent`]; an older one ends the session.
    async fn rotate(
        &self,
        presented: TokenHash,
        next: TokenHash,
        now: Millis,
        expires_at: Millis,
        grace: Millis,
    ) -> Result<Rotation>;

    /// Live sessions of a person, last used first.
    async fn sessions(&self, user: UserId, now: Millis) -> Result<Vec<SessionRow>>;

    /// Ends one session of `user`; false when it is not theirs or not there.
    async fn end_session(&self, user: UserId, id: SessionId) -> Result<bool>;

    /// Ends all sessions of `user` but `except`; returns the ended ones.
    async fn end_sessions(&self, user: UserId, except: Option<SessionId>)
    -> Result<Vec<SessionId>>;
}
