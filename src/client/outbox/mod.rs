//! The messages a device has not got through yet: in order, one on its way per conversation, kept beyond the page.

mod answers;
mod entry;
mod store;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use adda_protocol::{
    ClientConversationId, ClientFrame, ClientMessageId, ConversationId, Millis, UserId,
    limits::MESSAGE_BYTES,
};

pub use self::{
    entry::{Entry, EntryState, Words},
    store::{MemoryStore, OutboxStore, StoreError},
};

/// Most entries a device keeps for one person.
pub const ENTRIES: usize = 500;

/// An entry not answered this long after it was sent is sent again, in milliseconds.
pub const ANSWER_WITHIN: Millis = 15_000;

/// Why a message was not taken into the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnqueueError {
    #[error("there is nothing to send")]
    Empty,
    #[error("the message is longer than {MESSAGE_BYTES} bytes")]
    TooLong,
    #[error("{ENTRIES} messages are waiting already")]
    Full,
}

/// Why an entry could not be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// There is no such entry, or it is on its way (and may have arrived).
    #[error("the message can no longer be changed")]
    NotHere,
    #[error(transparent)]
    Text(#[from] EnqueueError),
}

/// What is to be written to the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    Put(Box<Entry>),
    Remove(ClientMessageId),
    /// Everything of this person.
    Clear(UserId),
}

/// The queue of one person on one device. Does no I/O: frames to send come from [`Self::to_send`], changes for the store
/// from [`Self::take_writes`]. Ask for both after every input.
#[derive(Clone, Debug)]
pub struct Outbox {
    user: UserId,
    /// In order of `created_at`.
    entries: Vec<Entry>,
    writes: Vec<Write>,
}

impl Outbox {
    /// An empty queue of `user`; [`Self::load`] adds what the store kept.
    pub fn new(user: UserId) -> Self {
        Self { user, entries: Vec::new(), writes: Vec::new() }
    }

    /// Adds what a store kept, at the start or when another tab may have written to it. Entries of other people and
    /// those known here are passed over; what was on its way when the page closed is queued again.
    pub fn load(&mut self, stored: Vec<Entry>) {
        for mut entry in stored {
            if entry.user != self.user || self.get(entry.client_id).is_some() {
                continue;
            }
            if !entry.is_refused() {
                entry.state = EntryState::Queued;
            }
            self.entries.push(entry);
        }
        self.entries.sort_by_key(|entry| (entry.created_at, entry.client_id));
    }

    /// Queues a message under a new id. The same id again changes nothing.
    pub fn enqueue(
        &mut self,
        conversation: ConversationId,
        client_id: ClientMessageId,
        words: impl Into<Words>,
        now: Millis,
    ) -> Result<(), EnqueueError> {
        let begin = self.begun(conversation).and_then(|first| first.begin);
        self.add(conversation, begin, (client_id, words.into()), now)
    }

    /// Queues the first message of a conversation that is made when it arrives, and says which that is.
    pub fn begin(
        &mut self,
        begin: ClientConversationId,
        client_id: ClientMessageId,
        words: impl Into<Words>,
        now: Millis,
    ) -> Result<ConversationId, EnqueueError> {
        let conversation = ConversationId::begun(self.user, begin);
        self.add(conversation, Some(begin), (client_id, words.into()), now)?;
        Ok(conversation)
    }

    fn add(
        &mut self,
        conversation: ConversationId,
        begin: Option<ClientConversationId>,
        (client_id, words): (ClientMessageId, Words),
        now: Millis,
    ) -> Result<(), EnqueueError> {
        let Words { text, model, plain, edits, after, models } = words;
        check(&text)?;
        if self.get(client_id).is_some() {
            return Ok(());
        }
        if self.entries.len() >= ENTRIES {
            return Err(EnqueueError::Full);
        }
        // A clock set back, or two messages in one millisecond, must not change the order after a reload.
        let last = self.entries.last().map_or(Millis::MIN, |entry| entry.created_at);
        let entry = Entry {
            client_id,
            user: self.user,
            conversation,
            text,
            model,
            plain,
            edits,
            after,
            models,
            begin,
            created_at: now.max(last.saturating_add(1)),
            attempts: 0,
            state: EntryState::Queued,
        };
        self.writes.push(Write::Put(Box::new(entry.clone())));
        self.entries.push(entry);
        Ok(())
    }

    /// The first entry of a conversation that is not known to be there yet.
    pub fn begun(&self, conversation: ConversationId) -> Option<&Entry> {
        self.entries(conversation).find(|entry| entry.begin.is_some())
    }

