//! Sharing: read-only snapshots of conversations, read by whoever has the link.
//!
//! A snapshot is a copy: what is said, edited or chosen in the conversation later does not show in it. It is gone when its
//! owner takes it back, when its time has come, and with its conversation and its owner's account.

use std::time::Duration;

use adda_protocol::{
    ConversationId, Millis, ShareId,
    dto::{CreateShare, CreatedShare, Password, Share, SharedPage},
    limits,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::{Engine, Error, Result, engine::require};
use crate::{
    auth::Identity,
    ids::Ids,
    store::{LinkHash, NewShare, Sharing},
};

/// Where the pages of snapshots are; the secret follows.
const PATH: &str = "/s/";
/// Random bytes of a link: nobody finds one by trying.
const RANDOM: usize = 32;
/// The same in base64url.
const LETTERS: usize = (RANDOM * 4).div_ceil(3);
/// Messages on a page of a snapshot.
const PAGE: usize = 100;
const DAY: Millis = 24 * 3_600_000;
/// How often those that have ended are removed. Nobody can read them meanwhile.
const SWEEP: Duration = Duration::from_hours(1);

impl Engine {
    /// Takes a snapshot of the conversation as it is now, and says its link, this once.
    pub async fn share(
        &self,
        who: &Identity,
        id: ConversationId,
        new: CreateShare,
    ) -> Result<CreatedShare> {
        let (_, permission) = self.permission(who, id).await?;
        require(permission.may_share())?;
        let at = self.clock.now();
        let expires_at = new.expires_in_days.map(|days| end(at, days)).transpose()?;
        self.rates.share(who.id()).await?;
        let link = link(&self.ids);
        let new = NewShare {
            id: self.ids.make(ShareId::new),
            user: who.id(),
            conversation: id,
            hash: hash_of(&link),
            at,
            expires_at,
        };
        match self.store.create_share(new, limits::SHARES).await? {
            Sharing::Taken(share) => {
                Ok(CreatedShare { share, path: Password(format!("{PATH}{link}")) })
            }
            Sharing::Nothing => Err(Error::Conflict("there is nothing to share in this chat yet")),
            Sharing::Full => Err(Error::Conflict(
                "you share as much as one can: take a link back before you make another",
            )),
            Sharing::Gone => Err(Error::NotFound),
        }
    }

    /// The person's snapshots, newest first.
    pub async fn shares(&self, who: &Identity) -> Result<Vec<Share>> {
        Ok(self.store.shares(who.id(), self.clock.now()).await?)
    }

    /// Takes a snapshot back: its link leads nowhere from now on.
    pub async fn unshare(&self, who: &Identity, id: ShareId) -> Result<()> {
        require(self.store.delete_share(who.id(), id).await?)
    }

    /// The messages of a snapshot after the place `after`, for whoever has its link. Unknown, ended and taken back are the same.
    pub async fn shared(&self, address: &str, link: &str, after: u64) -> Result<SharedPage> {
        self.rates.shared(address).await?;
        let hash = hash(link).ok_or(Error::NotFound)?;
        let share = self.store.share(hash, self.clock.now()).await?.ok_or(Error::NotFound)?;
        Ok(SharedPage {
            messages: self.store.shared_messages(share.id, after, PAGE).await?,
            title: share.title,
            created_at: share.created_at,
            expires_at: share.expires_at,
            total: share.messages,
        })
    }

    /// Removes what has ended, now and then, for as long as the server runs.
    pub async fn keep_sharing(&self) {
        loop {
            if let Err(error) = self.store.delete_ended_shares(self.clock.now()).await {
                tracing::warn!(%error, "shared snapshots that have ended are still there: {error}");
            }
            tokio::time::sleep(SWEEP).await;
        }
    }
}

fn end(at: Millis, days: u32) -> Result<Millis> {
    if (1..=limits::SHARE_DAYS).contains(&days) {
        return Ok(at + Millis::from(days) * DAY);
    }
    let message = format!("a link can end after 1 to {} days, or never", limits::SHARE_DAYS);
    Err(Error::Invalid { field: "expires_in_days", message })
}

fn link(ids: &Ids) -> String {
    URL_SAFE_NO_PAD.encode(ids.bytes::<RANDOM>())
}

/// What is stored of a link someone follows; `None` when it cannot be one of ours. A plain hash is enough: nobody can search
/// 256 random bits, and looking a hash up tells nothing of the link by the time it takes.
fn hash(link: &str) -> Option<LinkHash> {
    let fits = link.len() == LETTERS && URL_SAFE_NO_PAD.decode(link).is_ok();
    fits.then(|| hash_of(link))
}

fn hash_of(link: &str) -> LinkHash {
    Sha256::digest(link).into()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::MockClock;

    #[test]
    fn link_is_long_random_and_known_by_its_hash() {
        let ids = Ids::new(Arc::new(MockClock::new(0)));
        let (one, two) = (link(&ids), link(&ids));
        assert_ne!(one, two);
        assert_eq!(one.len(), 43);
        assert_eq!(hash(&one), Some(hash_of(&one)));
        assert_ne!(hash(&one), hash(&two));
        for other in ["", "/", &one[1..], &format!("{one}a"), &"a".repeat(100_000), &"é".repeat(22)]
        {
            assert_eq!(hash(other), None, "{other}");
        }
    }

    #[test]
    fn share_ends_after_one_day_to_a_year() {
        assert!(end(0, 0).is_err() && end(0, 366).is_err() && end(0, u32::MAX).is_err());
        assert_eq!(end(5, 7).ok(), Some(5 + 7 * DAY));
    }
}
