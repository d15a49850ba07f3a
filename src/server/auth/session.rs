//! Sessions: what signing in starts, tokens keep alive, and signing out ends.

use adda_protocol::{
    Millis, ServerFrame, SessionId, UserId,
    dto::{Session, User},
};

use super::{
    Accounts, Credential, Identity, Origin, SignedIn, Tokens,
    error::{Error, Result},
};
use crate::{
    realtime::hub::Topic,
    store::{NewSession, Rotation, SessionRow},
};

const MINUTE: Millis = 60_000;
const DAY: Millis = 24 * 60 * MINUTE;
/// Two tabs may renew at once: for this long the token before the current one is no theft.
const GRACE: Millis = 30_000;
/// Kept of what a browser calls itself, in characters.
const DEVICE_CHARS: usize = 200;
const ADDRESS_CHARS: usize = 64;
/// Sessions of one person; the ones unused for longest make room.
const SESSIONS: usize = 50;

impl Accounts {
    /// The identity behind an access token, while its session and account are live.
    pub async fn authenticate(&self, access: &str) -> Result<Identity> {
        let now = self.clock.now();
        let claims = self.signer.read(access, now)?;
        let row = self.live(claims.sid, now).await?;
        row.filter(|row| row.user.id == claims.sub).map(identity).ok_or(Error::Unauthorized)
    }

    async fn live(&self, session: SessionId, now: Millis) -> Result<Option<SessionRow>> {
        let changes = match self.at_hand.session(session, now) {
            Ok(row) => return Ok(row),
            Err(changes) => changes,
        };
        let found = self.store.session(session, now).await?;
        if let Some(row) = &found {
            self.at_hand.sessions.keep(session, row, now, changes);
        }
        Ok(found)
    }

    /// What is known of an account is to be read anew: something of it, or of what it is signed in with, was changed.
    pub fn changed(&self, user: UserId) {
        self.at_hand.forget(user);
    }

    /// Something of what a person is signed in with is over, or they are another than they were.
    pub(super) fn tell(&self, user: UserId) {
        self.changed(user);
        self.hub.publish(Topic::User(user), ServerFrame::SignedOut);
    }

    /// New tokens for a refresh token; a token used twice ends its session.
    pub async fn refresh(&self, refresh: &str) -> Result<SignedIn> {
        let presented = self.signer.presented(refresh).ok_or(Error::Unauthorized)?;
        let now = self.clock.now();
        let (next, next_hash) = self.signer.new_refresh(&self.ids);
        let expires_at = self.session_expiry(now);
        match self.store.rotate(presented, next_hash, now, expires_at, GRACE).await? {
            Rotation::Rotated(row) => self.signed_in(identity(row), Some(next), now),
            Rotation::Recent(row) => self.signed_in(identity(row), None, now),
            Rotation::Reused { session, user } => {
                tracing::warn!(user.id = %user, session.id = %session, "a refresh token came back after its use; the session was ended");
                self.tell(user);
                Err(Error::Unauthorized)
            }
            Rotation::Unknown => Err(Error::Unauthorized),
        }
    }

    pub async fn logout(&self, who: &Identity) -> Result<()> {
        self.revoke(who, who.session()?).await.map(|_| ())
    }

    pub async fn sessions(&self, who: &Identity) -> Result<Vec<Session>> {
        let own = who.session()?;
        let rows = self.store.sessions(who.id(), self.clock.now()).await?;
        let session = |row: SessionRow| Session {
            id: row.id,
            device: row.device,
            address: row.address,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            current: row.id == own,
        };
        Ok(rows.into_iter().map(session).collect())
    }

    /// Ends one of the person's sessions; false when it is not theirs.
    pub async fn revoke(&self, who: &Identity, session: SessionId) -> Result<bool> {
        who.session()?;
        let is_ended = self.store.end_session(who.id(), session).await?;
        if is_ended {
            self.tell(who.id());
        }
        Ok(is_ended)
    }

    /// Ends all sessions of a person but `except`.
    pub(super) async fn end_all_sessions(
        &self,
        user: UserId,
        except: Option<SessionId>,
    ) -> Result<()> {
        if !self.store.end_sessions(user, except).await?.is_empty() {
            self.tell(user);
        }
        Ok(())
    }

    pub(super) async fn start_session(&self, user: User, from: Origin) -> Result<SignedIn> {
        let now = self.clock.now();
        let (refresh, refresh_hash) = self.signer.new_refresh(&self.ids);
        let session = self.ids.make(SessionId::new);
        let new = NewSession {
            id: session,
            user: user.id,
            refresh: refresh_hash,
            device: shortened(&from.device, DEVICE_CHARS),
            address: shortened(&from.address, ADDRESS_CHARS),
            at: now,
            expires_at: self.session_expiry(now),
        };
        if !self.store.create_session(new).await? {
            tracing::info!(user.id = %user.id, "sign-in refused: the account is blocked");
            return Err(Error::Blocked);
        }
        self.end_oldest(user.id, now).await?;
        self.signed_in(signed_in_as(user, session), Some(refresh), now)
    }

    async fn end_oldest(&self, user: UserId, now: Millis) -> Result<()> {
        let sessions = self.store.sessions(user, now).await?;
        for old in sessions.iter().skip(SESSIONS) {
            self.store.end_session(user, old.id).await?;
        }
        if sessions.len() > SESSIONS {
            self.tell(user);
        }
        Ok(())
    }

    fn signed_in(
        &self,
        identity: Identity,
        refresh: Option<crate::secret::Secret>,
        now: Millis,
    ) -> Result<SignedIn> {
        let until = now + Millis::from(self.config.access_minutes) * MINUTE;
        let access = self.signer.sign(identity.id(), identity.session()?, now, until)?;
        Ok(SignedIn { identity, tokens: Tokens { access, refresh } })
    }

    fn session_expiry(&self, now: Millis) -> Millis {
        now + Millis::from(self.config.refresh_days) * DAY
    }
}

fn identity(row: SessionRow) -> Identity {
    signed_in_as(row.user, row.id)
}

fn signed_in_as(user: User, session: SessionId) -> Identity {
    Identity { user, by: Credential::Session(session) }
}

/// A header of the request, on its way to a page and a log.
fn shortened(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect()
}
