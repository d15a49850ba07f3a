use adda_protocol::{Author, ConversationId, MessageId, Millis, Seq, UserId};
use async_trait::async_trait;

use super::Result;
use crate::words::Query;

/// A message in which the words were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its place among all messages; later ones have a higher one.
    pub place: i64,
    pub conversation: ConversationId,
    /// Title of the conversation.
    pub title: String,
    pub message: MessageId,
    pub seq: Seq,
    pub author: Author,
    pub text: String,
    pub created_at: Millis,
}

/// Finding what was said. A message's words are kept in the transaction that completes it, and go with it.
#[async_trait]
pub trait SearchStore: Send + Sync {
    /// Finished messages that have all of `query`, of conversations `user` takes part in: the newest `limit` before the
    /// place `before` (or of all), newest first.
    async fn search(
        &self,
        user: UserId,
        query: Query,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<Hit>>;

    /// Ids and titles of the conversations `user` takes part in, last changed first.
    async fn titles(
        &self,
        user: UserId,
        limit: usize,
    ) -> Result<Vec<(ConversationId, String, Millis)>>;

    /// Notes messages whose words nobody has kept: those of an earlier version that ran beside this one.
    async fn note_unread(&self) -> Result<u64>;

    /// Keeps the words of the newest `limit` messages before the place `before` (or of all) that lack them. Gives the place
    /// to go on from; none at the end.
    async fn read_words(&self, before: Option<i64>, limit: usize) -> Result<Option<i64>>;

    /// Removes the words of at most `limit` messages that are gone, and says of how many. They are found no more even before.
    async fn purge_words(&self, limit: usize) -> Result<usize>;
}
