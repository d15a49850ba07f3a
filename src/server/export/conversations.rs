//! Conversations with every version of every message, as JSON.

use adda_protocol::{ConversationId, Message, Millis, UserId, dto::Conversation};

use super::{Error, Result, archive::Archive};
use crate::store::Store;

/// Conversations read at once.
const CONVERSATIONS: usize = 100;
/// Messages read at once.
const MESSAGES: usize = 50;

/// A person's conversations, some at a time.
pub(super) struct Conversations {
    user: UserId,
    after: Option<ConversationId>,
}

impl Conversations {
    pub const fn of(user: UserId) -> Self {
        Self { user, after: None }
    }

    /// The next ones; none at the end.
    pub async fn next(&mut self, store: &dyn Store) -> Result<Vec<Conversation>> {
        let page = store.own_conversations(self.user, self.after, CONVERSATIONS).await?;
        self.after = page.last().map(|last| last.id).or(self.after);
        Ok(page)
    }
}

/// Messages of a conversation, some at a time, in the order in which they were written.
pub(super) struct Messages {
    conversation: ConversationId,
    after: u64,
}

impl Messages {
    pub const fn of(conversation: ConversationId) -> Self {
        Self { conversation, after: 0 }
    }

    /// The next ones; none at the end.
    pub async fn next(&mut self, store: &dyn Store) -> Result<Vec<Message>> {
        let page = store.messages_after(self.conversation, self.after, MESSAGES).await?;
        self.after = page.last().map_or(self.after, |last| last.seq);
        Ok(page)
    }
}

pub(super) async fn write(
    store: &dyn Store,
    user: UserId,
    at: Millis,
    archive: &mut Archive,
) -> Result<()> {
    archive.begin_long("conversations.json", at).await?;
    archive.write(b"[").await?;
    let (mut all, mut first) = (Conversations::of(user), true);
    loop {
        let page = all.next(store).await?;
        if page.is_empty() {
            return archive.write(b"\n]\n").await;
        }
        for conversation in &page {
            archive.write(if first { b"\n" } else { b",\n" }).await?;
            first = false;
            write_one(store, user, conversation, archive).await?;
        }
    }
}

async fn write_one(
    store: &dyn Store,
    user: UserId,
    conversation: &Conversation,
    archive: &mut Archive,
) -> Result<()> {
    let mut text = serde_json::to_vec(conversation)?;
    if text.pop() != Some(b'}') {
        return Err(Error::Write(std::io::ErrorKind::InvalidData.into()));
    }
    archive.write(&text).await?;
    if let Some(leaf) = store.chosen(conversation.id, user).await?.leaf {
        archive.write(b",\"leaf\":").await?;
        archive.write_json(&leaf).await?;
    }
    archive.write(b",\"messages\":[").await?;
    let (mut all, mut first) = (Messages::of(conversation.id), true);
    loop {
        let page = all.next(store).await?;
        if page.is_empty() {
            return archive.write(b"\n]}").await;
        }
        for message in &page {
            archive.write(if first { b"\n" } else { b",\n" }).await?;
            first = false;
            archive.write_json(message).await?;
        }
    }
}
