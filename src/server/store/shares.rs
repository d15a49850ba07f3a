use adda_protocol::{
    ConversationId, Millis, ShareId, UserId,
    dto::{Share, SharedMessage},
};
use async_trait::async_trait;

use super::Result;

/// Hash of a link's secret part, which itself is never stored.
pub type LinkHash = [u8; 32];

/// A snapshot about to be taken.
#[derive(Clone, Copy, Debug)]
pub struct NewShare {
    pub id: ShareId,
    pub user: UserId,
    pub conversation: ConversationId,
    pub hash: LinkHash,
    pub at: Millis,
    pub expires_at: Option<Millis>,
}

/// What came of taking a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sharing {
    Taken(Share),
    /// Nobody has said anything yet.
    Nothing,
    /// The person has as many as they may.
    Full,
    /// The conversation is gone, or not theirs.
    Gone,
}

/// Read-only snapshots. They show what was said and finished on the path that their owner was shown; greetings, reasoning, costs,
/// errors and names of people are left out.
#[async_trait]
pub trait ShareStore: Send + Sync {
    /// Copies the conversation as it is now, where its owner has fewer than `most` snapshots.
    async fn create_share(&self, new: NewShare, most: usize) -> Result<Sharing>;

    /// A person's snapshots that have not ended, newest first.
    async fn shares(&self, user: UserId, now: Millis) -> Result<Vec<Share>>;

    /// The snapshot with this hash; `None` where it has ended or its conversation is being deleted.
    async fn share(&self, hash: LinkHash, now: Millis) -> Result<Option<Share>>;

    /// At most `limit` messages of a snapshot after the place `after`, in their order.
    async fn shared_messages(
        &self,
        id: ShareId,
        after: u64,
        limit: usize,
    ) -> Result<Vec<SharedMessage>>;

    /// Removes one snapshot of `user`; false when it is not theirs or not there.
    async fn delete_share(&self, user: UserId, id: ShareId) -> Result<bool>;

    /// Removes everybody's that have ended; how many.
    async fn delete_ended_shares(&self, now: Millis) -> Result<u64>;
}