    /// The conversation is there: nothing makes it any more, should it be deleted meanwhile.
    pub fn made(&mut self, conversation: ConversationId) {
        let begun =
            |entry: &&mut Entry| entry.conversation == conversation && entry.begin.is_some();
        for entry in self.entries.iter_mut().filter(begun) {
            entry.begin = None;
            self.writes.push(Write::Put(Box::new(entry.clone())));
        }
    }

    /// The frames to send now, oldest first; what they carry counts as on its way. Nothing while not connected. In each
    /// conversation only the first entry not refused is ever on its way.
    pub fn to_send(&mut self, connected: bool, now: Millis) -> Vec<ClientFrame> {
        let mut frames = Vec::new();
        if !connected {
            return frames;
        }
        let mut seen = HashSet::new();
        for entry in self.entries.iter_mut().filter(|entry| !entry.is_refused()) {
            if seen.insert(entry.conversation) && entry.due().is_some_and(|due| due <= now) {
                entry.attempts = entry.attempts.saturating_add(1);
                entry.state = EntryState::Sending { since: now };
                frames.push(entry.frame());
            }
        }
        frames
    }

    /// Whether something that was sent has had no answer for too long: the connection may be dead.
    pub fn is_overdue(&self, now: Millis) -> bool {
        let overdue =
            |entry: &Entry| entry.is_sending() && entry.due().is_some_and(|due| due <= now);
        self.entries.iter().any(overdue)
    }

    /// When [`Self::to_send`] will have something for the clock's sake alone.
    pub fn next_wake(&self) -> Option<Millis> {
        let mut seen = HashSet::new();
        (self.entries.iter())
            .filter(|entry| !entry.is_refused() && seen.insert(entry.conversation))
            .filter(|entry| entry.state != EntryState::Queued)
            .filter_map(Entry::due)
            .min()
    }

    /// The connection is gone: what was on its way goes out again on the next one.
    pub fn disconnected(&mut self) {
        for entry in self.entries.iter_mut().filter(|entry| entry.is_sending()) {
            entry.state = EntryState::Queued;
        }
    }

    /// Sends a refused entry again as it is. False when there is no such refused entry.
    pub fn resend(&mut self, id: ClientMessageId) -> bool {
        let Some(entry) = self.get_mut(id).filter(|entry| entry.is_refused()) else { return false };
        entry.state = EntryState::Queued;
        entry.attempts = 0;
        let write = Write::Put(Box::new(entry.clone()));
        self.writes.push(write);
        true
    }

    /// Changes the text of an entry that is not on its way and queues it, in its place. It gets a new id: under the old
    /// one the server may have the old text.
    pub fn edit(
        &mut self,
        id: ClientMessageId,
        new_id: ClientMessageId,
        text: String,
    ) -> Result<(), EditError> {
        check(&text)?;
        let entry =
            self.get_mut(id).filter(|entry| !entry.is_sending()).ok_or(EditError::NotHere)?;
        entry.client_id = new_id;
        entry.text = text;
        entry.attempts = 0;
        entry.state = EntryState::Queued;
        let write = Write::Put(Box::new(entry.clone()));
        // The new one first: a page closed in between must not lose both.
        self.writes.extend([write, Write::Remove(id)]);
        Ok(())
    }

    /// Throws an entry away that is not on its way. False when there is none.
    pub fn discard(&mut self, id: ClientMessageId) -> bool {
        self.get(id).is_some_and(|entry| !entry.is_sending()) && self.remove(id).is_some()
    }

    /// Takes an entry out.
    fn remove(&mut self, id: ClientMessageId) -> Option<Entry> {
        let place = self.entries.iter().position(|entry| entry.client_id == id)?;
        self.writes.push(Write::Remove(id));
        Some(self.entries.remove(place))
    }

    /// The person signs out: nothing of theirs stays on the device.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.writes = vec![Write::Clear(self.user)];
    }

    /// What is to be written to the store since the last call, in order.
    pub fn take_writes(&mut self) -> Vec<Write> {
        std::mem::take(&mut self.writes)
    }

    /// The entries of a conversation, oldest first.
    pub fn entries(&self, conversation: ConversationId) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.conversation == conversation)
    }

    /// Every entry, oldest first.
    pub fn all(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with this id.
    pub fn get(&self, id: ClientMessageId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.client_id == id)
    }

    fn get_mut(&mut self, id: ClientMessageId) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.client_id == id)
    }
}

fn check(text: &str) -> Result<(), EnqueueError> {
    if text.trim().is_empty() {
        return Err(EnqueueError::Empty);
    }
    if text.len() > MESSAGE_BYTES {
        return Err(EnqueueError::TooLong);
    }
    Ok(())
}
