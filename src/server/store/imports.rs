use adda_protocol::{
    ConversationId, ImportId, Message, Millis, UserId,
    dto::{Import, ImportProgress, ImportState},
};
use async_trait::async_trait;

use super::Result;

/// A conversation taken over from elsewhere, with all its messages.
#[derive(Clone, Debug)]
pub struct NewTalk {
    pub id: ConversationId,
    pub owner: UserId,
    pub title: String,
    pub model: String,
    pub category: String,
    pub pinned: bool,
    pub archived: bool,
    pub created_at: Millis,
    /// Each after what it follows. Their seqs are given when they are written.
    pub messages: Vec<Message>,
}

/// Files being taken over. A person has one at a time.
#[async_trait]
pub trait ImportStore: Send + Sync {
    /// Notes a file about to be taken over, in place of the last one; false where that is still running, which it is while it
    /// got on after `stale`.
    async fn begin_import(
        &self,
        user: UserId,
        id: ImportId,
        bytes: u64,
        (at, stale): (Millis, Millis),
    ) -> Result<bool>;

    /// Notes how far it is; false, and nothing noted, where it runs no longer.
    async fn note_import(
        &self,
        id: ImportId,
        state: ImportState,
        progress: ImportProgress,
        at: Millis,
    ) -> Result<bool>;

    /// Ends a running import of `user`; false where it is not theirs, or does not run.
    async fn cancel_import(&self, user: UserId, id: ImportId, at: Millis) -> Result<bool>;

    /// The person's last file.
    async fn import(&self, user: UserId) -> Result<Option<Import>>;

    /// Writes a conversation with its log, all or nothing; false where its id is there already. Its words are found after
    /// [`super::SearchStore::read_words`].
    async fn add_talk(&self, new: NewTalk) -> Result<bool>;
}
