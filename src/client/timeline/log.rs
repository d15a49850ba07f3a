//! The loaded messages of the log, in order of seq.

use std::collections::HashMap;

use adda_protocol::{ClientMessageId, Message, MessageId, Seq};

use super::view::{Key, Shown, View};

/// One loaded message.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) key: Key,
    pub(super) message: Message,
    /// Seq of the event that began the run of writing whose text this is; what comes of an earlier one is old. `None`
    /// where a page did not say.
    pub(super) run: Option<Seq>,
}

impl Item {
    pub(super) fn new(message: Message, run: Option<Seq>) -> Self {
        let key = message.client_id.map_or(Key::Server(message.id), Key::Client);
        Self { key, message, run }
    }

    pub(super) fn view(&self) -> View<'_> {
        View { key: self.key, shown: Shown::Message(&self.message) }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    /// Sorted by seq.
    items: Vec<Item>,
    places: HashMap<MessageId, Seq>,
    clients: HashMap<ClientMessageId, MessageId>,
}

impl Log {
    /// Puts a message in its place. One that is there already is replaced where it is. Returns its key and index.
    pub(super) fn insert(&mut self, mut item: Item) -> (Key, usize) {
        if let Some(index) = self.index(item.message.id) {
            item.key = self.items[index].key;
            item.message.seq = self.items[index].message.seq;
            self.items[index] = item;
            return (self.items[index].key, index);
        }
        if let Some(client_id) = item.message.client_id {
            // Client ids are unique per author only; keys must be unique altogether.
            let owner = *self.clients.entry(client_id).or_insert(item.message.id);
            if owner != item.message.id {
                item.key = Key::Server(item.message.id);
            }
        }
        self.places.insert(item.message.id, item.message.seq);
        let (key, seq) = (item.key, item.message.seq);
        let index = self.items.partition_point(|other| other.message.seq <= seq);
        self.items.insert(index, item);
        (key, index)
    }

    fn index(&self, id: MessageId) -> Option<usize> {
        let seq = *self.places.get(&id)?;
        let first = self.items.partition_point(|item| item.message.seq < seq);
        let offset = self.items.get(first..)?.iter().position(|item| item.message.id == id)?;
        Some(first + offset)
    }

    pub(super) fn get(&self, id: MessageId) -> Option<&Item> {
        self.items.get(self.index(id)?)
    }

    pub(super) fn get_mut(&mut self, id: MessageId) -> Option<&mut Item> {
        let index = self.index(id)?;
        self.items.get_mut(index)
    }

    pub(super) fn by_client(&self, id: ClientMessageId) -> Option<&Item> {
        self.get(*self.clients.get(&id)?)
    }

    pub(super) fn items(&self) -> std::slice::Iter<'_, Item> {
        self.items.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }
}
